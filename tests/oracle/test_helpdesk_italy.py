"""The helpdesk of an Italian software firm: 4 580 tickets, four years of clock changes, local times."""

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
from conftest import DEFINITIONS, chosen  # noqa: E402
from histories import Sample  # noqa: E402

DAY = 86_400_000
GROUPS = ["agent", "team", "priority"]


@pytest.fixture(scope="session")
def hours():
    documents = {d["metadata"]["name"]: d for d in yaml.safe_load_all((DEFINITIONS / "rome.yaml").read_text())}
    return {name: Hours(documents[name], "2009-12-01", "2014-03-01") for name in ("office", "night")}


def test_every_row_is_accounted_for(italy, tickets):
    assert italy.report.startswith("21 348 rows: ")
    assert "quarantined" not in italy.report
    assert f"of {len(tickets):,} tickets".replace(",", " ") in italy.report


COUNTS = {
    "tickets_created": (histories.created, ["team", "priority"]),
    "unique_solved": (histories.first_solves, GROUPS),
    "gross_solves": (histories.all_solves, GROUPS),
    "net_solved": (histories.last_solves, GROUPS),
    "reopens": (histories.reopens, GROUPS),
}


@pytest.mark.parametrize(
    ("metric", "by"),
    [(m, by) for m, (_, groups) in COUNTS.items() for by in ["total", "day", "month", *groups] if (m, by) != ("net_solved", "day")],
)
def test_counts_agree_in_all_and_in_every_day_month_and_group(italy, tickets, metric, by):
    samples = COUNTS[metric][0](tickets)
    if (metric, by) == ("net_solved", "month"):  # each bucket is a window of its own and is read at its end
        samples = histories.net_solves(tickets, ends(italy, by))
    agree_on_counts(italy, metric, samples, by)


@pytest.mark.parametrize("only", [{}, {"team": "Value 1"}, {"agent": "Value 2"}, {"priority": "Value 2"}])
def test_the_backlog_agrees_at_the_end_of_every_day(italy, tickets, only):
    where = " and ".join(f'{name} == "{value}"' for name, value in only.items())
    rows = italy.ask("open_tickets", series="day", where=where)
    assert [row.value.number for row in rows] == histories.level(tickets, ends(italy, "day"), **only)


DURATIONS = {
    "first_times": histories.first_solves,
    "last_times": histories.last_solves,
    "cycle_times": histories.all_solves,
}


@pytest.mark.parametrize(
    ("metric", "clock"),
    [(metric, clock) for metric in DURATIONS for clock in ("calendar", "office")] + [("first_times", "night")],
)
def test_every_duration_agrees_in_calendar_time_and_in_the_hours_of_two_schedules(italy, tickets, hours, metric, clock):
    agree_on_distribution(italy, f"{metric}_{clock}", in_clock(DURATIONS[metric](tickets), clock, hours))


STATUS_TIMES = {
    "pending_times_office": (("pending",), "office"),
    "hold_times_calendar": (("on_hold",), "calendar"),
    "work_times_night": (("new", "open"), "night"),
}


@pytest.mark.parametrize("metric", STATUS_TIMES)
def test_time_in_a_status_agrees(italy, tickets, hours, metric):
    statuses, clock = STATUS_TIMES[metric]
    expected = []
    for ticket in (t for t in tickets if t.is_done):
        solved = ticket.solves[-1][1]
        spans = [(a, b) for a, b, status in ticket.spans if status in statuses and b is not None and b <= solved]
        expected.append(sum(b - a if clock == "calendar" else hours[clock].ms(a, b) for a, b in spans))
    assert dict(italy.value(metric).distribution) == multiset(expected)


def first_responses(tickets):
    return [Sample(t.replies[0][0], t.replies[0][0] - t.created, {**t.dims, "agent": t.replies[0][1]}) for t in tickets if t.replies]


@pytest.mark.parametrize("clock", ["calendar", "office"])
def test_every_first_response_agrees(italy, tickets, hours, clock):
    agree_on_distribution(italy, f"response_times_{clock}", in_clock(first_responses(tickets), clock, hours))


QUANTILES = [
    ("first_resolution_time", "office", "0.9", nearest_rank),
    ("first_resolution_time_calendar", "calendar", "0.9", nearest_rank),
    ("first_resolution_time_p50", "office", "0.5", type_7),
    ("first_resolution_time_p50_calendar", "calendar", "0.5", type_7),
    ("first_p50_discrete", "calendar", "0.5", nearest_rank),
    ("first_p50_discrete_office", "office", "0.5", nearest_rank),
    ("first_p90_continuous", "calendar", "0.9", type_7),
    ("first_p90_continuous_office", "office", "0.9", type_7),
]


@pytest.mark.parametrize("by", ["total", "month", *GROUPS])
@pytest.mark.parametrize(("metric", "clock", "q", "method"), QUANTILES)
def test_quantiles_agree_in_both_definitions(italy, tickets, hours, metric, clock, q, method, by):
    samples = in_clock(histories.first_solves(tickets), clock, hours)
    agree_on_durations(italy, metric, samples, by, lambda values: method(values, q))


@pytest.mark.parametrize("by", ["total", "month", *GROUPS])
def test_the_mean_is_the_sum_over_n(italy, tickets, by):
    agree_on_durations(italy, "first_mean", histories.first_solves(tickets), by, lambda values: sum(values) / len(values))


def one_touch(tickets):
    return [
        Sample(t.solves[-1][1], int(len(t.replies) == 1 and not t.reopens), t.dims_of(t.solves[-1][2]))
        for t in tickets
        if t.is_done and t.replies
    ]


SHARES = {
    "reopen_rate": lambda tickets, at: histories.reopened_within(tickets, 7 * DAY, at),
    "one_touch_rate": lambda tickets, _: one_touch(tickets),
    "resolution_rate": lambda tickets, _: [Sample(t.created, int(t.is_done), t.dims) for t in tickets],
    "fcr_no_repeat_1d": lambda tickets, at: histories.issues(tickets, DAY, at),
    "fcr_no_repeat": lambda tickets, at: histories.issues(tickets, 7 * DAY, at),
    "fcr_no_repeat_30d": lambda tickets, at: histories.issues(tickets, 30 * DAY, at),
}
BY_AGENT = ("reopen_rate", "one_touch_rate")


@pytest.mark.parametrize(
    ("metric", "by"), [(m, by) for m in SHARES for by in ["total", "month", *(GROUPS if m in BY_AGENT else [])]]
)
def test_shares_agree_with_their_parts_and_intervals(italy, tickets, metric, by):
    agree_on_shares(italy, metric, SHARES[metric](tickets, italy.at_ms), by)


def test_replies_per_ticket_counts_every_taking_in_charge(italy, tickets):
    done = [t for t in tickets if t.is_done]
    value = italy.value("replies_per_ticket")
    assert value.n == len(done)
    assert value.number == pytest.approx(sum(len(t.replies) for t in done) / len(done), rel=1e-12)


def test_solving_twice_is_a_reopening_only_where_the_mapping_says_so(italy, tickets):
    rule = "when: Activity != Closed and state.status in (solved, closed)"
    text = italy.mapping.read_text(encoding="utf-8")
    assert rule in text
    strict = text.replace(rule, rule + ' and Activity != "Resolve ticket"')
    metrics = ["reopens", "gross_solves"]
    engine = italy.engine_of(italy.deskgauge.read_events(italy.table, strict), chosen(metrics) + italy.desk)
    read = raw.helpdesk_italy(italy.table, repeats_reopen=False)
    answer = {row.metric: row.value.number for row in engine.query(metrics, window=italy.window, at=italy.at)}
    assert answer == {"reopens": len(histories.reopens(read)), "gross_solves": len(histories.all_solves(read))}
    assert sum(bool(t.reopens) for t in read) == 154
    assert sum(bool(t.reopens) for t in tickets) == 389
