"""Statistics: the vectors of the specification, and SciPy and statsmodels as a second opinion on random inputs."""

from __future__ import annotations

import math
import random

import pytest

import deskgauge as dg

stats = dg.stats
scipy_stats = pytest.importorskip("scipy.stats", reason="scipy is the second opinion")
proportion = pytest.importorskip("statsmodels.stats.proportion", reason="statsmodels is the second opinion")
weightstats = pytest.importorskip("statsmodels.stats.weightstats")
multitest = pytest.importorskip("statsmodels.stats.multitest")
power = pytest.importorskip("statsmodels.stats.power")

SEED = 20260504
ROUNDS = 200


@pytest.fixture
def dice():
    return random.Random(SEED)


def rate(dice: random.Random) -> tuple[int, int]:
    n = dice.randint(2, 400)
    return dice.randint(0, n), n


def test_the_interval_of_a_rate_is_wilsons_of_statsmodels(dice):
    for _ in range(ROUNDS):
        hits, n = rate(dice)
        confidence = dice.choice([0.8, 0.95, 0.99])
        low, high = proportion.proportion_confint(hits, n, alpha=1 - confidence, method="wilson")
        found = stats.rate_interval(hits, n, confidence)
        assert (found["low"], found["high"]) == (pytest.approx(low, abs=1e-9), pytest.approx(high, abs=1e-9))


def test_the_interval_of_a_mean_is_students_of_scipy(dice):
    for _ in range(ROUNDS):
        values = [dice.gauss(10, 3) for _ in range(dice.randint(2, 50))]
        n, mean, variance = len(values), sum(values) / len(values), scipy_stats.tvar(values)
        low, high = scipy_stats.t.interval(0.95, n - 1, loc=mean, scale=math.sqrt(variance / n))
        found = stats.mean_interval(n, mean, variance)
        assert (found["low"], found["high"]) == (pytest.approx(low, abs=1e-9), pytest.approx(high, abs=1e-9))


def test_one_value_has_no_interval_for_a_reason():
    assert stats.mean_interval(1, 5.0, 0.0)["absent_reason"] == "n_too_small"


def test_the_interval_of_a_percentile_holds_at_least_what_the_binomial_law_says(dice):
    for _ in range(ROUNDS):
        n, q = dice.randint(20, 300), dice.choice([0.25, 0.5, 0.75, 0.9])
        values = sorted(dice.sample(range(10**6), n))
        found = stats.quantile_interval(values, q)
        if found["low"] is None:
            continue
        below, above = values.index(int(found["low"])) + 1, values.index(int(found["high"])) + 1
        held = scipy_stats.binom.cdf(above - 1, n, q) - scipy_stats.binom.cdf(below - 1, n, q)
        assert held >= 0.95 - 1e-12


@pytest.mark.parametrize(
    ("counts", "low", "high"), [((55, 15, 100), 24.599440, 53.070463), ((3, 1, 5), -29.783, 79.783)], ids=["a hundred", "five"]
)
def test_the_interval_of_a_net_promoter_score_is_the_vector(counts, low, high):
    found = stats.nps_interval(*counts)
    assert (found["low"], found["high"]) == (pytest.approx(low, abs=5e-4), pytest.approx(high, abs=5e-4))


def test_the_interval_of_a_count_is_garwoods_by_chi_squared_of_scipy(dice):
    for k in [0, 1, 42, *(dice.randint(2, 500) for _ in range(50))]:
        low = 0.0 if k == 0 else scipy_stats.chi2.ppf(0.025, 2 * k) / 2
        high = scipy_stats.chi2.ppf(0.975, 2 * k + 2) / 2
        found = stats.count_interval(k, 7.0)
        assert (found["low"], found["high"]) == (pytest.approx(low / 7, abs=1e-9), pytest.approx(high / 7, abs=1e-9))


@pytest.mark.parametrize(
    ("n", "low", "high", "p"),
    [
        (20, -0.165595, 0.349383, 0.465209),
        (50, -0.069911, 0.263017, 0.248213),
        (100, -0.020249, 0.216734, 0.102470),
        (200, 0.015063, 0.183162, 0.020921),
        (400, 0.040032, 0.159077, 0.001091),
    ],
)
def test_seventy_to_eighty_percent_is_news_only_with_enough_answers(n, low, high, p):
    found = stats.compare_rates((round(0.7 * n), n), (round(0.8 * n), n))
    assert found["low"] == pytest.approx(low, abs=1e-6)
    assert found["high"] == pytest.approx(high, abs=1e-6)
    assert found["p"] == pytest.approx(p, abs=1e-6)


def test_a_difference_of_rates_is_that_of_statsmodels(dice):
    for _ in range(ROUNDS):
        (k1, n1), (k2, n2) = rate(dice), rate(dice)
        found = stats.compare_rates((k1, n1), (k2, n2))
        low, high = proportion.confint_proportions_2indep(k2, n2, k1, n1, method="newcomb", compare="diff")
        assert (found["low"], found["high"]) == (pytest.approx(low, abs=1e-9), pytest.approx(high, abs=1e-9))
        if found["p"] is not None:
            _, p = proportion.proportions_ztest([k1, k2], [n1, n2])
            assert found["p"] == pytest.approx(p, abs=1e-9)


def test_a_difference_of_means_is_welchs_of_scipy(dice):
    for _ in range(ROUNDS):
        a = [dice.gauss(5, 2) for _ in range(dice.randint(2, 60))]
        b = [dice.gauss(6, 1) for _ in range(dice.randint(2, 60))]
        sample = [(len(x), sum(x) / len(x), scipy_stats.tvar(x)) for x in (a, b)]
        found = stats.compare_means(*sample)
        test = scipy_stats.ttest_ind(b, a, equal_var=False)
        interval = test.confidence_interval(0.95)
        assert found["p"] == pytest.approx(test.pvalue, abs=1e-9)
        assert (found["low"], found["high"]) == (pytest.approx(interval.low, abs=1e-8), pytest.approx(interval.high, abs=1e-8))


def test_a_ratio_of_durations_is_welchs_on_logarithms():
    found = stats.compare_durations((120, 8.05, 0.85**2), (110, 7.85, 0.80**2))
    assert found["effect"] == pytest.approx(math.exp(-0.2), abs=1e-9)
    assert found["p"] == pytest.approx(0.0673, abs=5e-5)
    test = scipy_stats.ttest_ind_from_stats(7.85, 0.80, 110, 8.05, 0.85, 120, equal_var=False)
    assert found["p"] == pytest.approx(test.pvalue, abs=1e-9)


def test_counts_are_compared_by_the_exact_conditional_test(dice):
    for _ in range(ROUNDS):
        a, b = dice.randint(1, 200), dice.randint(1, 200)
        found = stats.compare_counts((a, 28.0), (b, 28.0))
        assert found["p"] == pytest.approx(min(1.0, scipy_stats.binomtest(b, a + b, 0.5).pvalue), abs=1e-9)
        assert found["effect"] == pytest.approx(b / a)
    assert stats.compare_counts((120, 1.0), (90, 1.0))["p"] == pytest.approx(0.045114, abs=1e-6)


def test_nps_change_is_the_vector():
    found = stats.compare_nps((55, 15, 100), (62, 13, 110))
    assert found["p"] == pytest.approx(0.6460, abs=5e-5)
    assert found["low"] == pytest.approx(-14.85, abs=5e-3)
    assert found["high"] == pytest.approx(23.94, abs=5e-3)


def test_q_values_are_those_of_statsmodels(dice):
    for _ in range(ROUNDS):
        p = [dice.random() ** 3 for _ in range(dice.randint(1, 40))]
        assert stats.benjamini_hochberg(p) == pytest.approx(list(multitest.multipletests(p, method="fdr_bh")[1]), abs=1e-12)


def test_a_test_that_was_not_made_has_no_q():
    assert stats.benjamini_hochberg([0.01, None, 0.04]) == [pytest.approx(0.02), None, pytest.approx(0.04)]


SHRINK = [(9, 10), (45, 50), (164, 200), (340, 400), (3, 5), (70, 100), (115, 120), (0, 1), (88, 110)]
SHRUNK = [0.855513, 0.879401, 0.821893, 0.849270, 0.797110, 0.727022, 0.937826, 0.804502, 0.806802]


def test_shrinkage_is_the_vector_and_its_intervals_are_beta_quantiles_of_scipy():
    found = stats.shrink_rates(SHRINK)
    assert found["prior_n"] == pytest.approx(24.492220, abs=1e-6)
    assert [a["estimate"] for a in found["agents"]] == pytest.approx(SHRUNK, abs=1e-6)
    for (hits, n), agent in zip(SHRINK, found["agents"], strict=True):
        a = hits + found["mean"] * found["prior_n"]
        b = n - hits + (1 - found["mean"]) * found["prior_n"]
        assert (agent["low"], agent["high"]) == (
            pytest.approx(scipy_stats.beta.ppf(0.025, a, b), abs=1e-9),
            pytest.approx(scipy_stats.beta.ppf(0.975, a, b), abs=1e-9),
        )


@pytest.mark.parametrize("prior_n", [20, 60])
def test_shrinkage_brings_small_samples_at_least_1_7_times_nearer_to_the_truth(prior_n):
    dice = random.Random(SEED)
    raw = shrunk = 0.0
    for _ in range(40):
        truth = [dice.betavariate(0.85 * prior_n, 0.15 * prior_n) for _ in range(100)]
        sizes = [max(1, round(dice.expovariate(1 / 30))) for _ in truth]
        agents = [(sum(dice.random() < p for _ in range(n)), n) for p, n in zip(truth, sizes, strict=True)]
        for p, (hits, n), agent in zip(truth, agents, stats.shrink_rates(agents)["agents"], strict=True):
            raw += (hits / n - p) ** 2
            shrunk += (agent["estimate"] - p) ** 2
    assert math.sqrt(raw / shrunk) >= 1.7


def test_a_trend_is_theil_sens_of_scipy(dice):
    for _ in range(50):
        points = [(float(t), 0.1 * t + dice.gauss(0, 1)) for t in range(dice.randint(5, 40))]
        found = stats.trend(points)
        slope = scipy_stats.theilslopes([v for _, v in points], [t for t, _ in points]).slope
        assert found["slope"] == pytest.approx(slope, abs=1e-12)


def test_mann_kendalls_p_is_kendalls_tau_against_time(dice):
    for _ in range(50):
        points = [(float(t), dice.gauss(0, 1)) for t in range(dice.randint(4, 10))]
        tau = scipy_stats.kendalltau([t for t, _ in points], [v for _, v in points], method="exact")
        assert stats.trend(points)["p"] == pytest.approx(tau.pvalue, abs=1e-9)


@pytest.mark.parametrize(("before", "after", "needed"), [(0.82, 0.87, 822), (0.70, 0.80, 294)])
def test_the_responses_a_goal_needs_are_the_vector(before, after, needed):
    assert stats.responses_needed(before, after) == needed


def test_the_responses_for_a_half_width_make_it_and_one_fewer_does_not(dice):
    for _ in range(50):
        p, half = dice.uniform(0.05, 0.95), dice.uniform(0.02, 0.2)
        n = stats.responses_for_rate(p, half)

        def width(m: int, share: float = p) -> float:
            z2 = 1.959963984540054**2
            return math.sqrt(z2) * math.sqrt(share * (1 - share) / m + z2 / (4 * m * m)) / (1 + z2 / m)

        assert width(n) <= half < width(n - 1)


@pytest.mark.parametrize(
    ("agents", "occupancy", "wait", "level", "asa"),
    [(55, 0.872727, 0.238701, 0.845883, 8.184032), (50, 0.96, 0.694456, 0.387145, 83.334673)],
)
def test_erlang_c_is_the_vector(agents, occupancy, wait, level, asa):
    found = stats.erlang_c(360, 1800, 240, agents, 15)
    assert found["occupancy"] == pytest.approx(occupancy, abs=1e-6)
    assert found["wait_probability"] == pytest.approx(wait, abs=1e-6)
    assert found["service_level"] == pytest.approx(level, abs=1e-6)
    assert found["mean_wait_s"] == pytest.approx(asa, abs=1e-6)


def test_a_queue_that_grows_without_end_is_refused_by_name():
    with pytest.raises(dg.DeskgaugeError, match="unstable_queue"):
        stats.erlang_c(100, 1800, 180, 10, 20)


def test_staffing_is_the_least_number_that_reaches_the_level():
    assert stats.agents_needed(100, 1800, 180, service_level=0.79, threshold_s=20)["agents"] == 13


def test_a_frozen_baseline_sees_the_outlier_that_its_own_limits_hide():
    values = [42, 45, 39, 47, 44, 41, 43, 46, 40, 44, 61, 43]
    assert stats.xmr_chart(values, 12)["signals"] == []
    assert stats.xmr_chart(values, 10)["signals"] == [(10, "beyond_limits")]


def test_cusum_signals_at_the_sixth_point_of_the_vector():
    found = stats.cusum([0.82, 0.83, 0.81, 0.80, 0.78, 0.79, 0.77, 0.78], 0.82, 0.015, h=4)
    assert found["points"][5][1] == pytest.approx(4.6667, abs=1e-4)
    assert found["signals"][0] == (5, "cusum_low")


def test_the_funnel_does_not_judge_one_answer_by_the_normal_law():
    found = stats.funnel(SHRINK)
    assert found["dispersion"] == pytest.approx(4.192454, abs=1e-6)
    one_answer = found["agents"][7]
    assert one_answer["z"] is None
    assert not one_answer["outside_outer"]
