"""Cuts the oracle's samples as a question cuts the engine's: by day, by month, by group. Compares exactly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from arithmetic import wilson
from histories import Sample

BUCKETS = {"hour": "%Y-%m-%dT%H", "day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}


def cut(samples: Iterable[Sample], by: str, zone: str) -> dict[str | None, list[int]]:
    """The samples' values by local day or month of their instant, by a dimension, or all of them under "total"."""
    samples = list(samples)
    out: dict[str | None, list[int]] = defaultdict(list)
    if by in BUCKETS:
        wall = pd.to_datetime([s.at for s in samples], unit="ms", utc=True).tz_convert(zone)
        keys: Iterable[str | None] = wall.strftime(BUCKETS[by])
    else:
        keys = ("total" if by == "total" else s.dims.get(by) for s in samples)
    for key, sample in zip(keys, samples, strict=True):
        out[key].append(sample.value)
    return dict(out)


def answered(log: Any, metric: str, by: str) -> dict[str | None, Any]:
    """The engine's values by the same keys; cells in which nothing happened are left out."""
    if by in BUCKETS:
        rows = {row.bucket: row.value for row in log.ask(metric, series=by)}
    elif by == "total":
        rows = {"total": log.value(metric)}
    else:
        rows = {row.group[by]: row.value for row in log.ask(metric, by=by)}
    return {key: value for key, value in rows.items() if value.n}


def ends(log: Any, by: str) -> list[int]:
    """Where the local days or months of the log's window end."""
    starts = pd.date_range(log.first, log.end, freq={"day": "D", "month": "MS"}[by], tz=log.zone)
    return [int(start.timestamp() * 1000) for start in starts[1:]]


def multiset(samples: Iterable[int]) -> dict[int, int]:
    """How often each value occurs."""
    out: dict[int, int] = defaultdict(int)
    for sample in samples:
        out[sample] += 1
    return dict(sorted(out.items()))


def in_clock(samples: Iterable[Sample], clock: str, hours: dict[str, Any]) -> list[Sample]:
    """The samples with their durations, each of which ends at its instant, measured in a schedule's hours or left as they are."""
    if clock == "calendar":
        return list(samples)
    return [replace(s, value=hours[clock].ms(s.at - s.value, s.at)) for s in samples]


def agree_on_counts(log: Any, metric: str, samples: Iterable[Sample], by: str) -> None:
    """Exactly as many in every cell."""
    expected = {key: len(values) for key, values in cut(samples, by, log.zone).items()}
    assert {key: value.number for key, value in answered(log, metric, by).items()} == expected


def agree_on_distribution(log: Any, metric: str, samples: Iterable[Sample]) -> None:
    """The same values, each as often: nothing is rounded and no sample is missing."""
    assert dict(log.value(metric).distribution) == multiset(s.value for s in samples)


def agree_on_durations(log: Any, metric: str, samples: Iterable[Sample], by: str, finish: Callable[[list[int]], float]) -> None:
    """The same quantile or mean in every cell; `finish` is the oracle's, over milliseconds, and the engine's unit is the second."""
    expected = {key: finish(values) for key, values in cut(samples, by, log.zone).items()}
    assert {key: value.number * 1000 for key, value in answered(log, metric, by).items()} == pytest.approx(expected, rel=1e-12)


def agree_on_shares(log: Any, metric: str, samples: Iterable[Sample], by: str) -> None:
    """The same hits out of the same n in every cell, and Wilson's interval of them."""
    cells = cut(samples, by, log.zone)
    actual = answered(log, metric, by)
    assert {key: (v.numerator, v.denominator) for key, v in actual.items()} == {key: (sum(v), len(v)) for key, v in cells.items()}
    for value in actual.values():
        hits, n = value.numerator, value.denominator
        assert value.number == pytest.approx(hits / n, rel=1e-12)
        assert value.uncertainty.method == "wilson"
        assert (value.uncertainty.low, value.uncertainty.high) == pytest.approx(wilson(hits, n), rel=1e-9, abs=1e-12)
