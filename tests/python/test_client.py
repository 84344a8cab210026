"""The client against a real sidecar: the same methods, the same values."""

from __future__ import annotations

import pytest

import deskgauge as dg
from desk import DEFINITIONS, END, START, event, history
from sidecar import running


def same(rows):
    """Rows without the way they were found: the sidecar's present is later, so it replays where the engine reads cells."""
    names = ("metric", "group", "window", "bucket", "value", "compared", "compared_window", "groups_overlap")
    return [{name: getattr(row, name) for name in names} for row in rows]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with running(tmp_path_factory.mktemp("s")) as where:
        yield where


@pytest.fixture(scope="module")
def client(address, events):
    with dg.connect(address) as connected:
        report = connected.ingest(events)
        assert report.accepted == len(events), report.rejections[:3]
        yield connected


@pytest.fixture(scope="module")
def local(definitions, events):
    engine = dg.Engine(definitions)
    engine.ingest(events)
    engine.advance(END)
    return engine


def test_the_same_question_has_the_same_rows_in_both(client, local):
    asked = {"window": "28d", "at": END, "by": ["agent", "channel"], "compare": "previous_period"}
    for metric in local.definitions:
        wanted = local.definitions[metric].dimensions
        if not {"agent", "channel"} <= set(wanted):
            continue
        assert same(client.query(metric, **asked)) == same(local.query(metric, **asked)), metric


def test_every_metric_has_the_same_total_in_both(client, local):
    near, far = (door.query(window="28d", at=END, left_out=True) for door in (local, client))
    assert same(far) == same(near)
    assert far.left_out == near.left_out is not None
    assert far.at == near.at
    assert far.definitions_fingerprint == near.definitions_fingerprint


def test_a_series_is_the_same_in_both(client, local):
    asked = {"window": "2026-05-04..2026-05-18", "at": END, "series": "day"}
    assert same(client.query("csat", **asked)) == same(local.query("csat", **asked))


def test_an_explanation_is_the_same_in_both(client, local):
    near = local.explain("first_response_time", window="all", at=END, limit=20)
    far = client.explain("first_response_time", window="all", at=END, limit=20)
    assert same([far.row]) == same([near.row])
    assert far.facts == near.facts
    assert (far.total_facts, far.definition) == (near.total_facts, near.definition)


def test_pages_of_an_explanation_are_the_same_in_both_and_cover_it_all(client, local):
    asked = {"window": "all", "at": END}
    whole = local.explain("first_response_time", limit=1000, **asked)
    pages = [client.explain("first_response_time", limit=7, offset=offset, **asked) for offset in range(0, whole.total_facts, 7)]
    assert [fact for page in pages for fact in page.facts] == whole.facts
    assert {page.total_facts for page in pages} == {whole.total_facts}
    assert client.explain("first_response_time", offset=whole.total_facts, **asked).facts == []
    for limit in (0, 1001):
        with pytest.raises(dg.InvalidArgumentError):
            client.explain("first_response_time", limit=limit, **asked)


def test_sending_again_is_safe_and_reported_as_duplicates(client, events):
    report = client.ingest(events)
    assert (report.accepted, report.duplicates) == (0, len(events))


def test_faulty_events_are_rejected_by_their_place_in_the_whole(client):
    good = [event("ticket.created", 50_000 + i, START, ticket_id=f"x{i}", channel="email", direction="inbound") for i in range(2500)]
    missing = event("ticket.created", 99_999, START, ticket_id="y", direction="inbound")
    report = client.ingest([*good[:2000], missing, *good[2000:]])
    assert report.accepted == 2500
    assert [r.index for r in report.rejections] == [2000]
    assert report.rejections[0].error.reason


def test_a_snapshot_of_the_sidecar_goes_on_in_the_notebook(client):
    engine = dg.Engine.restore(client.snapshot())
    asked = {"window": "28d", "at": END}
    assert same(engine.query(**asked)) == same(client.query(**asked))


def test_a_desk_is_made_by_applying_definitions_and_filled_by_a_snapshot(address, definitions, local):
    with dg.connect(address, desk="second") as client:
        with pytest.raises(dg.NotFoundError):
            client.metrics()
        assert client.apply(DEFINITIONS, expected_revision=0) >= 1
        assert client.metrics() == list(definitions)
        client.import_snapshot(local.snapshot(), mode="merge")
        assert same(client.query(window="28d", at=END)) == same(local.query(window="28d", at=END))
        with pytest.raises(dg.ConflictError):
            client.apply(DEFINITIONS, expected_revision=77)
        assert client.definitions().fingerprint == definitions.fingerprint


def test_broken_definitions_raise_the_findings(client):
    broken = "apiVersion: deskgauge/v1\nkind: Nonsense\nmetadata: {name: x}\n"
    with pytest.raises(dg.DefinitionError) as refused:
        client.apply([DEFINITIONS / "desk", broken])
    assert refused.value.diagnostics == client.check([DEFINITIONS / "desk", broken]) == dg.check([DEFINITIONS / "desk", broken])


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda c: c.query("nonsense"), dg.NotFoundError),
        (lambda c: c.query("csat", window="fortnight"), dg.InvalidArgumentError),
        (lambda c: c.query("csat", series="minute"), dg.InvalidArgumentError),
        (lambda c: c.query("csat", top=-1), dg.InvalidArgumentError),
        (lambda c: c.query("csat", at="2190-01-01T00:00:00Z"), dg.OutOfRangeError),
    ],
)
def test_a_refusal_is_the_exception_an_engine_would_raise(client, call, error):
    with pytest.raises(error) as refused:
        call(client)
    assert refused.value.reason
    assert refused.value.message


def test_a_sidecar_that_is_not_there_is_unavailable(tmp_path):
    pytest.importorskip("grpc")
    with dg.connect(f"unix:{tmp_path}/nobody.sock", timeout=0.2) as client, pytest.raises(dg.UnavailableError):
        client.query("csat")


def test_frames_and_columns_are_sent_too(address):
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame([e for e in history(5, seed=99) if e["type"] == "ticket.created"]).drop(columns="tags")
    with dg.connect(address, desk="third") as client:
        client.apply(DEFINITIONS)
        assert client.ingest(frame).accepted == 5
        columns = {name: frame[name] for name in ("id", "ticket_id", "channel")}
        times = [dg.to_ms(t) for t in frame["time"]]
        report = client.ingest_columns(type="ticket.created", source="helpdesk", direction="inbound", time=times, **columns)
        assert report.superseded + report.duplicates + report.accepted == 5


def test_every_event_type_of_the_vocabulary_has_its_place_on_the_wire():
    pytest.importorskip("google.protobuf")
    from deskgauge import _convert

    for kind, fields in dg.vocabulary().items():
        data = {name: example(spec) for name, spec in fields.items()}
        message = _convert.event_message({"type": kind, "id": "1", "source": "s", "time": START, "data": data})
        body = getattr(message, kind.replace(".", "_"))
        assert len(body.ListFields()) == len(fields), kind


def example(spec):
    """A value of a field that protobuf does not take for its default."""
    if "choices" in spec:
        return spec["choices"][0]
    if spec["type"] == "rows":
        return [{name: example({"type": kind}) for name, kind in spec["columns"].items()}]
    if spec["type"] == "object":
        return {name: example({"type": kind}) for name, kind in spec["columns"].items()}
    return {"text": "x", "boolean": True, "integer": 1, "instant": START, "decimal": "1.5", "list": ["x"]}[spec["type"]]
