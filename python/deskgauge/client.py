"""A client of the sidecar with the methods of `Engine`, and the same values out of them."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from deskgauge import _convert, _refusals, _wire, frames
from deskgauge._core.definition import Definitions, Diagnostic, load_sources
from deskgauge._core.event import Events, IngestReport, fingerprint
from deskgauge._core.explanation import Explanation
from deskgauge._core.value import Answer, Row
from deskgauge._definitions import Source, read_sources
from deskgauge._errors import DataLossError, DefinitionError, InvalidArgumentError, UnavailableError, UnsupportedError
from deskgauge.client_scores import ScoreCalls

if TYPE_CHECKING:
    from datetime import datetime

    Instant = datetime | str | int

BATCH = 1000
"""Events in one message: the sidecar's limit ``max_batch_events``."""
AHEAD = 8
"""Batches sent before the first must be acknowledged."""
_CHUNK = 1 << 20
_PAGE = 10_000
_FACTS = 1000


def connect(address: str, *, desk: str = "default", timeout: float = 30.0) -> Client:
    """Connect to a sidecar.

    Parameters
    ----------
    address : str
        ``"127.0.0.1:50551"``, or ``"unix:/run/deskgauged.sock"``.
    desk : str
        Name of the desk.
    timeout : float
        Seconds a call may take. Streams of events and snapshots have no limit.

    Returns
    -------
    Client
        A context manager; calls wait until the sidecar is there, within `timeout`.

    Raises
    ------
    UnsupportedError
        If grpcio is not installed (``pip install deskgauge[client]``).
    """
    return Client(address, desk=desk, timeout=timeout)


class Client(ScoreCalls):
    """A desk in a sidecar. Any thread may call any method.

    An answer includes everything this client sent before: calls carry the revision token of the last acknowledgement.
    """

    def __init__(self, address: str, *, desk: str = "default", timeout: float = 30.0) -> None:
        try:
            import grpc
        except ModuleNotFoundError:
            raise UnsupportedError(
                "A sidecar client needs grpcio", reason="missing_package", remedy="pip install deskgauge[client]."
            ) from None
        self.address = address
        self.desk = desk
        self.timeout = timeout
        self.revision_token = ""
        options = [("grpc.max_receive_message_length", 64 << 20), ("grpc.max_send_message_length", 64 << 20)]
        self._channel = grpc.insecure_channel(address, options=options)
        self._calls = _wire.Calls(self._channel)

    def __repr__(self) -> str:
        return f"Client(address={self.address!r}, desk={self.desk!r})"

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the connection."""
        self._channel.close()

    # --- events -----------------------------------------------------------------------------------------------------------------

    def ingest(self, events: Any, *, source: str = "") -> IngestReport:
        """Send events and wait for their acknowledgements.

        Parameters
        ----------
        events : Events, iterable of dict, pandas.DataFrame, polars.DataFrame, pyarrow.Table or Arrow stream
            As in ``Engine.ingest``.
        source : str, optional
            Source of events that state none.

        Returns
        -------
        IngestReport
            Of all batches together; ``revision`` is 0, see `revision_token`.

        Raises
        ------
        UnavailableError
            If the connection breaks. Sending everything again is safe.
        """
        read = _events(events, source)
        total: dict[str, Any] = {"accepted": 0, "duplicates": 0, "superseded": 0, "conflicts": 0}
        rejections = list(read.rejections)
        for part in self.ingest_batches(_batches(read)):
            for name in total:
                total[name] += getattr(part, name)
            rejections.extend(part.rejections)
        rejections.sort(key=lambda r: r.index)
        return IngestReport(**total, rejections=rejections)

    def ingest_columns(self, *, dictionaries: Mapping[str, Sequence[str]] | None = None, **columns: Any) -> IngestReport:
        """Send events given as columns, as ``Engine.ingest_columns`` takes them."""
        return self.ingest(Events.from_columns(columns, dictionaries=dictionaries))

    def ingest_batches(self, batches: Iterable[list[dict[str, Any]]]) -> Iterator[IngestReport]:
        """Send batches of at most 1000 dicts (``Events.to_dicts``) and yield what became of each, in order.

        A few batches are on their way at any moment, so that memory stays bounded whatever the length of the stream.
        """
        offsets: deque[int] = deque()
        ahead = threading.Semaphore(AHEAD)
        over = threading.Event()
        failed: list[Exception] = []

        def requests() -> Iterator[Any]:
            make = _wire.message("deskgauge.v1.IngestEventsRequest")
            position = 0
            try:
                for batch in batches:
                    while not ahead.acquire(timeout=0.1):
                        if over.is_set():
                            return
                    offsets.append(position)
                    position += len(batch)
                    yield make(parent=self._parent, events=[_convert.event_message(event) for event in batch])
            except Exception as error:  # grpc would only say that iterating failed; its own GeneratorExit is no failure
                failed.append(error)
                raise

        try:
            with _refusals.raised():
                for answer in self._calls.IngestEvents(requests()):
                    self.revision_token = answer.revision_token or self.revision_token
                    yield _convert.report(answer, offsets.popleft())
                    ahead.release()
        except UnavailableError:
            if failed:
                raise failed[0] from None
            raise
        finally:
            over.set()

    # --- numbers ----------------------------------------------------------------------------------------------------------------

    def query(
        self,
        metrics: str | Sequence[str] | None = None,
        *,
        window: str = "7d",
        at: Instant | None = None,
        by: str | Sequence[str] = (),
        where: str = "",
        compare: str = "none",
        series: str | None = None,
        top: int = 0,
        left_out: bool = False,
    ) -> Answer:
        """Ask for numbers, as ``Engine.query`` does; `at` defaults to the sidecar's present.

        Returns
        -------
        Answer
            ``revision`` is 0: a sidecar counts revisions in tokens.
        """
        request = _wire.message("deskgauge.v1.QueryMetricsRequest")(
            parent=self._parent,
            metrics=_names(metrics),
            window=window,
            group_by=_names(by),
            filter=where,
            top=top,
            page_size=_PAGE,
            include_left_out=left_out,
        )
        fields = request.DESCRIPTOR.fields_by_name
        if compare != "none":
            request.comparison = _number(fields["comparison"].enum_type, "compare", compare)
        if series is not None:
            request.series = _number(fields["series"].enum_type, "series", series)
        self._ask_for(request, at)
        rows: list[Row] = []
        while True:
            answer = self._call("QueryMetrics", request)
            rows.extend(_convert.row(row) for row in answer.rows)
            if not answer.next_page_token:
                break
            request.page_token = answer.next_page_token
        return Answer(
            at=_convert.instant(answer.read_time),
            rows=rows,
            left_out=_convert.left_out(answer.left_out) if answer.HasField("left_out") else None,
            definitions_fingerprint=int(answer.definitions_fingerprint or "0", 16),
        )

    def explain(
        self,
        metric: str,
        *,
        window: str = "7d",
        at: Instant | None = None,
        group: Mapping[str, str | None] | None = None,
        where: str = "",
        subject: str = "",
        limit: int = 50,
        offset: int = 0,
    ) -> Explanation:
        """Explain a number, as ``Engine.explain`` does; `limit` facts from `offset` on, at most 1000 at once."""
        if not 1 <= limit <= _FACTS:
            told = f"A sidecar explains 1 to {_FACTS} facts at once"
            remedy = "Ask for the next ones with offset."
            raise InvalidArgumentError(told, reason="out_of_range", field="limit", value=str(limit), remedy=remedy)
        request = _wire.message("deskgauge.v1.ExplainValueRequest")(
            name=f"{self._parent}/metrics/{metric}", window=window, filter=where, subject=subject, page_size=limit, offset=offset
        )
        for name, word in (group or {}).items():
            request.group.add(key=name, value=word or "")
        self._ask_for(request, at)
        answer = self._call("ExplainValue", request)
        return Explanation(
            row=_convert.row(answer.row),
            definition=answer.definition,
            total_facts=answer.total_facts,
            facts=[_convert.fact(fact) for fact in answer.facts],
            excluded=[_convert.excluded(event) for event in answer.excluded],
            id=answer.explanation_id,
        )

    def metrics(self) -> list[str]:
        """Return the names of the desk's metrics, sorted."""
        request = _wire.message("deskgauge.v1.ListMetricsRequest")(parent=self._parent, page_size=1000)
        names: list[str] = []
        while True:
            answer = self._call("ListMetrics", request)
            names.extend(metric.name.rpartition("/")[2] for metric in answer.metrics)
            if not answer.next_page_token:
                return names
            request.page_token = answer.next_page_token

    # --- definitions ------------------------------------------------------------------------------------------------------------

    def check(self, sources: Source | Iterable[Source]) -> list[Diagnostic]:
        """Return the sidecar's findings about definitions, as `deskgauge.check` returns this package's."""
        request = _wire.message("deskgauge.v1.ValidateDefinitionsRequest")(files=_files(sources))
        answer = self._call("ValidateDefinitions", request)
        return [_convert.diagnostic(d) for d in answer.diagnostics]

    def apply(self, definitions: Definitions | Source | Iterable[Source], *, expected_revision: int | None = None) -> int:
        """Make definitions those of the desk, and create the desk if there is none.

        Parameters
        ----------
        definitions : Definitions, str, os.PathLike or iterable of these
            What `deskgauge.load` takes.
        expected_revision : int, optional
            Revision the desk's definitions must have now; 0: there must be no desk yet.

        Returns
        -------
        int
            Revision of the definitions from now on.

        Raises
        ------
        DefinitionError
            If they have errors; the old ones stay.
        ConflictError
            If the revision is another.
        """
        sources = [definitions.text + "\n"] if isinstance(definitions, Definitions) else definitions
        files = _files(sources)
        request = _wire.message("deskgauge.v1.ApplyDefinitionsRequest")(parent=self._parent, files=files)
        if expected_revision is not None:
            request.expected_revision = expected_revision
        try:
            return int(self._call("ApplyDefinitions", request).revision)
        except _refusals.DefinitionsRefusedError as refused:
            raise DefinitionError(self.check(sources)) from refused

    def definitions(self) -> Definitions:
        """Return the desk's definitions."""
        answer = self._call("GetDefinitions", _wire.message("deskgauge.v1.GetDefinitionsRequest")(parent=self._parent))
        return load_sources([(file.name, file.text) for file in answer.files])

    # --- state ------------------------------------------------------------------------------------------------------------------

    def snapshot(self, kind: str = "full") -> bytes:
        """Return the desk's state as bytes for ``Engine.restore``: "full", or "cells" for queries and merging only."""
        request = _wire.message("deskgauge.v1.ExportSnapshotRequest")(parent=self._parent)
        request.content = _number(request.DESCRIPTOR.fields_by_name["content"].enum_type, "kind", kind)
        chunks: list[bytes] = []
        total = 0
        with _refusals.raised():
            for part in self._calls.ExportSnapshot(request):
                chunks.append(part.chunk)
                total = part.total_bytes or total
        snapshot = b"".join(chunks)
        if len(snapshot) != total:
            raise DataLossError("The snapshot is incomplete", reason="snapshot_incomplete", remedy="Ask for it again.")
        return snapshot

    def import_snapshot(self, snapshot: bytes, *, mode: str = "merge", allow_existing: bool = False) -> None:
        """Take a snapshot in.

        Parameters
        ----------
        snapshot : bytes
            Of an engine or of another sidecar.
        mode : {"merge", "replace"}
            Unite with what is there, or become what the snapshot holds.
        allow_existing : bool
            With "replace": a desk that exists may lose its state.
        """
        make = _wire.message("deskgauge.v1.ImportSnapshotRequest")
        first = make(parent=self._parent, allow_existing=allow_existing)
        first.mode = _number(first.DESCRIPTOR.fields_by_name["mode"].enum_type, "mode", mode)

        def requests() -> Iterator[Any]:
            yield first
            for start in range(0, len(snapshot), _CHUNK):
                yield make(chunk=snapshot[start : start + _CHUNK])
            yield make(checksum=fingerprint(snapshot))

        with _refusals.raised():
            answer = self._calls.ImportSnapshot(requests())
        self.revision_token = answer.revision_token

    # --- inside -----------------------------------------------------------------------------------------------------------------

    @property
    def _parent(self) -> str:
        return f"desks/{self.desk}"

    def _ask_for(self, request: Any, at: Instant | None) -> None:
        if at is not None:
            _convert.set_time(request.read_time, at)
        if self.revision_token:
            request.consistency.at_least = self.revision_token

    def _call(self, method: str, request: Any) -> Any:
        with _refusals.raised():
            return getattr(self._calls, method)(request, timeout=self.timeout, wait_for_ready=True)


def _events(events: Any, source: str) -> Events:
    if isinstance(events, Events):
        return events
    frame = frames.as_columns(events, source)
    if frame is not None:
        return Events.from_columns(frame[0], dictionaries=frame[1])
    return Events(events, source=source)


def _batches(events: Events) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(events), BATCH):
        yield [events[i] for i in range(start, min(start + BATCH, len(events)))]


def _names(names: str | Sequence[str] | None) -> list[str]:
    if names is None:
        return []
    return [names] if isinstance(names, str) else list(names)


def _files(sources: Source | Iterable[Source]) -> list[Any]:
    make = _wire.message("deskgauge.v1.DefinitionFile")
    return [make(name=name, text=text) for name, text in read_sources(sources)]


def _number(enum: Any, field: str, word: str) -> int:
    try:
        return _wire.number_of(enum, word)
    except KeyError:
        known = ", ".join(_wire.word_of(enum, n) for n in sorted(enum.values_by_number) if n)
        raise InvalidArgumentError(
            "The word is not one of those known", reason="unknown_choice", field=field, value=word, remedy=f"Use one of: {known}."
        ) from None
