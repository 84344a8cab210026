"""Kaplan and Meier: the accumulator and the engine against the published vector and against lifelines."""

from __future__ import annotations

import math
import random
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

import deskgauge as dg
from desk import DEFINITIONS, START, event

DAY = 86_400_000
# days, and whether the ticket is still open
VECTOR = [(1, 0), (2, 0), (3, 0), (5, 0), (6, 1), (8, 0), (10, 1), (14, 0), (20, 1), (30, 1), (30, 1), (30, 1)]


def vector() -> dg.Survival:
    out = dg.Survival()
    for days, still_open in VECTOR:
        out.update(days * DAY, censored=bool(still_open))
    return out


def sample(seed: int, n: int) -> tuple[list[int], list[bool]]:
    """Durations with ties, about a third of them censored."""
    rng = random.Random(seed)
    durations = [max(1, round(rng.lognormvariate(3, 1))) for _ in range(n)]
    return durations, [rng.random() < 0.35 for _ in range(n)]


def test_the_published_vector():
    survival = vector()
    assert (survival.n, survival.ended, survival.get()) == (12, 6, 14 * DAY)
    assert survival.within(7 * DAY) == pytest.approx(1 / 3, abs=1e-12)
    assert [round(s, 6) for *_, s in survival.curve] == [0.916667, 0.833333, 0.75, 0.666667, 0.571429, 0.457143]
    assert [(d // DAY, r) for d, r, *_ in survival.curve] == [(1, 12), (2, 11), (3, 10), (5, 9), (8, 7), (14, 5)]


def test_what_was_open_ends_at_last():
    survival = vector()
    survival.revert(6 * DAY, censored=True)
    survival.update(7 * DAY)
    assert (survival.n, survival.ended) == (12, 7)
    assert survival.within(7 * DAY) == pytest.approx(5 / 12)
    survival.revert(7 * DAY)
    survival.update(6 * DAY, censored=True)
    assert survival == vector()


def test_parts_merge_to_the_whole():
    durations, censored = sample(3, 300)
    whole, left, right = dg.Survival(), dg.Survival(), dg.Survival()
    whole.update_many(np.array(durations), np.array(censored))
    for i, (duration, flag) in enumerate(zip(durations, censored, strict=True)):
        (left if i % 3 else right).update(duration, flag)
    left += right
    assert left == whole
    left.subtract(right)
    left.merge(right)
    assert left == whole


def test_a_quantile_that_was_not_reached_is_none():
    survival = dg.Survival(0.9)
    survival.update(5)
    survival.update(6, censored=True)
    assert survival.get() is None
    assert survival.quantile(0.5) == 5
    assert survival.within(7) is None


def test_bad_samples_are_refused_with_the_remedy():
    with pytest.raises(dg.InvalidArgumentError, match="not negative"):
        dg.Survival().update(-1)
    with pytest.raises(dg.InvalidArgumentError, match="one flag for each"):
        dg.Survival().update_many(np.array([1, 2]), np.array([True]))
    with pytest.raises(dg.InvalidArgumentError, match="between 0 and 1"):
        dg.Survival(1.5)


@pytest.mark.parametrize("seed", range(8))
def test_the_accumulator_agrees_with_lifelines(seed):
    lifelines = pytest.importorskip("lifelines", reason="lifelines, the second opinion on Kaplan and Meier, is not installed")
    from lifelines.utils import qth_survival_time

    durations, censored = sample(seed, 40 + 60 * seed)
    survival = dg.Survival()
    survival.update_many(np.array(durations), np.array(censored))
    fit = lifelines.KaplanMeierFitter().fit(durations, [not c for c in censored])
    for duration, _, _, s in survival.curve:
        assert s == pytest.approx(fit.survival_function_at_times([duration]).iloc[0], abs=1e-12)
    for q in (0.1, 0.25, 0.5, 0.75, 0.9):
        theirs = qth_survival_time(1 - q, fit.survival_function_)
        assert survival.quantile(q) == (None if math.isinf(theirs) else theirs)


def opened_and_solved(durations: list[int], censored: list[bool]) -> tuple[list[dict[str, Any]], Any]:
    """Tickets, in minutes, all seen at one moment: what is censored was created so long before it."""
    end = START + timedelta(minutes=max(durations) + 1)
    out: list[dict[str, Any]] = []
    for number, (minutes, flag) in enumerate(zip(durations, censored, strict=True), start=1):
        created = end - timedelta(minutes=minutes) if flag else START
        about = {"ticket_id": str(number)}
        out.append(event("ticket.created", len(out) + 1, created, channel="email", direction="inbound", **about))
        if not flag:
            solved = START + timedelta(minutes=minutes)
            out.append(event("ticket.status_changed", len(out) + 1, solved, current="solved", actor_type="agent", actor_id="7", **about))
    return out, end


@pytest.mark.parametrize("seed", range(3))
def test_the_engine_agrees_with_lifelines_interval_included(seed):
    lifelines = pytest.importorskip("lifelines", reason="lifelines, the second opinion on Kaplan and Meier, is not installed")
    from lifelines.utils import median_survival_times

    durations, censored = sample(100 + seed, 120)
    events, end = opened_and_solved(durations, censored)
    engine = dg.Engine(dg.load(DEFINITIONS))
    assert not engine.ingest(events).rejections
    median = engine.query("first_resolution_time_survival_p50_calendar", window="all", at=end).value
    fit = lifelines.KaplanMeierFitter().fit(durations, [not c for c in censored])
    assert (median.n, median.numerator) == (len(durations), len(durations) - sum(censored))
    assert median.number == fit.median_survival_time_ * 60
    assert median.uncertainty.method == "greenwood"
    low, high = median_survival_times(fit.confidence_interval_survival_function_).iloc[0]
    assert (median.uncertainty.low, median.uncertainty.high) == (low * 60, high * 60)
