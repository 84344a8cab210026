"""The statistics behind goals and scorecards, on plain numbers.

>>> import deskgauge as dg
>>> dg.stats.compare_rates((35, 50), (40, 50))["p"]          # 70 % then 80 %, of fifty each: not yet news
0.248...
>>> dg.stats.shrink_rates([(9, 10), (340, 400)])["agents"][0]["estimate"]

Formulas and their sources stand beside the code in core/deskgauge/score. An absent number is None beside ``absent_reason``.
"""

from deskgauge._core.stats import (
    agents_needed,
    benjamini_hochberg,
    compare_counts,
    compare_durations,
    compare_means,
    compare_nps,
    compare_rates,
    count_interval,
    cusum,
    erlang_c,
    ewma_chart,
    funnel,
    mean_interval,
    nps_interval,
    quantile_interval,
    rate_chart,
    rate_interval,
    responses_for_rate,
    responses_needed,
    shrink_durations,
    shrink_rates,
    trend,
    xmr_chart,
)

__all__ = [
    "agents_needed",
    "benjamini_hochberg",
    "compare_counts",
    "compare_durations",
    "compare_means",
    "compare_nps",
    "compare_rates",
    "count_interval",
    "cusum",
    "erlang_c",
    "ewma_chart",
    "funnel",
    "mean_interval",
    "nps_interval",
    "quantile_interval",
    "rate_chart",
    "rate_interval",
    "responses_for_rate",
    "responses_needed",
    "shrink_durations",
    "shrink_rates",
    "trend",
    "xmr_chart",
]
