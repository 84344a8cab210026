import csv
import io

import pytest

from score_desk import CARD, DESK, Log, goal

QUARTER = dict(metric="csat", window="7d", baseline="{value: 0.82, n: 940}", target="{increase_to: 0.87}", start="2026-01-01",
               due="2026-04-01", met="{sustained: 14d}", supports="scorecard/card")


@pytest.fixture
def ask(deskgauge, tmp_path):
    def run(goals, log, *args, check=0):
        (tmp_path / "desk.yaml").write_text(DESK + CARD + "".join(goals), encoding="utf-8")
        return deskgauge("eval", "goal", *args, "-d", "desk.yaml", "-e", log.write(tmp_path), check=check)
    return run


def one_window(satisfied, n, day):
    log = Log()
    log.surveys(f"{day}T09:00:00Z", satisfied, n)
    return log


def near(value):
    return pytest.approx(value, abs=1e-6)


# V-GOAL-1 of the KPI catalogue: the value is made of n answers in the week before `at`.
@pytest.mark.parametrize("at, day, satisfied, n, elapsed, expected, progress, pace, gap, required", [
    ("2026-02-15", "2026-02-12", 84, 100, .5, .845, .4, .8, -.005, .0006666667),
    ("2026-02-15", "2026-02-12", 85, 100, .5, .845, .6, 1.2, .005, .0004444444),
    ("2026-02-15", "2026-02-12", 81, 100, .5, .845, -.2, -.4, -.035, .0013333333),
    ("2026-03-31", "2026-03-28", 173, 200, .988889, .869444, .9, .910112, -.004444, .005),
])
def test_progress_pace_gap_and_required_rate(ask, at, day, satisfied, n, elapsed, expected, progress, pace, gap, required):
    (report,) = ask([goal("csat_to_87", **QUARTER)], one_window(satisfied, n, day), "csat_to_87", "--at", at, "-f", "json").json["goals"]
    assert report["current"]["value"] == satisfied / n
    found = report["progress"]
    assert [found[k] for k in ("elapsed", "expected", "progress", "pace", "gap", "required_per_day")] == \
        [near(x) for x in (elapsed, expected, progress, pace, gap, required)]
    assert found["planned_per_day"] == near(.05 / 90)


def test_text_says_where_it_stands_and_what_it_takes(ask):
    assert ask([goal("csat_to_87", **QUARTER)], one_window(84, 100, "2026-02-12"), "--at", "2026-02-15").out == """\
Support \u00b7 at 2026-02-15 00:00 UTC

csat_to_87  AT RISK since 2026-02-13
csat \u00b7 window 7d \u00b7 2026-01-01 to 2026-04-01 \u00b7 owner jana \u00b7 serves card

  now        84.0 %  [75.6 \u2013 89.9]  n 100  84 / 100
  target     up to 87.0 %, from 82.0 % (given, n 940)
  plan       84.5 % by now: \u2193 0.5 pts behind \u00b7 50 % of the time is over
  progress   █████████▋░░│░░░░░░░░░░░  40 % of the way, planned 50 % \u00b7 pace 0.80
  needed     0.067 pts a day until 2026-04-01, planned were 0.056 pts (1.2 times that)
  days                                                 ▇▇▇  82.1 % to 84.5 %
  planned    ▁▁▁▁▂▂▂▂▂▂▃▃▃▃▃▃▄▄▄▄▄▄▅▅▅▅▅▅▅▆▆▆▆▆▆▇▇▇▇▇▇████
  at target                                            \u00b7\u00b7\u00b7  on 0 of 3 days
  met        not yet: 0 of 14 days in a row at the target
  forecast   none: too few points
  SMART      S \u2713  M \u2713  A \u2717  R \u2713  T \u2713
             Achievable: target not distinguishable from noise: telling 0.82 from 0.87 takes 822 responses, a window holds 100
             \u2192 use a longer window or a wider scope, or aim further
"""


def test_a_goal_that_was_sustained_is_met_on_its_last_day_and_stays_met(ask):
    log = Log()
    for day in range(1, 32):                   # 9 of 10 every day: every window is at 90 %
        log.surveys(f"2026-01-{day:02}T09:00:00Z", 9, 10)
    (report,) = ask([goal("g", **QUARTER)], log, "--at", "2026-01-20", "-f", "json").json["goals"]
    assert report["met"] == {"verdict": "yes", "since": "2026-01-15T00:00:00Z", "running": 14, "needed": 14}   # 14 days after the start
    assert report["status"]["status"] == "met"
    assert report["passed"] == {"met": 19, "days": 19, "rate": 1}
    assert [d["date"] for d in report["days"][:2]] == ["2026-01-01", "2026-01-02"]


def test_days_in_a_row_start_again_after_a_bad_day(ask):
    log = Log()
    for day in range(1, 21):                   # the 11th is so bad that its window, and the six after it, fall below
        log.surveys(f"2026-01-{day:02}T09:00:00Z", 0 if day == 11 else 9, 10)
    (report,) = ask([goal("g", **QUARTER)], log, "--at", "2026-01-20", "-f", "json").json["goals"]
    assert (report["met"]["verdict"], report["met"]["running"]) == ("not_yet", 2)      # the 18th and the 19th
    assert report["passed"] == {"met": 12, "days": 19, "rate": near(12 / 19)}          # 10 before, 2 after


def test_a_goal_that_is_over_without_its_target_is_missed_and_can_fail_a_pipeline(ask):
    goals = [goal("g", **{**QUARTER, "met": "final_value"})]
    log = one_window(82, 100, "2026-03-30")
    assert ask(goals, log, "--at", "2026-04-02", "--fail-on", "missed,off_track", check=1).out.count("MISSED") == 1
    assert ask(goals, log, "--at", "2026-03-31", "--fail-on", "missed", check=0)
    (report,) = ask(goals, log, "--at", "2026-04-02", "-f", "json").json["goals"]
    assert report["forecast"] == {"method": None, "reason": "over", "back_test": None}


def test_a_baseline_is_measured_over_the_window_that_ends_at_the_start(ask):
    log = one_window(33, 40, "2025-12-30")
    log.surveys("2026-01-02T09:00:00Z", 9, 10)
    spec = {**QUARTER, "baseline": "measure_at_start", "target": "{increase_by: 5, unit: points}"}
    (report,) = ask([goal("g", **spec)], log, "--at", "2026-01-10", "-f", "json").json["goals"]
    assert report["baseline"] == {"value": 33 / 40, "n": 40, "measured": True}
    assert report["target"] == {"kind": "increase_to", "value": near(33 / 40 + .05)}
    assert report["change"] == {"by": 5, "unit": "points"}


def test_a_number_that_was_published_and_moved_is_listed_with_what_moved_it(ask):
    log = one_window(8, 10, "2026-01-05")
    log.add("value.published", "2026-01-08T00:00:00Z", "desk/support", metric="csat", value="0.80", n=10, as_of="2026-01-08T00:00:00Z",
            window="7d", definition_id="g")
    log.survey("2026-01-06T09:00:00Z", 1)      # 8 of 11 from now on
    (report,) = ask([goal("g", **QUARTER)], log, "--at", "2026-01-10", "-f", "json").json["goals"]
    (correction,) = report["corrections"]
    assert (correction["said"], correction["now"]) == (.8, near(8 / 11))


def test_csv_has_a_line_for_each_goal(ask):
    goals = [goal("a", **QUARTER), goal("b", **{**QUARTER, "target": "{stay_at_or_above: 0.80}"})]
    rows = list(csv.DictReader(io.StringIO(ask(goals, one_window(84, 100, "2026-02-12"), "--at", "2026-02-15", "-f", "csv").out)))
    assert [(r["goal"], r["value"], r["target"], r["days_met"]) for r in rows] == [("a", "0.84", "0.87", "0"), ("b", "0.84", "0.8", "3")]


def test_errors_name_the_flag_and_the_words(ask):
    log = one_window(1, 1, "2026-02-12")
    assert "Did you mean \"csat_to_87\"?" in ask([goal("csat_to_87", **QUARTER)], log, "csat_to_78", check=2).err
    assert "Known: at_risk, off_track, missed, no_data." in ask([goal("g", **QUARTER)], log, "--fail-on", "lost", check=2).err
    assert "Known: text, csv, json." in ask([goal("g", **QUARTER)], log, "-f", "xml", check=2).err


def test_flags_before_the_subject_are_refused_rather_than_forgotten(deskgauge):
    assert 'write it behind' in deskgauge("eval", "--definitions", "x", "goal", "g", "-e", "e.jsonl", check=2).err
