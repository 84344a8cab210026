"""Cuts the oracle's samples as a question cuts the engine's: by day, by month, by group. Compares exactly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pandas as pd

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
