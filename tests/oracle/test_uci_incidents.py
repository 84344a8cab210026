"""A ServiceNow audit log: 24 918 incidents in 141 712 rows, whose own counters and verdicts are a second oracle."""

from __future__ import annotations

import pytest

pytest.importorskip("pandas", reason="pandas is not installed")

import yaml  # noqa: E402

import histories  # noqa: E402
import raw  # noqa: E402
from agreement import (  # noqa: E402
    agree_on_counts,
    agree_on_distribution,
    agree_on_durations,
    agree_on_shares,
    ends,
    in_clock,
    multiset,
)
from arithmetic import Hours, nearest_rank, type_7  # noqa: E402
from conftest import DEFINITIONS  # noqa: E402

DAY = 86_400_000
GROUPS = ["agent", "team", "channel", "priority"]


@pytest.fixture(scope="session")
def table(uci):
    return raw.uci_log(uci.table)


@pytest.fixture(scope="session")
def incidents(table):
    return raw.uci_incidents(table)


@pytest.fixture(scope="session")
def hours():
    documents = {d["metadata"]["name"]: d for d in yaml.safe_load_all((DEFINITIONS / "utc.yaml").read_text())}
    return {name: Hours(documents[name], "2016-01-01", "2017-04-01") for name in ("office", "night")}


def test_only_the_five_rows_of_an_unknown_state_are_put_aside(uci):
    assert uci.report.startswith("141 712 rows: 141 707 used, 5 quarantined")
    assert "unmapped_value 5" in uci.report


COUNTS = {
    "tickets_created": (histories.created, ["channel", "priority"]),
    "unique_solved": (histories.first_solves, GROUPS),
    "gross_solves": (histories.all_solves, GROUPS),
    "net_solved": (histories.last_solves, GROUPS),
    "reopens": (histories.reopens, GROUPS),
}


@pytest.mark.parametrize(
    ("metric", "by"),
    [(m, by) for m, (_, groups) in COUNTS.items() for by in ["total", "day", "month", *groups] if (m, by) != ("net_solved", "day")],
)
def test_counts_agree_in_all_and_in_every_day_month_and_group(uci, incidents, metric, by):
    samples = COUNTS[metric][0](incidents)
    if (metric, by) == ("net_solved", "month"):  # each bucket is a window of its own and is read at its end
        samples = histories.net_solves(incidents, ends(uci, by))
    agree_on_counts(uci, metric, samples, by)


def test_reopenings_are_those_that_servicenow_counted_in_each_incident(uci, table):
    counted = raw.uci_counters(table, "reopen_count")
    assert dict(uci.value("reopens_of_tickets").distribution) == multiset(counted)
    assert uci.value("reopens").number == counted.sum()


def test_no_solve_lies_after_the_time_that_servicenow_reports_for_it(uci, table):
    """It reports one only where it knows one; earlier solves are its rows that say Resolved before somebody touched the incident again."""
    reported = raw.uci_resolved(table).to_dict()
    explained = uci.engine.explain("last_times_calendar", window=uci.window, at=uci.at, limit=len(reported))
    solved = {fact.subject.removeprefix("ticket/"): int(fact.instants["solved"].timestamp() * 1000) for fact in explained.facts}
    assert len(solved) == len(reported)
    assert [number for number, at in reported.items() if at is not None and solved[number] > at] == []


@pytest.mark.parametrize("only", [{}, {"priority": "2 - High"}, {"channel": "email"}, {"team": "Group 70"}, {"agent": "Resolver 89"}])
def test_the_backlog_agrees_at_the_end_of_every_day(uci, incidents, only):
    where = " and ".join(f'{name} == "{value}"' for name, value in only.items())
    rows = uci.ask("open_tickets", series="day", where=where)
    assert [row.value.number for row in rows] == histories.level(incidents, ends(uci, "day"), **only)


DURATIONS = {
    "first_times": histories.first_solves,
    "last_times": histories.last_solves,
    "cycle_times": histories.all_solves,
}


@pytest.mark.parametrize(
    ("metric", "clock"),
    [(metric, clock) for metric in DURATIONS for clock in ("calendar", "office")] + [("first_times", "night")],
)
def test_every_duration_agrees_in_calendar_time_and_in_the_hours_of_two_schedules(uci, incidents, hours, metric, clock):
    agree_on_distribution(uci, f"{metric}_{clock}", in_clock(DURATIONS[metric](incidents), clock, hours))


STATUS_TIMES = {
    "pending_times_office": (("pending",), "office"),
    "hold_times_calendar": (("on_hold",), "calendar"),
    "work_times_night": (("new", "open"), "night"),
}


@pytest.mark.parametrize("metric", STATUS_TIMES)
def test_time_in_a_status_agrees(uci, incidents, hours, metric):
    statuses, clock = STATUS_TIMES[metric]
    expected = []
    for incident in (i for i in incidents if i.is_done):
        solved = incident.solves[-1][1]
        spans = [(a, b) for a, b, status in incident.spans if status in statuses and b is not None and b <= solved]
        expected.append(sum(b - a if clock == "calendar" else hours[clock].ms(a, b) for a, b in spans))
    assert dict(uci.value(metric).distribution) == multiset(expected)


@pytest.mark.parametrize("by", ["total", "month", "agent", "priority"])
@pytest.mark.parametrize(
    ("metric", "clock", "q", "method"),
    [
        ("first_resolution_time", "office", "0.9", nearest_rank),
        ("first_resolution_time_p50_calendar", "calendar", "0.5", type_7),
        ("first_p50_discrete", "calendar", "0.5", nearest_rank),
        ("first_p90_continuous_office", "office", "0.9", type_7),
    ],
)
def test_quantiles_agree_in_both_definitions(uci, incidents, hours, metric, clock, q, method, by):
    samples = in_clock(histories.first_solves(incidents), clock, hours)
    agree_on_durations(uci, metric, samples, by, lambda values: method(values, q))


@pytest.mark.parametrize("by", ["total", "day", "month", *GROUPS[:2], "priority"])
def test_the_attainment_reported_is_the_verdict_of_each_last_row(uci, table, by):
    agree_on_shares(uci, "sla_attainment_reported", raw.uci_verdicts(table), by)


SHARES = {
    "reopen_rate": lambda incidents, at: histories.reopened_within(incidents, 7 * DAY, at),
    "fcr_no_repeat": lambda incidents, at: histories.issues(incidents, 7 * DAY, at),
    "ticket_transfer_rate": lambda incidents, _: histories.handed_over(incidents),
}


@pytest.mark.parametrize(("metric", "by"), [(m, by) for m in SHARES for by in ("total", "day", "month")] + [("reopen_rate", "agent")])
def test_shares_agree_with_their_parts_and_intervals(uci, incidents, metric, by):
    agree_on_shares(uci, metric, SHARES[metric](incidents, uci.at_ms), by)


@pytest.mark.parametrize(("metric", "name"), [("assignee_stations", "agent"), ("group_stations", "team")])
def test_stations_are_the_different_holders_in_a_row(uci, incidents, metric, name):
    counts = [histories.stations(incident, name) for incident in incidents if incident.is_done]
    value = uci.value(metric)
    assert value.n == len(counts)
    assert value.number == pytest.approx(sum(counts) / len(counts), rel=1e-12)
