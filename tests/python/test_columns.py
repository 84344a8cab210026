"""Columns: no Python object for each row, the same meaning as dicts."""

from __future__ import annotations

import numpy as np
import pytest

import deskgauge as dg
from desk import START, event

T0 = dg.to_ms(START)
N = 1000


def created(engine, **changes):
    columns = {
        "type": "ticket.created",
        "source": "helpdesk",
        "id": np.arange(N, dtype=np.int64),
        "time": T0 + np.arange(N, dtype=np.int64) * 1000,
        "ticket_id": np.arange(N, dtype=np.int32),
        "channel": np.arange(N, dtype=np.int8) % 2,
        "direction": "inbound",
        "dictionaries": {"channel": ["email", "chat"]},
    }
    columns.update(changes)
    return engine.ingest_columns(**{name: value for name, value in columns.items() if value is not None})


def as_dicts():
    return [
        event("ticket.created", 0, START, ticket_id=i, channel=["email", "chat"][i % 2], direction="inbound")
        | {"id": i, "time": T0 + i * 1000}
        for i in range(N)
    ]


def test_integer_and_coded_columns_equal_dicts(definitions):
    one, other = dg.Engine(definitions), dg.Engine(definitions)
    assert created(one).accepted == N
    assert other.ingest(as_dicts()).accepted == N
    assert one.canonical_bytes() == other.canonical_bytes()


def test_identifiers_above_31_bits_keep_their_digits(engine):
    created(engine, ticket_id=np.arange(N, dtype=np.int64) + 2**40)
    assert engine.memory().tickets == N
    engine.advance(START.replace(year=2027))
    explained = engine.explain("tickets_created", window="all", limit=1, subject=f"ticket/{2**40 + 5}")
    assert [fact.subject for fact in explained.facts] == [f"ticket/{2**40 + 5}"]


def test_masked_values_and_negative_codes_are_absent(definitions):
    one, other = dg.Engine(definitions), dg.Engine(definitions)
    mask = np.arange(N) % 3 == 0
    created(
        one,
        team_id=np.ma.MaskedArray(np.arange(N), mask=mask),
        priority=np.where(mask, -1, 0),
        dictionaries={"channel": ["email", "chat"], "priority": ["high"]},
    )
    dicts = [e if mask[i] else {**e, "team_id": i, "priority": "high"} for i, e in enumerate(as_dicts())]
    other.ingest(dicts)
    assert one.canonical_bytes() == other.canonical_bytes()


def test_rows_of_several_types_go_in_at_once(definitions):
    one, other = dg.Engine(definitions), dg.Engine(definitions)
    report = created(
        one,
        type=np.arange(N) % 2,
        current=np.where(np.arange(N) % 2, 0, -1),
        actor_type=np.where(np.arange(N) % 2, 0, -1),
        channel=np.where(np.arange(N) % 2, -1, 0),
        direction=np.where(np.arange(N) % 2, -1, 0),
        ticket_id=np.arange(N) // 2,
        dictionaries={
            "type": ["ticket.created", "ticket.status_changed"],
            "current": ["solved"],
            "actor_type": ["agent"],
            "channel": ["email"],
            "direction": ["inbound"],
        },
    )
    assert report.accepted == N
    dicts = []
    for i in range(N):
        base = {"id": i, "source": "helpdesk", "time": T0 + i * 1000, "ticket_id": i // 2}
        dicts.append(
            {**base, "type": "ticket.status_changed", "current": "solved", "actor_type": "agent"}
            if i % 2
            else {**base, "type": "ticket.created", "channel": "email", "direction": "inbound"}
        )
    other.ingest(dicts)
    assert one.canonical_bytes() == other.canonical_bytes()


def test_a_wrong_value_costs_its_row_only(engine):
    report = created(
        engine,
        direction=np.where(np.arange(N) == 5, 1, 0),
        dictionaries={"channel": ["email", "chat"], "direction": ["inbound", "sideways"]},
    )
    assert report.accepted == N - 1
    assert [(r.index, r.error.reason, r.error.field) for r in report.rejections] == [(5, "unknown_choice", "direction")]


def test_a_field_another_type_has_is_refused_row_by_row(engine):
    report = created(engine, current=np.where(np.arange(N) == 7, 0, -1), dictionaries={"channel": ["email", "chat"], "current": ["open"]})
    assert [(r.index, r.error.reason) for r in report.rejections] == [(7, "unknown_field")]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"colour": "red"}, "No event type has a field"),
        ({"ticket_id": np.arange(N - 1)}, "not as long as"),
        ({"ticket_id": np.zeros((N, 2), dtype=np.int64)}, "one dimension"),
        ({"id": None}, "need this column"),
        ({"dictionaries": {"channel": ["email"]}}, "position in the dictionary"),
        ({"dictionaries": {"chanel": ["email"]}}, "dictionary has no column"),
        ({"ticket_id": np.array([2**64 - 1] * N, dtype=np.uint64)}, "63 bits"),
    ],
)
def test_what_cannot_be_a_batch_is_refused_before_anything_is_taken(engine, changes, message):
    with pytest.raises(dg.InvalidArgumentError, match=message):
        created(engine, **changes)
    assert engine.counters().accepted == 0


def test_columns_can_be_read_without_an_engine(definitions):
    columns = {
        "type": "ticket.created",
        "source": "s",
        "id": np.arange(3),
        "time": np.full(3, T0),
        "ticket_id": np.arange(3),
        "channel": "email",
        "direction": "inbound",
    }
    events = dg.Events.from_columns(columns)
    assert [e["data"]["ticket_id"] for e in events] == ["0", "1", "2"]
    one, other = dg.Engine(definitions), dg.Engine(definitions)
    one.ingest(events)
    other.ingest_columns(**columns)
    assert one.canonical_bytes() == other.canonical_bytes()


def test_one_event_alone_is_not_taken_for_columns(engine):
    alone = {"type": "ticket.created", "id": 1, "source": "s", "time": T0, "ticket_id": 1, "channel": "email", "direction": "inbound"}
    with pytest.raises(dg.InvalidArgumentError, match="list of dicts"):
        engine.ingest(alone)
    assert engine.ingest([alone]).accepted == 1
