"""Frames of every library mean what the same dicts mean, to the byte."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import deskgauge as dg
from desk import END, history

KINDS = ("ticket.created", "ticket.assigned", "message.sent", "ticket.status_changed")


def flat_events() -> list[dict[str, Any]]:
    """Without lists, so that every library can hold them in one table."""
    return [{name: value for name, value in e.items() if name != "tags"} for e in history(40) if e["type"] in KINDS]


@pytest.fixture(scope="module")
def expected(definitions) -> bytes:
    engine = dg.Engine(definitions)
    assert not engine.ingest(flat_events()).rejections
    return engine.canonical_bytes()


def state_of(definitions, frame) -> bytes:
    engine = dg.Engine(definitions)
    report = engine.ingest(frame)
    assert not report.rejections, report.rejections[:3]
    return engine.canonical_bytes()


def test_a_pandas_frame_equals_its_dicts(definitions, expected):
    pd = pytest.importorskip("pandas")
    assert state_of(definitions, pd.DataFrame(flat_events())) == expected


def test_a_pandas_frame_of_objects_and_categories_equals_its_dicts(definitions, expected):
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame(flat_events())
    frame["type"] = frame["type"].astype("category")
    frame["channel"] = frame["channel"].astype("category")
    frame["actor_id"] = frame["actor_id"].astype(object)
    frame["time"] = frame["time"].dt.tz_convert("America/New_York")
    assert state_of(definitions, frame) == expected


def test_pandas_identifiers_with_gaps_may_be_floats_or_nullable_integers(definitions):
    pd = pytest.importorskip("pandas")
    created = [e for e in flat_events() if e["type"] == "ticket.created"]
    states = set()
    for kind in ("float64", "Int64"):
        frame = pd.DataFrame(created)
        frame["follows_ticket_id"] = pd.Series([1, None] * (len(frame) // 2), dtype=kind)
        states.add(state_of(definitions, frame))
    dicts = [{**e, "follows_ticket_id": None if i % 2 else "1"} for i, e in enumerate(created)]
    states.add(state_of(definitions, dicts))
    assert len(states) == 1


def test_a_polars_frame_equals_its_dicts(definitions, expected):
    pl = pytest.importorskip("polars")
    frame = pl.DataFrame(flat_events(), infer_schema_length=None)
    assert state_of(definitions, frame) == expected
    assert state_of(definitions, frame.lazy()) == expected
    assert state_of(definitions, frame.with_columns(pl.col("type").cast(pl.Categorical))) == expected


def test_an_arrow_table_and_a_stream_equal_their_dicts(definitions, expected):
    pa = pytest.importorskip("pyarrow")
    table = pa.Table.from_pylist(flat_events(), schema=arrow_schema(pa))
    assert state_of(definitions, table) == expected
    assert state_of(definitions, table.to_reader()) == expected
    assert state_of(definitions, table.set_column(0, "type", table["type"].dictionary_encode())) == expected


def arrow_schema(pa):
    names = list(dict.fromkeys(name for e in flat_events() for name in e))
    return pa.schema([(name, pa.timestamp("us", tz="UTC") if name == "time" else pa.string()) for name in names])


def test_lists_and_objects_come_through_a_frame(definitions):
    pa = pytest.importorskip("pyarrow")
    events = [e for e in history(30) if e["type"].startswith("survey.") or e["type"] == "ticket.created"]
    engine = dg.Engine(definitions)
    assert not engine.ingest(events).rejections
    frame = pa.Table.from_pylist([{"tags": None, "answers": None, "scale": None, **e} for e in events])
    pd = pytest.importorskip("pandas")
    assert state_of(definitions, pd.DataFrame(events)) == engine.canonical_bytes()
    assert frame.num_rows == len(events)


def test_a_naive_pandas_column_is_refused_with_the_remedy(engine):
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame(flat_events())
    frame["time"] = frame["time"].dt.tz_localize(None)
    with pytest.raises(dg.NaiveDatetimeError, match=r"time: .*tz_localize"):
        engine.ingest(frame)


def test_a_naive_polars_column_is_refused_with_the_remedy(engine):
    pl = pytest.importorskip("polars")
    frame = pl.DataFrame(flat_events(), infer_schema_length=None).with_columns(pl.col("time").dt.replace_time_zone(None))
    with pytest.raises(dg.NaiveDatetimeError, match="replace_time_zone"):
        engine.ingest(frame)


def test_a_column_that_is_no_field_is_refused_with_the_name_it_may_have_meant(engine):
    pd = pytest.importorskip("pandas")
    with pytest.raises(dg.InvalidArgumentError, match='Did you mean "channel"'):
        engine.ingest(pd.DataFrame(flat_events()).rename(columns={"channel": "chanel"}))


def test_an_answer_is_a_frame_in_every_library(filled):
    pd, pl, pa = pytest.importorskip("pandas"), pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    answer = filled.query(["csat", "first_response_time"], window="28d", at=END, by=["agent", "channel"])
    pandas, polars, arrow = answer.to_pandas(), answer.to_polars(), answer.to_arrow()
    assert len(pandas) == len(polars) == arrow.num_rows == len(answer)
    assert list(pandas.columns) == polars.columns == arrow.column_names
    assert polars["n"].to_list() == [row.value.n for row in answer]
    assert arrow["value"].to_pylist() == [row.value.number for row in answer]
    assert str(pandas["window_to"].dtype) == "datetime64[ms, UTC]"
    assert pa.table(answer).equals(arrow)
    assert isinstance(pandas, pd.DataFrame)
    assert isinstance(polars, pl.DataFrame)


def test_a_missing_number_is_missing_in_a_frame_and_not_0(filled):
    pytest.importorskip("pandas")
    frame = filled.query("csat", window="7d", at="2020-01-01T00:00:00Z").to_pandas()
    assert frame["value"].isna().all()
    assert list(frame["reason"]) == ["no_data"]
    assert list(frame["n"]) == [0]


@pytest.mark.parametrize("what", ["facts", "segments", "excluded"])
def test_an_explanation_is_a_frame(filled, what):
    pytest.importorskip("pandas")
    explanation = filled.explain("first_response_time", window="all", at=END)
    frame = explanation.to_pandas(what)
    if what == "facts":
        assert list(frame["subject"]) == [fact.subject for fact in explanation.facts]
    if what == "segments":
        assert len(frame) == sum(len(fact.segments) for fact in explanation.facts)


def test_a_mapping_of_columns_is_a_frame(definitions):
    created = [e for e in flat_events() if e["type"] == "ticket.created"]
    columns: dict[str, Any] = {name: [e[name] for e in created] for name in created[0]}
    columns["time"] = np.array([dg.to_ms(t) for t in columns["time"]])
    assert state_of(definitions, columns) == state_of(definitions, created)
