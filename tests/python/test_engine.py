"""The engine as a notebook uses it."""

from __future__ import annotations

import copy
from datetime import datetime, timedelta, timezone

import pytest

import deskgauge as dg
from desk import DEFINITIONS, END, START, event


def test_every_event_of_a_batch_is_accounted_for(engine, events):
    report = engine.ingest([*events, *events[:5]])
    assert (report.accepted, report.duplicates, report.rejections) == (len(events), 5, [])


def test_an_engine_takes_paths_text_and_loaded_definitions(definitions):
    text = "\n---\n".join(path.read_text() for path in sorted(DEFINITIONS.rglob("*.yaml")))
    engines = [dg.Engine(definitions), dg.Engine(DEFINITIONS), dg.Engine(str(DEFINITIONS)), dg.Engine(text)]
    assert len({e.definitions.fingerprint for e in engines}) == 1


def test_an_answer_has_a_row_for_each_group_and_the_window_it_belongs_to(filled):
    answer = filled.query("first_response_time", window="28d", at=END, by="agent")
    assert len(answer) == len(answer.rows) > 1
    assert {row.metric for row in answer} == {"first_response_time"}
    assert all(row.window[1] == END and row.window[0] < END for row in answer)
    assert all(set(row.group) == {"agent"} for row in answer)
    assert answer.at == END


def test_a_number_carries_its_n_and_an_absent_number_its_reason(filled):
    there = filled.query("csat", window="all", at=END).value
    assert there
    assert there.n > 0
    assert 0 <= float(there) <= 1
    assert there.uncertainty.method == "wilson"
    nothing = filled.query("csat", window="7d", at=START - timedelta(days=300)).value
    assert not nothing
    assert nothing.number is None
    assert nothing.reason == "no_data"
    with pytest.raises(dg.InvalidArgumentError, match="not 0"):
        float(nothing)


def test_the_value_of_an_answer_with_several_rows_is_refused(filled):
    with pytest.raises(dg.InvalidArgumentError, match="exactly one row"):
        _ = filled.query("csat", window="28d", at=END, by="agent").value


def test_what_happened_after_at_does_not_exist(filled):
    early = START + timedelta(days=3)
    later = dg.Engine(filled.definitions)
    later.ingest([e for e in filled_events(filled) if e["time"] <= early])
    later.advance(END)
    assert filled.query(window="all", at=early).rows[0].value == later.query(window="all", at=early).rows[0].value


def filled_events(_engine):
    from desk import history

    return history(60)


def test_an_explanation_names_the_tickets_of_a_number(filled):
    value = filled.query("first_response_time", window="all", at=END).value
    explanation = filled.explain("first_response_time", window="all", at=END, limit=1000)
    counted = [fact for fact in explanation.facts if not fact.pending]
    assert explanation.row.value == value
    assert value.n == len(counted)
    assert all(fact.subject.startswith("ticket/") and fact.segments for fact in counted)


def test_an_unknown_metric_is_refused_with_the_name_it_may_have_meant(filled):
    with pytest.raises(dg.NotFoundError) as refused:
        filled.query("csatt", window="7d", at=END)
    assert refused.value.value == "csatt"
    assert "csat" in refused.value.remedy
    assert isinstance(refused.value, KeyError)


def test_a_window_that_cannot_be_read_is_a_value_error(filled):
    with pytest.raises(ValueError, match="window"):
        filled.query("csat", window="fortnight", at=END)


def test_an_unknown_grain_of_a_series_lists_those_known(filled):
    with pytest.raises(dg.InvalidArgumentError, match="hour, day, week"):
        filled.query("csat", window="28d", at=END, series="minute")


def test_a_series_has_one_row_for_each_bucket(filled):
    answer = filled.query("first_response_time", window="2026-05-04..2026-05-11", at=END, series="day")
    assert [row.bucket for row in answer] == [f"2026-05-{day:02}" for day in range(4, 11)]


def test_faulty_events_are_rejected_by_index_and_the_rest_is_taken(engine):
    good = event("ticket.created", 1, START, ticket_id="1", channel="email", direction="inbound")
    bad = [
        {**good, "id": "e2", "type": "ticket.opened"},
        {**good, "id": "e3", "direction": "sideways"},
        {**good, "id": "e4", "colour": "red"},
        {**good, "id": "e5", "subject": "ticket/2"},
        event("ticket.created", 6, START, channel="email", direction="inbound"),
    ]
    report = engine.ingest([bad[0], good, *bad[1:]])
    assert report.accepted == 1
    assert [(r.index, r.error.reason) for r in report.rejections][:4] == [
        (0, "unknown_type"),
        (2, "unknown_choice"),
        (3, "unknown_field"),
        (4, "subject_mismatch"),
    ]
    assert report.rejections[4].index == 5
    assert all(r.error.remedy for r in report.rejections)


def test_both_shapes_of_an_event_mean_the_same(definitions):
    flat = event("ticket.created", 1, START, ticket_id=7, channel="email", direction="inbound", **{"data.type": "question"})
    nested = {
        "specversion": "1.0",
        "type": "deskgauge.ticket.created",
        "id": "e1",
        "source": "helpdesk",
        "subject": "ticket/7",
        "time": START.isoformat(),
        "data": {"ticket_id": "7", "channel": "email", "direction": "inbound", "type": "question"},
    }
    one, other = dg.Engine(definitions), dg.Engine(definitions)
    assert not one.ingest([flat]).rejections
    assert not other.ingest([nested]).rejections
    assert one.canonical_bytes() == other.canonical_bytes()


def test_events_can_be_read_once_and_given_to_two_engines(definitions, events):
    read = dg.Events(events)
    one, other = dg.Engine(definitions), dg.Engine(definitions)
    one.ingest(read)
    other.ingest(reversed(events))
    assert one.canonical_bytes() == other.canonical_bytes()
    assert len(read) == len(events)
    assert read[0]["data"]["ticket_id"] == events[0]["ticket_id"]
    assert dg.Events(read.to_dicts()).to_dicts() == read.to_dicts()


def test_the_source_of_events_can_be_given_once(engine):
    bare = {"type": "ticket.created", "id": 1, "time": START, "ticket_id": 1, "channel": "email", "direction": "inbound"}
    assert engine.ingest([bare]).rejections
    assert engine.ingest([bare], source="export").accepted == 1


def test_an_event_from_the_future_is_refused_when_now_is_given(engine):
    late = event("ticket.created", 1, START, ticket_id="1", channel="email", direction="inbound")
    report = engine.ingest([late], now=START - timedelta(days=1))
    assert [r.error.reason for r in report.rejections] == ["max_future_skew"] or "future" in report.rejections[0].error.reason


def test_two_halves_merged_are_the_whole(definitions, events):
    whole, left, right = dg.Engine(definitions), dg.Engine(definitions), dg.Engine(definitions)
    whole.ingest(events)
    left.ingest(events[::2])
    right.ingest(events[1::2])
    left += right
    left.advance(END)
    whole.advance(END)
    assert left.canonical_bytes() == whole.canonical_bytes()


def test_a_snapshot_is_restored_without_its_definition_files(filled):
    restored = dg.Engine.restore(filled.snapshot())
    assert restored.canonical_bytes() == filled.canonical_bytes()
    assert restored.query(window="28d", at=END).rows == filled.query(window="28d", at=END).rows


def test_a_snapshot_of_cells_answers_and_refuses_events_by_name(filled, events):
    cells = dg.Engine.restore(filled.snapshot("cells"))
    assert cells.cells_only
    assert cells.query("csat", window="all", at=filled.now).value == filled.query("csat", window="all", at=filled.now).value
    with pytest.raises(dg.PreconditionError):
        cells.explain("csat", window="all", at=filled.now)


def test_a_damaged_snapshot_is_refused(filled):
    snapshot = bytearray(filled.snapshot())
    snapshot[len(snapshot) // 2] ^= 1
    with pytest.raises(dg.DataLossError):
        dg.Engine.restore(bytes(snapshot))


def test_a_copy_lives_on_its_own(filled):
    twin = copy.deepcopy(filled)
    filled.ingest([event("ticket.created", 10_000, START, ticket_id="x", channel="email", direction="inbound")])
    assert twin.canonical_bytes() != filled.canonical_bytes()


def test_new_definitions_are_applied_to_old_events(filled, definitions):
    before = filled.query("csat", window="all", at=END).value
    filled.apply(definitions)
    assert filled.query("csat", window="all", at=END).value == before


def test_now_is_the_latest_event_until_it_is_advanced(filled, events):
    assert filled.now == max(e["time"] for e in events)
    later = datetime(2027, 1, 1, tzinfo=timezone.utc)
    filled.advance(later)
    assert filled.now == later


def test_what_is_left_out_is_counted_only_where_it_is_asked_for(filled):
    filled.ingest([event("ticket.status_changed", 70_000, END, ticket_id="1", current="spam", actor_type="agent", actor_id="1")])
    assert filled.query("csat", at=END).left_out is None
    answer = filled.query("csat", at=END, left_out=True)
    assert answer.left_out.spam == 1
    assert answer.left_out == filled.left_out(END)
    assert "1 spam" in answer._repr_html_()


def test_cells_cannot_say_what_is_left_out(filled):
    cells = dg.Engine.restore(filled.snapshot("cells"))
    assert cells.query("csat", window="all", left_out=True).left_out is None
    with pytest.raises(dg.PreconditionError):
        cells.left_out()


def test_counters_and_memory_describe_the_engine(filled, events):
    assert filled.counters().accepted == len(events)
    assert filled.memory().events == len(events)
    assert repr(filled).startswith("Engine(desk=")
