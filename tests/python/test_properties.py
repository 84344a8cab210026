"""The first promise: any order, any batching, duplicates, and a split with a merge give the same bytes."""

from __future__ import annotations

import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import deskgauge as dg
from desk import DEFINITIONS, END, history

DESK = dg.load(DEFINITIONS)
EVENTS = history(12, seed=3)
RULES = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def whole() -> bytes:
    engine = dg.Engine(DESK)
    engine.ingest(EVENTS)
    engine.advance(END)
    return engine.canonical_bytes()


WHOLE = whole()


@RULES
@given(
    order=st.permutations(range(len(EVENTS))),
    cuts=st.sets(st.integers(1, len(EVENTS) - 1), max_size=5),
    again=st.lists(st.integers(0, len(EVENTS) - 1), max_size=10),
)
def test_any_order_batching_and_duplicates_give_the_same_bytes(order, cuts, again):
    engine = dg.Engine(DESK)
    shuffled = [EVENTS[i] for i in order]
    bounds = [0, *sorted(cuts), len(EVENTS)]
    for start, end in itertools.pairwise(bounds):
        engine.ingest(shuffled[start:end])
    engine.ingest([EVENTS[i] for i in again])
    engine.advance(END)
    assert engine.canonical_bytes() == WHOLE


@RULES
@given(sides=st.lists(st.integers(0, 2), min_size=len(EVENTS), max_size=len(EVENTS)))
def test_any_split_over_three_engines_merges_to_the_whole(sides):
    parts = [dg.Engine(DESK) for _ in range(3)]
    for side, engine in enumerate(parts):
        engine.ingest([e for e, s in zip(EVENTS, sides, strict=True) if s == side])
    parts[0].merge(parts[2])
    parts[0].merge(parts[1])
    parts[0].advance(END)
    assert parts[0].canonical_bytes() == WHOLE


@RULES
@given(cut=st.integers(0, len(EVENTS)))
def test_a_restart_in_the_middle_changes_nothing(cut):
    engine = dg.Engine(DESK)
    engine.ingest(EVENTS[:cut])
    engine = dg.Engine.restore(engine.snapshot())
    engine.ingest(EVENTS[cut:])
    engine.advance(END)
    assert engine.canonical_bytes() == WHOLE


@RULES
@given(values=st.lists(st.integers(-(2**40), 2**40), max_size=60), data=st.data())
def test_an_accumulator_does_not_know_in_which_order_it_was_filled_and_emptied(values, data):
    kept = data.draw(st.integers(0, len(values)))
    straight, detour = dg.Quantile(), dg.Quantile()
    for value in values[:kept]:
        straight.update(value)
    for value in data.draw(st.permutations(values)):
        detour.update(value)
    for value in values[kept:]:
        detour.revert(value)
    assert straight == detour
