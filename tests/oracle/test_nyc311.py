"""New York City's 311: 17 418 requests of 2020, across the change of clocks on 8 March, some closed before they were opened."""

from __future__ import annotations

import pytest

pytest.importorskip("pandas", reason="pandas is not installed")

import yaml  # noqa: E402

import histories  # noqa: E402
import raw  # noqa: E402
from agreement import agree_on_counts, agree_on_distribution, agree_on_durations, ends, in_clock  # noqa: E402
from arithmetic import Hours, nearest_rank, type_7  # noqa: E402
from conftest import DEFINITIONS  # noqa: E402

GROUPS = ["category", "segment"]


@pytest.fixture(scope="session")
def table(nyc):
    return raw.nyc_requests(nyc.table)


@pytest.fixture(scope="session")
def requests(table):
    return table[0]


@pytest.fixture(scope="session")
def hours():
    documents = {d["metadata"]["name"]: d for d in yaml.safe_load_all((DEFINITIONS / "new_york.yaml").read_text())}
    return {name: Hours(documents[name], "2019-12-01", "2020-11-01") for name in ("office", "night")}


def test_rows_that_close_before_they_open_are_put_aside_and_counted(nyc, table):
    sound, backwards = table
    assert nyc.report.startswith(f"17 418 rows: {len(sound):,} used, {backwards} quarantined".replace(",", " ", 1))
    assert f"negative_duration {backwards}" in nyc.report


@pytest.mark.parametrize("by", ["total", "day", "month", *GROUPS])
def test_requests_opened_agree_in_every_day_complaint_and_borough(nyc, requests, by):
    agree_on_counts(nyc, "created_by_subject", histories.created(requests), by)


@pytest.mark.parametrize("by", ["total", "day", "month"])
@pytest.mark.parametrize("metric", ["tickets_created", "unique_solved", "gross_solves"])
def test_requests_opened_and_closed_agree_in_every_day(nyc, requests, metric, by):
    samples = histories.created(requests) if metric == "tickets_created" else histories.first_solves(requests)
    agree_on_counts(nyc, metric, samples, by)


def test_the_backlog_agrees_at_the_end_of_every_day(nyc, requests):
    assert [row.value.number for row in nyc.ask("open_tickets", series="day")] == histories.level(requests, ends(nyc, "day"))


@pytest.mark.parametrize("clock", ["calendar", "office", "night"])
def test_every_duration_agrees_in_calendar_time_and_in_the_hours_of_two_schedules(nyc, requests, hours, clock):
    agree_on_distribution(nyc, f"first_times_{clock}", in_clock(histories.first_solves(requests), clock, hours))


@pytest.mark.parametrize("by", ["total", "day", "month", *GROUPS])
@pytest.mark.parametrize(
    ("metric", "clock", "q", "method"),
    [
        ("first_p50_discrete", "calendar", "0.5", nearest_rank),
        ("first_p90_continuous", "calendar", "0.9", type_7),
        ("first_p50_discrete_office", "office", "0.5", nearest_rank),
        ("first_p90_continuous_office", "office", "0.9", type_7),
    ],
)
def test_quantiles_agree_in_both_definitions(nyc, requests, hours, metric, clock, q, method, by):
    samples = in_clock(histories.first_solves(requests), clock, hours)
    agree_on_durations(nyc, metric, samples, by, lambda values: method(values, q))
