"""San Francisco airport asks its passengers: 8 854 answers in three years, with codes that are no answers."""

from __future__ import annotations

import pytest

pytest.importorskip("pandas", reason="pandas is not installed")

import raw  # noqa: E402
from agreement import BUCKETS, answered  # noqa: E402
from arithmetic import adjusted_wald_nps, wilson  # noqa: E402

YEARS = ["total", "2015", "2016", "2018"]


@pytest.fixture(scope="session")
def answers(sfo):
    return raw.sfo_answers(sfo.table)


def of(answers, year):
    return answers if year == "total" else answers[answers["year"] == int(year)]


def value(log, metric, year):
    return answered(log, metric, "total" if year == "total" else "year")[year]


def agree_on_share(actual, hits, n):
    assert (actual.numerator, actual.denominator, actual.n) == (hits, n, n)
    assert actual.number == pytest.approx(hits / n, rel=1e-12)
    assert (actual.uncertainty.low, actual.uncertainty.high) == pytest.approx(wilson(hits, n), rel=1e-9)


@pytest.mark.parametrize("year", YEARS)
def test_satisfaction_is_the_share_of_fours_and_fives_among_valid_answers(sfo, answers, year):
    csat = of(answers, year)["csat"].dropna()
    agree_on_share(value(sfo, "csat", year), int((csat >= 4).sum()), len(csat))


@pytest.mark.parametrize("year", YEARS)
def test_mean_satisfaction_leaves_the_codes_for_no_answer_out(sfo, answers, year):
    csat = of(answers, year)["csat"].dropna()
    mean = value(sfo, "csat_mean", year)
    assert mean.n == len(csat)
    assert mean.number == pytest.approx(csat.sum() / len(csat), rel=1e-12)


@pytest.mark.parametrize("year", ["total", "2018"])
def test_recommendation_is_promoters_less_detractors_of_all_valid_answers(sfo, answers, year):
    nps = of(answers, year)["nps"].dropna()
    promoters, detractors = int((nps >= 9).sum()), int((nps <= 6).sum())
    score = value(sfo, "nps", year)
    assert score.n == len(nps)
    assert score.number == pytest.approx(100 * (promoters - detractors) / len(nps), rel=1e-12)
    interval = adjusted_wald_nps(promoters, detractors, len(nps))
    assert (score.uncertainty.low, score.uncertainty.high) == pytest.approx(interval, rel=1e-9)


def test_nobody_was_asked_to_recommend_before_2018(sfo):
    assert BUCKETS["year"] == "%Y"
    assert list(answered(sfo, "nps", "year")) == ["2018"]
    assert list(answered(sfo, "nps_response_rate", "year")) == ["2018"]


@pytest.mark.parametrize("year", YEARS)
def test_the_response_rate_is_valid_answers_of_all_asked(sfo, answers, year):
    asked = of(answers, year)
    agree_on_share(value(sfo, "survey_response_rate", year), int(asked["csat"].notna().sum()), len(asked))


def test_the_response_rate_of_recommendation_counts_those_who_did_not_know(sfo, answers):
    asked = of(answers, "2018")
    agree_on_share(value(sfo, "nps_response_rate", "2018"), int(asked["nps"].notna().sum()), len(asked))
