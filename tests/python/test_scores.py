"""Goals, scorecards, standings and exceptions in the process: what the command says, as classes, HTML and pictures."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

import deskgauge as dg
from desk import ROOT

NOTEBOOKS = ROOT / "examples" / "notebooks"
DEFINITIONS = [ROOT / "examples" / "definitions", NOTEBOOKS / "goal.yaml"]
AT = "2026-03-30T00:00:00+02:00"
BIN = os.environ.get("DESKGAUGE_BIN")


@pytest.fixture(scope="module")
def engine():
    engine = dg.Engine(DEFINITIONS)
    engine.ingest(dg.read_events(NOTEBOOKS / "half_year.csv", NOTEBOOKS / "tickets_mapping.yaml"))
    return engine


def said_by_the_command(*arguments: str) -> dict:
    if not BIN or not Path(BIN).is_file():
        pytest.skip("DESKGAUGE_BIN does not name the built command")
    command = [BIN, "eval", *arguments, "--format", "json", "--at", AT]
    for source in DEFINITIONS:
        command += ["--definitions", str(source)]
    command += ["--events", str(NOTEBOOKS / "half_year.csv"), "--mapping", str(NOTEBOOKS / "tickets_mapping.yaml")]
    return without_revision(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


def without_revision(document: dict) -> dict:
    return {key: value for key, value in document.items() if key not in ("revision", "schema")}


def test_a_goal_is_to_the_bit_what_the_command_says(engine):
    said = said_by_the_command("goal", "csat-86")["goals"][0]
    held = engine.goal("csat-86", at=AT).raw
    assert {key: held[key] for key in said} == said


def test_a_scorecard_is_to_the_bit_what_the_command_says(engine):
    held = without_revision(engine.scorecard("notebook-agents", at=AT).raw)
    assert held == said_by_the_command("scorecard", "notebook-agents")


def test_standings_are_to_the_bit_what_the_command_says(engine):
    held = without_revision(engine.standings("csat", window="56d", at=AT).raw)
    assert held == said_by_the_command("standings", "csat", "--by", "agent", "--window", "56d")


def test_exceptions_are_to_the_bit_what_the_command_says(engine):
    assert without_revision(engine.exceptions(at=AT).raw) == said_by_the_command("exceptions")


LATE = {"source": "late", "ticket_id": "5001", "invitation_id": "new"}
SENT = {**LATE, "type": "survey.sent", "id": "s", "time": "2026-03-29T11:00:00+02:00", "instrument": "csat", "instrument_version": "1"}
ANSWERED = {**LATE, "type": "survey.responded", "id": "r", "time": "2026-03-29T12:00:00+02:00", "response_id": "r"}
SCALE = {"min": 1, "max": 5}
ANSWERS = [{"question_id": "csat", "value": "1"}]


def test_a_goal_follows_the_next_event(engine):
    again = dg.Engine.restore(engine.snapshot())
    before = again.goal("csat-86", at=AT)
    report = again.ingest([{**SENT, "scale": SCALE}, {**ANSWERED, "answers": ANSWERS, "data.revision": 1}])
    assert not report.rejections
    after = again.goal("csat-86", at=AT)
    assert after["current"]["n"] == before["current"]["n"] + 1
    assert after.value < before.value


def test_goals_are_the_same_bytes_in_any_order_and_after_a_restart(engine):
    events = dg.read_events(NOTEBOOKS / "half_year.csv", NOTEBOOKS / "tickets_mapping.yaml")
    other = dg.Engine(DEFINITIONS)
    dicts = [events[i] for i in range(len(events))]
    for start in range(0, len(dicts), 997):
        other.ingest(list(reversed(dicts))[start : start + 997])
    restored = dg.Engine.restore(other.snapshot())
    for name in ("csat-86",):
        assert without_revision(other.goal(name, at=AT).raw) == without_revision(engine.goal(name, at=AT).raw)
        assert without_revision(restored.goal(name, at=AT).raw) == without_revision(engine.goal(name, at=AT).raw)


def test_the_goal_that_speaks_of_a_group_is_the_narrowest_that_runs():
    text = (NOTEBOOKS / "goal.yaml").read_text(encoding="utf-8").split("---\n")[0]
    narrow = text.replace("name: csat-86", "name: csat-billing").replace("  metric: csat\n", "  metric: csat\n  scope: {team: billing}\n")
    later = text.replace("name: csat-86", "name: csat-later").replace("start: 2026-02-02", "start: 2026-03-02")
    engine = dg.Engine([*DEFINITIONS, narrow, later])
    engine.advance(AT)
    assert engine.goal_of("csat", {"team": "billing"}, at=AT).name == "csat-billing"
    assert engine.goal_of("csat", {"team": "technical"}, at=AT).name == "csat-later"
    assert engine.goal_of("csat", at="2026-02-10T00:00:00+01:00").name == "csat-86"
    assert engine.goal_of("csat", at="2027-01-01T00:00:00+01:00") is None
    assert engine.goal_of("nps", at=AT) is None


def test_an_unknown_goal_is_refused_with_the_name_that_was_meant(engine):
    with pytest.raises(dg.NotFoundError, match="csat-86"):
        engine.goal("csat-68")


def test_days_forecast_and_back_test_are_left_out_on_request(engine):
    (goal,) = engine.goals("csat-86", at=AT, days=False, forecast=False, back_test=False)
    assert goal.days == []
    assert goal.probability is None
    assert goal["status"] == engine.goal("csat-86", at=AT)["status"]


def test_a_change_is_what_the_work_changed_and_what_other_work_came(engine):
    mix = engine.mix("csat", by="agent", window="56d", at=AT)
    rows = {row.group["agent"]: row for row in engine.query("csat", window="56d", at=AT, by="agent", compare="previous_period")}
    before_n = sum(row.compared.n for row in rows.values())
    after_n = sum(row.value.n for row in rows.values())
    total = sum(row.compared.numerator for row in rows.values()) / before_n
    rate = sum(row.value.n / after_n * (row.value.number - row.compared.number) for row in rows.values())
    shares = sum((row.value.n / after_n - row.compared.n / before_n) * (row.compared.number - total) for row in rows.values())
    assert mix.rate_effect + mix.mix_effect == pytest.approx(mix.change, abs=1e-12)
    assert mix["before"] == pytest.approx(total, abs=1e-12)
    assert mix.change == pytest.approx(rate + shares, abs=1e-12)
    assert sum(row["rate_effect"] for row in mix["rows"]) == pytest.approx(mix.rate_effect, abs=1e-12)


def test_a_comparison_has_its_interval_and_p(engine):
    (row,) = engine.query("csat", window="56d", at=AT, compare="previous_period")
    said = dg.stats.compare_rates((row.compared.numerator, row.compared.n), (row.value.numerator, row.value.n))
    held = row.comparison
    assert (held.effect, held.low, held.high, held.p) == (said["effect"], said["low"], said["high"], said["p"])
    assert (held.method, held.scale) == ("newcombe", "difference")
    frame = engine.query("csat", window="56d", at=AT, compare="previous_period").to_pandas()
    assert frame["p"][0] == said["p"]


def test_without_a_comparison_there_is_none(engine):
    (row,) = engine.query("csat", window="56d", at=AT)
    assert row.comparison is None


def test_only_what_can_be_summed_splits_into_rate_and_mix(engine):
    with pytest.raises(dg.InvalidArgumentError, match="metric_kind"):
        engine.mix("first_response_time", by="channel", at=AT)


def test_frames_hold_the_days_the_lines_and_the_agents(engine):
    pytest.importorskip("pandas")
    days = engine.goal("csat-86", at=AT).to_pandas()
    assert list(days.columns) == ["date", "value", "n", "low", "high", "expected", "status"]
    assert len(days) == 56
    assert set(engine.scorecard("notebook-agents", at=AT).to_pandas()["agent"]) == {"anna", "boris", "chen", "dora", "emil"}
    assert len(engine.standings("csat", window="56d", at=AT).to_pandas()) == 5


def test_one_card_is_chosen_by_its_group(engine):
    (card,) = engine.scorecard("notebook-agents", at=AT, group={"agent": "chen"})
    assert card.group == {"agent": "chen"}
    lines = card.lines
    assert card.score == pytest.approx(sum(line["weight"] * line["attainment"] for line in lines) / sum(line["weight"] for line in lines))


def test_a_scope_may_hold_quotes():
    text = (NOTEBOOKS / "goal.yaml").read_text(encoding="utf-8")
    quoted = text.replace("{metric: csat, perspective", "{metric: csat, scope: {channel: 'the \"other\" one'}, perspective")
    assert quoted != text
    engine = dg.Engine([ROOT / "examples" / "definitions", quoted])
    engine.ingest(dg.read_events(NOTEBOOKS / "half_year.csv", NOTEBOOKS / "tickets_mapping.yaml"))
    (card,) = engine.scorecard("notebook-agents", at=AT, group={"agent": "chen"})
    assert card.lines[0]["reason"] == "no_data"


def test_each_is_html_without_scripts(engine):
    for shown in (
        engine.goal("csat-86", at=AT),
        engine.scorecard("notebook-agents", at=AT),
        engine.scorecard("notebook-agents", at=AT, group={"agent": "chen"}),
        engine.standings("csat", window="56d", at=AT),
        engine.mix("csat", by=["channel"], window="56d", at=AT),
        engine.exceptions(at=AT),
    ):
        html = shown._repr_html_()
        assert "<table" in html or "<p" in html
        assert "<script" not in html


def test_pictures_have_titles_units_and_a_legend(engine):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    chart = dg.stats.xmr_chart([42, 45, 39, 47, 44, 41, 43, 46, 40, 44, 61, 43], 10)
    pictures = [
        engine.goal("csat-86", at=AT).plot(),
        engine.scorecard("notebook-agents", at=AT).plot(group={"agent": "chen"}),
        engine.standings("csat", window="56d", at=AT).plot(),
        dg.plots.control_chart(chart, title="Tickets a day", unit="tickets"),
        dg.plots.survival([1, 2, 3, 6], [True, True, False, True], title="Time to resolution"),
    ]
    for ax in pictures:
        assert ax.get_title()
        assert ax.get_xlabel()
        assert ax.figure.legends or ax.get_legend()
        matplotlib.pyplot.close(ax.figure)


def test_a_picture_drawn_into_somebody_elses_axes_keeps_to_them(engine):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    from matplotlib import pyplot

    _, axes = pyplot.subplots(1, 2)
    assert engine.goal("csat-86", at=AT).plot(axes[0]) is axes[0]
    assert axes[0].get_legend() is not None
    pyplot.close(axes[0].figure)


def test_the_survival_picture_falls_where_kaplan_and_meier_say():
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    ended = [True, True, True, True, False, True, False, True, False, False, False, False]
    ax = dg.plots.survival([1, 2, 3, 5, 6, 8, 10, 14, 20, 30, 30, 30], ended)
    heights = ax.lines[0].get_ydata()
    assert list(heights[1:7]) == pytest.approx([0.916667, 0.833333, 0.75, 0.666667, 0.571429, 0.457143], abs=1e-6)
    matplotlib.pyplot.close(ax.figure)
