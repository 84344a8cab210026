"""The oracle itself against published vectors, so that two wrong programs cannot agree unnoticed."""

from __future__ import annotations

import pytest

pd = pytest.importorskip("pandas", reason="pandas is not installed")

from arithmetic import Hours, adjusted_wald_nps, nearest_rank, type_7, wilson  # noqa: E402

TIMES = [4, 6, 7, 9, 12, 15, 18, 22, 31, 45, 60, 240]


@pytest.mark.parametrize(("q", "rank", "interpolated"), [("0.5", 15, 16.5), ("0.9", 60, 58.5), ("0.95", 240, 141.0)])
def test_both_definitions_of_a_quantile_are_those_of_sql(q, rank, interpolated):
    assert nearest_rank(TIMES, q) == rank
    assert type_7(TIMES, q) == interpolated == pytest.approx(float(pd.Series(TIMES).quantile(float(q))))


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"), [(0, 1, 0, 0.793451), (5, 5, 0.565518, 1), (37, 50, 0.604468, 0.841285), (905, 1000, 0.885246, 0.921655)]
)
def test_an_interval_of_a_share_is_wilsons(hits, n, low, high):
    assert wilson(hits, n) == pytest.approx((low, high), abs=1e-6)


def test_an_interval_of_a_recommendation_score_is_the_adjusted_one():
    assert adjusted_wald_nps(55, 15, 100) == pytest.approx((24.599440, 53.070463), abs=1e-6)


WEEKDAYS = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
BERLIN = {"zone": "Europe/Berlin", "hours": WEEKDAYS}
NIGHT = {"zone": "Europe/Berlin", "hours": {"sat": [["22:00", "06:00"]]}}
EASTER = {**BERLIN, "holidays": [pd.Timestamp("2026-04-03").date(), pd.Timestamp("2026-04-06").date()]}
LUNCH = {**BERLIN, "breaks": {day: [["12:00", "13:00"]] for day in WEEKDAYS}}


@pytest.mark.parametrize(
    ("spec", "start", "end", "seconds"),
    [
        (BERLIN, "2026-03-27 16:00", "2026-03-30 10:00", 7200),
        (BERLIN, "2026-10-23 16:00", "2026-10-26 10:00", 7200),
        (NIGHT, "2026-03-28 12:00", "2026-03-29 12:00", 25200),
        (NIGHT, "2026-10-24 12:00", "2026-10-25 12:00", 32400),
        (EASTER, "2026-04-02 16:30", "2026-04-07 09:30", 3600),
        (BERLIN, "2026-05-08 18:00", "2026-05-09 11:00", 0),
        (LUNCH, "2026-05-06 11:30", "2026-05-06 13:45", 4500),
        (LUNCH, "2026-05-06 11:30:07.250", "2026-05-06 11:59:59.999", 1792.749),
    ],
)
def test_working_time_follows_the_clock_on_the_wall(spec, start, end, seconds):
    hours = Hours({"spec": spec}, "2026-01-01", "2027-01-01")
    a, b = (int(pd.Timestamp(text, tz="Europe/Berlin").timestamp() * 1000) for text in (start, end))
    assert hours.ms(a, b) == round(seconds * 1000)
