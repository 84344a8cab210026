"""Sends a file of events to a sidecar, in order, remembering what was acknowledged."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from deskgauge._files import read_events
from deskgauge.client import connect

if TYPE_CHECKING:
    from deskgauge._core.event import Events, Rejection

SHOWN = 20
"""Rejections printed in full; the rest is counted."""


@dataclass
class Outcome:
    """What came of sending a file."""

    events: int = 0
    resumed_at: int = 0
    accepted: int = 0
    duplicates: int = 0
    superseded: int = 0
    rejected: int = 0
    rejections: list[Rejection] = field(default_factory=list)

    def add(self, report: Any) -> None:
        """Count the acknowledgement of a batch."""
        self.accepted += report.accepted
        self.duplicates += report.duplicates
        self.superseded += report.superseded
        self.reject(report.rejections)

    def reject(self, rejections: list[Rejection]) -> None:
        """Count rejections and keep the first."""
        self.rejected += len(rejections)
        self.rejections.extend(rejections[: SHOWN - len(self.rejections)])

    def summary(self) -> str:
        """Return the counts, and the first rejections, as text."""
        lines = [f"event {r.index}: {r.error}" for r in self.rejections]
        if self.rejected > len(self.rejections):
            lines.append(f"… and {self.rejected - len(self.rejections)} more")
        counts = f"{self.accepted} accepted, {self.duplicates} duplicates, {self.superseded} superseded, {self.rejected} rejected"
        resumed = f" (went on at event {self.resumed_at})" if self.resumed_at else ""
        return "\n".join([*lines, f"{self.events} events{resumed}: {counts}"])


class Journal:
    """Remembers beside the file how many of its events a sidecar acknowledged; bound to the file's content and the desk.

    Losing it costs time only: the sidecar knows events it has seen.
    """

    def __init__(self, file: Path, target: str) -> None:
        self.path = file.with_name(file.name + ".sent")
        self.key = {"target": target, "bytes": file.stat().st_size, "sha256": _digest(file)}

    def read(self) -> int:
        """Return the number of events acknowledged earlier; 0 if the journal is of other content or another desk."""
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return 0
        return int(kept["events"]) if {name: kept.get(name) for name in self.key} == self.key else 0

    def write(self, events: int) -> None:
        """Note how many events are acknowledged; the file is replaced at once, never half-written."""
        draft = self.path.with_name(self.path.name + ".new")
        draft.write_text(json.dumps({**self.key, "events": events}), encoding="utf-8")
        os.replace(draft, self.path)

    def remove(self) -> None:
        """Forget: everything was sent."""
        self.path.unlink(missing_ok=True)


def send(
    file: Path,
    address: str,
    *,
    desk: str = "default",
    mapping: Path | None = None,
    batch: int = 1000,
    restart: bool = False,
    progress: TextIO | None = None,
) -> Outcome:
    """Send the events of a file to a sidecar and wait for every acknowledgement.

    Parameters
    ----------
    file : Path
        What `read_events` reads.
    address, desk : str
        As `connect` takes them.
    mapping : Path, optional
        Of a CSV or JSON export.
    batch : int
        Events in a message, at most 1000.
    restart : bool
        Send from the beginning even if an earlier run stopped half-way.
    progress : file, optional
        Where to show how far it is.
    """
    events = read_events(file, mapping)
    journal = Journal(file, f"{address}/desks/{desk}")
    outcome = Outcome(events=len(events), resumed_at=0 if restart else min(journal.read(), len(events)))
    outcome.reject(events.rejections)
    done = outcome.resumed_at
    line = _Progress(progress, len(events), done)
    with connect(address, desk=desk) as client:
        sizes = [min(batch, len(events) - start) for start in range(done, len(events), batch)]
        for size, report in zip(sizes, client.ingest_batches(_batches(events, done, batch)), strict=True):
            outcome.add(report)
            done += size
            journal.write(done)
            line.show(done)
    line.end()
    journal.remove()
    return outcome


def _batches(events: Events, start: int, size: int) -> Iterator[list[dict[str, Any]]]:
    for position in range(start, len(events), size):
        yield [events[i] for i in range(position, min(position + size, len(events)))]


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.sha256(stream.read()).hexdigest()


class _Progress:
    """One line that is written over; a terminal sees it move, a log file sees the last state only."""

    def __init__(self, out: TextIO | None, total: int, start: int) -> None:
        self.out, self.total, self.start = out, total, start
        self.began = self.shown = time.monotonic()
        self.done = start

    def show(self, done: int) -> None:
        self.done = done
        if self.out is not None and self.out.isatty() and time.monotonic() - self.shown > 0.1:
            self.shown = time.monotonic()
            self.out.write("\r" + self.text())
            self.out.flush()

    def end(self) -> None:
        if self.out is not None:
            self.out.write(("\r" if self.out.isatty() else "") + self.text() + "\n")

    def text(self) -> str:
        seconds = max(time.monotonic() - self.began, 1e-9)
        share = self.done / self.total if self.total else 1.0
        return f"{self.done}/{self.total} events ({share:.0%}), {(self.done - self.start) / seconds:,.0f}/s"
