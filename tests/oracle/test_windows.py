"""Windows and moments: local days across changes of clocks, the past as it was known, and what one number says of another."""

from __future__ import annotations

import json

import pytest

pd = pytest.importorskip("pandas", reason="pandas is not installed")

import histories  # noqa: E402
from arithmetic import nearest_rank, order_statistics  # noqa: E402
from conftest import run  # noqa: E402

MOMENTS = ["2010-03-28 10:15", "2011-10-30 23:59:30", "2012-03-01 00:00:01", "2012-12-31 17:30", "2013-07-15 12:00"]


def days_before(at, days):
    return at.normalize() - pd.DateOffset(days=days)


WINDOWS = {
    "7d": lambda at: (days_before(at, 6), at),
    "7d complete": lambda at: (days_before(at, 7), at.normalize()),
    "28d": lambda at: (days_before(at, 27), at),
    "week": lambda at: (days_before(at, at.weekday()), at),
    "month_to_date": lambda at: (at.normalize().replace(day=1), at),
    "last month": lambda at: (at.normalize().replace(day=1) - pd.DateOffset(months=1), at.normalize().replace(day=1)),
}


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("window", WINDOWS)
def test_a_window_is_made_of_local_days(italy, tickets, window, moment):
    at = pd.Timestamp(moment, tz=italy.zone)
    begin, end = (int(edge.timestamp() * 1000) for edge in WINDOWS[window](at))
    known = [histories.until(t, int(at.timestamp() * 1000)) for t in tickets if t.created <= at.timestamp() * 1000]
    query = {"window": window, "at": at.to_pydatetime()}
    assert italy.value("tickets_created", **query).number == sum(begin <= t.created < end for t in known)
    times = [s.value for s in histories.first_solves(known) if begin <= s.at < end]
    quantile = italy.value("first_p50_discrete", **query)
    assert quantile.n == len(times)
    assert quantile.number == (nearest_rank(times, "0.5") / 1000 if times else None)


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_past_is_answered_as_it_was_known(italy, tickets, moment):
    at = pd.Timestamp(moment, tz=italy.zone)
    ms = int(at.timestamp() * 1000)
    then = [histories.until(t, ms) for t in tickets if t.created <= ms]
    query = {"window": f"{italy.first}..{at.normalize().date() + pd.Timedelta(days=1)}", "at": at.to_pydatetime()}
    assert italy.value("tickets_created", **query).number == len(then)
    assert italy.value("net_solved", **query).number == sum(t.is_done for t in then)
    assert italy.value("open_tickets", **query).number == sum(not t.is_done for t in then)
    ages = [ms - t.created for t in then if not t.is_done]
    age = italy.value("backlog_age_calendar", **query)
    assert (age.n, age.number * 1000) == (len(ages), nearest_rank(ages, "0.9"))


@pytest.mark.parametrize("log", ["italy", "uci"])
def test_the_backlog_changes_by_what_came_and_what_went(log, request):
    log = request.getfixturevalue(log)
    flows = ["tickets_created", "reopens", "gross_solves", "open_tickets"]
    created, reopened, solved, level = ([row.value.number for row in log.ask(name, series="day")] for name in flows)
    before = 0
    for day, after in enumerate(level):
        assert after == before + created[day] + reopened[day] - solved[day]
        before = after


def test_an_explanation_has_the_time_and_the_agent_of_every_ticket(italy, tickets):
    expected = {f"ticket/{s.ticket}": (s.value, s.dims["agent"]) for s in histories.first_solves(tickets)}
    explained = italy.engine.explain("first_resolution_time_calendar", window=italy.window, at=italy.at, limit=len(expected))
    assert {fact.subject: (round(fact.sample * 1000), fact.agent or None) for fact in explained.facts} == expected


@pytest.mark.parametrize(("metric", "q"), [("first_resolution_time_calendar", "0.9"), ("first_p50_discrete", "0.5")])
def test_the_interval_of_a_quantile_is_made_of_two_samples(italy, tickets, metric, q):
    times = [s.value for s in histories.first_solves(tickets)]
    interval = italy.value(metric).uncertainty
    assert interval.method == "order_statistic"
    assert (interval.low * 1000, interval.high * 1000) == order_statistics(times, q)


@pytest.mark.parametrize(
    ("log", "metrics"),
    [
        ("italy", ["tickets_created", "gross_solves", "reopens", "first_p50_discrete_office", "one_touch_rate"]),
        ("nyc", ["tickets_created", "first_p90_continuous_office", "first_mean"]),
        ("sfo", ["csat", "nps", "survey_response_rate"]),
    ],
)
def test_the_command_gives_the_same_numbers_straight_from_the_export(log, metrics, request):
    log = request.getfixturevalue(log)
    export = ["-e", log.table, "--mapping", log.mapping]
    done = run("eval", *metrics, "-d", log.definitions, *export, "--window", log.window, "--at", log.end, "-f", "json")
    rows = {row["metric"]: (row["value"], row["n"]) for row in json.loads(done.stdout)["rows"]}
    assert rows == {name: (log.value(name).number, log.value(name).n) for name in metrics}
