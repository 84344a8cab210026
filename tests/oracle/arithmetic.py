"""The oracle's own arithmetic, as naive as can be: sorted lists, exact fractions, a scan over the minutes of the years.

Nothing here imports Deskgauge. `test_arithmetic.py` holds it against published vectors.
"""

from __future__ import annotations

import math
from fractions import Fraction
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd

MINUTE = 60_000
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def nearest_rank(samples: list[int], q: str) -> int:
    """The smallest sample with at least q of the samples not above it (percentile_disc)."""
    return sorted(samples)[max(1, math.ceil(Fraction(q) * len(samples))) - 1]


def type_7(samples: list[int], q: str) -> float:
    """The point q of the way from the first sample to the last one (percentile_cont)."""
    ordered = sorted(samples)
    place = Fraction(q) * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return float(ordered[below] + (place - below) * (ordered[above] - ordered[below]))


def wilson(hits: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """The shares p for which the normal test of hits out of n does not reject: the two roots of (hits/n - p)^2 = z^2 p (1 - p) / n."""
    z2 = NormalDist().inv_cdf(0.5 + confidence / 2) ** 2
    a, b, c = 1 + z2 / n, -(2 * hits / n + z2 / n), (hits / n) ** 2
    root = math.sqrt(max(0.0, b * b - 4 * a * c))
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def adjusted_wald_nps(promoters: int, detractors: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Rocks 2016: three answers are added, three quarters of one to either side."""
    n_ = n + 3
    p, d = (promoters + 0.75) / n_, (detractors + 0.75) / n_
    s = p - d
    half = NormalDist().inv_cdf(0.5 + confidence / 2) * math.sqrt((p + d - s * s) / n_)
    return 100 * (s - half), 100 * (s + half)


def order_statistics(samples: list[int], q: str, confidence: float = 0.95) -> tuple[int, int]:
    """Two samples between which the quantile lies: how many samples are below it is binomial (n, q), and either tail gets half the rest."""
    ordered, n = sorted(samples), len(samples)
    tail = (1 - confidence) / 2
    log_q, log_p = math.log(float(Fraction(q))), math.log(1 - float(Fraction(q)))
    below, low, high = 0.0, 0, n
    for k in range(n + 1):
        below += math.exp(math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) + k * log_q + (n - k) * log_p)
        if below <= tail:
            low = k + 1
        if below >= 1 - tail:
            high = k + 1
            break
    return ordered[max(low, 1) - 1], ordered[min(high, n) - 1]


class Hours:
    """Working time by looking at every minute of a span: what does the clock on the wall say, and is the office open then?

    No interval is built and nothing is converted from local time to an instant, so a mistake there cannot repeat here. Hours, breaks,
    holidays and overrides are read from the definition's YAML document; boundaries must lie on whole minutes.
    """

    def __init__(self, schedule: dict[str, Any], first: str, last: str) -> None:
        """Look at the minutes from `first` to `last` (dates, UTC)."""
        spec = schedule["spec"]
        minutes = pd.date_range(first, last, freq="min", tz="UTC")
        wall = minutes.tz_convert(spec["zone"]).tz_localize(None)
        days = pd.date_range(wall[0].normalize() - pd.Timedelta(days=1), wall[-1].normalize(), freq="D")
        table = np.array([_open_minutes(spec, day) for day in days])  # two days wide: a night shift belongs to the day it starts on
        day = (wall.normalize() - days[0]) // pd.Timedelta(days=1)
        minute = wall.hour * 60 + wall.minute
        self._open = table[day, minute] | table[day - 1, minute + 1440]
        self._before = np.concatenate([[0], np.cumsum(self._open)])  # open minutes before each minute
        self._origin = int(minutes[0].timestamp() * 1000)

    def ms(self, start: int, end: int) -> int:
        """Open milliseconds from `start` to `end`, both in milliseconds since 1970."""
        return self._until(end) - self._until(start)

    def _until(self, at: int) -> int:
        minute, rest = divmod(at - self._origin, MINUTE)
        assert 0 <= minute < len(self._open), "outside the scanned years"
        return int(self._before[minute]) * MINUTE + (rest if self._open[minute] else 0)


def _open_minutes(spec: dict[str, Any], day: pd.Timestamp) -> np.ndarray:
    """Which minutes of this date and the next one the shifts that start on this date are open."""
    out = np.zeros(2880, dtype=bool)
    name, date = DAYS[day.weekday()], day.date()
    if date in spec.get("holidays", []):
        return out
    ranges = spec["hours"].get(name, [])
    for override in spec.get("overrides", []):
        if override["date"] == date:
            ranges = override["hours"]
    for begin, end in ranges:
        _mark(out, begin, end, is_open=True)
    for begin, end in spec.get("breaks", {}).get(name, []):
        _mark(out, begin, end, is_open=False)
    return out


def _mark(out: np.ndarray, begin: str, end: str, *, is_open: bool) -> None:
    first, last = (int(text[:2]) * 60 + int(text[3:]) for text in (begin, end))
    out[first : last if last > first else last + 1440] = is_open
