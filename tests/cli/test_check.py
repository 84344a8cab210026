import json
import pathlib

import pytest

METRIC = """\
apiVersion: deskgauge/v1
kind: Metric
metadata: {name: created, label: Created, owner: support, version: 1}
spec:
  type: simple
  fact: ticket
  measure: count
  aggregation: count
  anchor: created
  attribution: none
  dimensions: [%s]
  unit: "{ticket}"
  direction: none
  null_policy: zero
  minimum_sample: 0
"""
DESK = """\
apiVersion: deskgauge/v1
kind: Desk
metadata: {name: support}
spec: {zone: Europe/Berlin, week_start: monday, schedule: always}
---
"""


@pytest.fixture
def faulty(tmp_path):
    (tmp_path / "m.yaml").write_text(DESK + METRIC % "chanel")
    return "m.yaml"


def test_silence_means_success(deskgauge, starter):
    outcome = deskgauge("check", starter, check=0)
    assert (outcome.out, outcome.err) == ("", "")


def test_verbose_lists_the_files(deskgauge, starter):
    outcome = deskgauge("check", "-v", starter, check=0)
    assert outcome.out == ""
    assert outcome.err == ("checked defs/desk.yaml\nchecked defs/goals.yaml\nchecked defs/metrics.yaml\nchecked defs/tests.yaml\n"
                           "8 metrics, 1 goal, 1 scorecard, 2 tests in 4 files\n")


def test_a_finding_shows_its_place_its_line_and_a_hint(deskgauge, faulty):
    outcome = deskgauge("check", faulty, check=1)
    first, line, caret, *rest = outcome.out.splitlines()
    assert first.startswith("m.yaml:16:16: error: ")
    assert "chanel" in first
    assert line.endswith("dimensions: [chanel]")
    assert caret.index("^") == line.index("chanel")
    assert any("channel" in text for text in rest)
    assert rest[-1] == "1 error, 0 warnings in 1 file"
    assert outcome.err == ""


def change_goal(tmp_path, before, after):
    goals = tmp_path / "defs" / "goals.yaml"
    text = goals.read_text()
    assert before in text
    goals.write_text(text.replace(before, after))


def test_a_goal_that_cannot_be_computed_is_an_error_with_its_letter(deskgauge, starter, tmp_path):
    change_goal(tmp_path, "due: 2026-04-05", "due: 2026-01-01")
    out = deskgauge("check", starter, check=1).out
    assert out.startswith("defs/goals.yaml:11:8: error: not Time-bound: due 2026-01-01 is not after start 2026-01-05")
    assert "[DG3026 goal-due-before-start]" in out
    assert "hint: write a later due date" in out


def test_a_goal_that_is_not_smart_fails_ci_where_lint_is_fatal(deskgauge, starter, tmp_path):
    change_goal(tmp_path, "n: 940", "n: 94")
    assert "not distinguishable from noise" in deskgauge("check", starter, check=0).out
    (finding,) = deskgauge("check", "--lint-fatal", "-f", "json", starter, check=3).json["findings"]
    assert (finding["rule"], finding["severity"], finding["line"]) == ("DG3017", "warning", 8)
    assert "822 responses" in finding["message"]


def test_a_scorecard_that_weighs_one_item_too_much_is_told(deskgauge, starter, tmp_path):
    change_goal(tmp_path, "weight: 0.4", "weight: 0.9")
    out = deskgauge("check", "--lint-fatal", starter, check=3).out
    assert "[DG3109 scorecard-weights]" in out
    assert "[DG3110 scorecard-heavy-item]" in out


def test_events_tell_what_history_says_against_a_goal(deskgauge):
    notebooks = pathlib.Path(__file__).parents[2] / "examples" / "notebooks"
    history = ("--events", notebooks / "half_year.csv", "--mapping", notebooks / "tickets_mapping.yaml", "--at", "2026-03-30")
    definitions = (notebooks.parent / "definitions" / "desk", notebooks.parent / "definitions" / "metrics", notebooks / "goal.yaml")
    assert deskgauge("check", *definitions).out == ""
    checked = deskgauge("check", *definitions, *history, "--lint-fatal", "--format", "json", check=3)
    (found,) = [f for f in checked.json["findings"] if f["rule"] == "DG3204"]
    assert found["rule_name"] == "goal-windows-too-small"
    assert found["file"].endswith("goal.yaml")
    assert found["message"].startswith("not Achievable: target not distinguishable from noise")


def test_json_holds_the_same_finding(deskgauge, faulty):
    document = deskgauge("check", "--format", "json", faulty, check=1).json
    assert document["schema"] == "deskgauge.findings.v1"
    (finding,) = document["findings"]
    assert (finding["file"], finding["line"], finding["column"], finding["severity"]) == ("m.yaml", 16, 16, "error")
    assert finding["rule"].startswith("DG")
    assert "channel" in finding["hint"]


def test_github_gets_an_annotation(deskgauge, faulty):
    (line,) = deskgauge("check", "--format", "github", faulty, check=1).out.splitlines()
    assert line.startswith("::error file=m.yaml,line=16,col=16,title=DG")
    assert "%0Ahint" in line


def test_github_shows_the_worst_ten(deskgauge, tmp_path):
    metrics = ((METRIC % f"wrong{i}").replace("name: created", f"name: created{i}") for i in range(14))
    (tmp_path / "m.yaml").write_text(DESK + "---\n".join(metrics))
    lines = deskgauge("check", "--format", "github", "m.yaml", check=1).out.splitlines()
    assert len(lines) == 11
    assert lines[-1].startswith("::notice title=deskgauge::")


def test_standard_input_is_a_file(deskgauge):
    outcome = deskgauge("check", "-", stdin=(DESK + METRIC % "chanel").encode(), check=1)
    assert outcome.out.startswith("<stdin>:16:16: error: ")


def test_findings_can_go_to_a_file(deskgauge, faulty, tmp_path):
    outcome = deskgauge("check", "-f", "json", "-o", "findings.json", faulty, check=1)
    assert outcome.out == ""
    assert len(json.loads((tmp_path / "findings.json").read_text())["findings"]) == 1


def test_lint_alone_is_fatal_only_where_asked_for(deskgauge, tmp_path, starter):
    metrics = tmp_path / "defs" / "metrics.yaml"
    metrics.write_text(metrics.read_text().replace("  companion: csat_response_rate\n", ""))
    assert deskgauge("check", starter, check=0).out != ""
    assert deskgauge("check", "--lint-fatal", starter, check=3).out != ""
    assert deskgauge("check", "--no-lint", "--lint-fatal", starter, check=0).out == ""


def test_an_unknown_format_lists_those_known(deskgauge, starter):
    outcome = deskgauge("check", "--format", "jsn", starter, check=2)
    assert outcome.err == ('deskgauge check: error: --format: There is no such format (got "jsn"). Did you mean json? '
                           "Known: text, json, github. [unknown_format]\n")


def test_a_syntax_error_hides_only_its_own_document(deskgauge, tmp_path):
    (tmp_path / "m.yaml").write_text("a: [1\n---\n" + DESK + METRIC % "chanel")
    out = deskgauge("check", "m.yaml", check=1).out
    assert "m.yaml:18:16: error: " in out
    assert "2 errors" in out
