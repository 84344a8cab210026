import xml.etree.ElementTree as xml

import pytest


@pytest.fixture
def wrong(tmp_path, starter):
    """The starter with one value expected wrongly."""
    tests = tmp_path / "defs" / "tests.yaml"
    tests.write_text(tests.read_text().replace("- {at: 3d, value: 50m, n: 1}", "- {at: 3d, value: 55m, n: 2}"))
    return starter


def test_passing_tests_are_counted(deskgauge, starter):
    outcome = deskgauge("test", starter, check=0)
    assert (outcome.out, outcome.err) == ("2 tests passed, 6 values compared\n", "")


def test_verbose_names_them(deskgauge, starter):
    assert deskgauge("test", "-v", starter, check=0).out == """\
passed  a-week-end-is-no-working-time  4 events, 4 values
passed  a-changed-answer-replaces-the-first-one  6 events, 2 values

2 tests passed, 6 values compared
"""


def test_a_failure_shows_what_was_expected_and_what_came(deskgauge, wrong):
    assert deskgauge("test", wrong, check=1).out == """\
FAILED  a-week-end-is-no-working-time
  defs/tests.yaml:15: first_response_time at 3d: value expected 55m, got 50m
  defs/tests.yaml:15: first_response_time at 3d: n expected 2, got 1

1 test failed, 1 passed, 6 values compared
"""


def test_run_chooses_by_name(deskgauge, wrong):
    assert deskgauge("test", "--run", "changed-answer", wrong, check=0).out == "1 test passed, 2 values compared\n"
    assert deskgauge("test", "--run", "(", wrong, check=2).out == ""


def test_no_test_is_a_warning_or_a_failure(deskgauge, starter):
    outcome = deskgauge("test", "--run", "nothing", starter, check=0)
    assert outcome.out == "0 tests passed, 0 values compared\n"
    assert outcome.err == "warning: no test matches nothing\n"
    deskgauge("test", "--run", "nothing", "--fail-on-empty", starter, check=1)


def test_junit_names_suites_by_file_and_classes_by_metric(deskgauge, wrong, tmp_path):
    deskgauge("test", "--junit", "report.xml", wrong, check=1)
    (suite,) = xml.parse(tmp_path / "report.xml").getroot()
    assert suite.attrib == {"name": "defs/tests.yaml", "tests": "2", "failures": "1", "errors": "0"}
    failed, passed = suite
    assert failed.attrib["classname"] == "first_response_time"
    assert failed.find("failure").attrib["message"] == "line 15: first_response_time at 3d: value expected 55m, got 50m"
    assert list(passed) == []


def test_json_and_github_say_the_same(deskgauge, wrong):
    first, second = deskgauge("test", "-f", "json", wrong, check=1).json["tests"]
    assert (first["passed"], second["passed"]) == (False, True)
    assert first["differences"][0] == {"line": 15, "metric": "first_response_time", "group": "", "at": "3d", "field": "value",
                                       "expected": "55m", "actual": "50m"}
    lines = deskgauge("test", "-f", "github", wrong, check=1).out.splitlines()
    assert lines[0] == ("::error file=defs/tests.yaml,line=15,title=test a-week-end-is-no-working-time::"
                        "first_response_time at 3d: value expected 55m, got 50m")


def test_definitions_with_errors_are_findings(deskgauge, starter, tmp_path):
    metrics = tmp_path / "defs" / "metrics.yaml"
    metrics.write_text(metrics.read_text().replace("fact: ticket", "fact: tickt"))
    outcome = deskgauge("test", starter, check=1)
    assert outcome.out == ""
    assert "tickt" in outcome.err
