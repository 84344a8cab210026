"""Scores of a real sidecar: the very documents that the engine in this process gives."""

from __future__ import annotations

import json

import pytest

import deskgauge as dg
from desk import DEFINITIONS, END, START, event
from sidecar import running

SCORES = """
apiVersion: deskgauge/v1
kind: Goal
metadata: {name: csat-at-least-75, owner: ada, description: So that nobody leaves.}
spec:
  metric: csat
  window: {rolling: 7d}
  baseline: measure_at_start
  target: {stay_at_or_above: 75 %}
  start: 2026-05-04
  due: 2026-08-03
  met: {sustained: 14d}
  supports: scorecard/people
---
apiVersion: deskgauge/v1
kind: Goal
metadata: {name: agent-1-faster, owner: ada}
spec:
  metric: first_response_time_p50_calendar
  scope: {agent: "1"}
  where: channel != "web"
  window: {rolling: 14d}
  baseline: {value: 4h, n: 120, period: 2026-04}
  target: {decrease_to: 1h}
  start: 2026-05-11
  due: 2026-07-06
  plan: {steps: [{on: 2026-05-25, share: 0.25}, {on: 2026-06-15, share: 0.8}]}
  met: final_value
---
apiVersion: deskgauge/v1
kind: Goal
metadata: {name: more-csat, owner: ada}
spec:
  metric: csat
  window: {rolling: 14d}
  baseline: measure_at_start
  target: {increase_by: 5, unit: points}
  start: 2026-05-18
  due: 2026-08-03
  met: {confident: 0.95}
---
apiVersion: deskgauge/v1
kind: Scorecard
metadata: {name: people, label: People, owner: ada}
spec:
  window: {rolling: 28d}
  by: [agent]
  scale: target_80
  mean: arithmetic
  missing: renormalise
  minimum_coverage: 0.5
  perspectives: [customer, internal_process]
  rating: {levels: five, rule: points5}
  items:
    - {metric: csat, perspective: customer, kind: subjective, weight: 0.4, floor: 0.50, target: 0.80, stretch: 0.95,
       levels: {fully_successful: 0.8, outstanding: 0.95}}
    - {metric: first_response_time_p50_calendar, perspective: internal_process, kind: objective, weight: 0.3, floor: 8h, target: 1h,
       stretch: 20m, levels: {fully_successful: 1h}}
    - {metric: reopen_rate, perspective: internal_process, kind: objective, weight: 0.3, floor: 0.30, target: 0.08, stretch: 0.02,
       levels: {fully_successful: 0.08}}
"""

SAID = [
    event("value.published", 9001, START.replace(day=20), metric="csat", value="0.9", as_of=START.replace(day=20), window="7d"),
    event("rating.confirmed", 9002, START.replace(day=30), scorecard="people", agent_id="1", label="Fully Successful", person="ada"),
]


@pytest.fixture(scope="module")
def doors(tmp_path_factory, events):
    definitions = dg.load([DEFINITIONS / "desk", DEFINITIONS / "metrics", SCORES])
    engine = dg.Engine(definitions)
    assert not engine.ingest(events + SAID).rejections
    engine.advance(END)
    with running(tmp_path_factory.mktemp("s")) as address, dg.connect(address, desk="scores") as client:
        client.apply(definitions)
        assert not client.ingest(events + SAID).rejections
        yield engine, client


def text(document) -> str:
    """A document's bytes without its revision: a sidecar counts revisions in tokens."""
    return json.dumps({**document.raw, "revision": 0}, sort_keys=True)


@pytest.mark.parametrize("names", [None, "more-csat", ["more-csat", "csat-at-least-75"]])
@pytest.mark.parametrize("parts", [{}, {"days": False}, {"forecast": False}, {"back_test": False}])
def test_goals_are_the_very_same_in_both(doors, names, parts):
    near, far = ([text(goal) for goal in door.goals(names, at=END, **parts)] for door in doors)
    assert near == far


def test_one_goal_is_the_very_same_in_both(doors):
    near, far = (text(door.goal("agent-1-faster", at=END)) for door in doors)
    assert near == far


@pytest.mark.parametrize("asked", [{}, {"window": "2026-05-04..2026-05-18"}, {"group": {"agent": "1"}}])
def test_a_scorecard_is_the_very_same_in_both(doors, asked):
    near, far = (door.scorecard("people", at=END, **asked) for door in doors)
    assert len(near) > 0
    assert text(near) == text(far)


@pytest.mark.parametrize(
    "asked",
    [
        {"metric": "csat"},
        {"metric": "csat", "standardise_by": "channel", "confidence": 0.8},
        {"metric": "first_response_time_p50_calendar", "by": "channel", "window": "7d", "where": 'agent != "1"'},
        {"metric": "reopen_rate", "window": "2026-05-04..2026-05-18"},
    ],
)
def test_standings_are_the_very_same_in_both(doors, asked):
    near, far = (door.standings(at=END, **asked) for door in doors)
    assert text(near) == text(far)


@pytest.mark.parametrize("asked", [{}, {"metrics": ["csat"], "watch_days": 21, "due_within": "2d"}])
def test_exceptions_are_the_very_same_in_both(doors, asked):
    near, far = (door.exceptions(at=END, **asked) for door in doors)
    assert text(near) == text(far)


def test_what_was_said_and_confirmed_goes_over_the_wire(doors):
    goal = doors[1].goal("csat-at-least-75", at=END)
    assert [one["event"] for one in goal.raw["corrections"]] == ["e9001"]
    card = doors[1].scorecard("people", at=END, group={"agent": "1"}).cards[0]
    assert card.raw["confirmation"]["person"] == "ada"


def test_a_misspelt_goal_and_scorecard_are_refused_alike(doors):
    for ask in (lambda d: d.goal("more-cast"), lambda d: d.goals(["more-cast"]), lambda d: d.scorecard("peopel")):
        refusals = []
        for door in doors:
            with pytest.raises(dg.NotFoundError) as refused:
                ask(door)
            refusals.append(refused.value.remedy.replace('"', ""))
        assert refusals[0] == refusals[1]
