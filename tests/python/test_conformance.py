"""Every set of scenarios through Python: the numbers are those of the other doors."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

import deskgauge as dg
from desk import DEFINITIONS, SCENARIOS

SETS = sorted(path.name for path in SCENARIOS.iterdir() if path.is_dir())


def sources(name: str) -> list[Path]:
    return [DEFINITIONS / "metrics", SCENARIOS / name]


@pytest.mark.parametrize("name", SETS)
def test_every_scenario_of_a_set_gives_its_numbers(name):
    outcomes = dg.run_tests(sources(name))
    assert outcomes
    failed = [f"{o.file}:{f.line} {o.name}: {f.error}" for o in outcomes for f in o.faults] + [
        f"{o.file}:{d.line} {o.name} {d.metric} {d.group} at {d.at}: {d.field} {d.actual}, expected {d.expected}"
        for o in outcomes
        for d in o.differences
    ]
    assert not failed, "\n".join(failed)


@pytest.mark.parametrize("name", SETS)
def test_python_and_the_command_agree_on_every_scenario(name):
    command = os.environ.get("DESKGAUGE_BIN") or shutil.which("deskgauge")
    if not command or not Path(command).is_file():
        pytest.skip("the command is not built: set DESKGAUGE_BIN")
    run = subprocess.run([command, "test", "--format", "json", *map(str, sources(name))], capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1) or not run.stdout.startswith(("{", "[")):
        pytest.skip(f"the command gives no JSON for tests: {run.stderr.strip()[:200]}")
    text = json.dumps(json.loads(run.stdout))
    for outcome in dg.run_tests(sources(name)):
        assert outcome.name in text
    assert (run.returncode == 0) == all(o.passed for o in dg.run_tests(sources(name)))


def test_tests_can_be_chosen_by_name():
    definitions = dg.load(sources("golden"))
    name = definitions.tests[0]
    chosen = dg.run_tests(definitions, run=name)
    assert name in [o.name for o in chosen]
    assert all(name in o.name for o in chosen)
    assert dg.run_tests(definitions, run="no test has this name") == []


def test_a_wrong_expectation_is_a_difference_with_both_numbers():
    wrong = """apiVersion: deskgauge/v1
kind: MetricTest
metadata: {name: wrong-on-purpose}
spec:
  metric: csat
  start: 2026-03-27T10:00:00+01:00
  given:
    - {at: 0m, event: ticket.created, ticket: T1, channel: email}
  expect:
    - {at: 11m, n: 5}
"""
    (outcome,) = [o for o in dg.run_tests([DEFINITIONS, wrong]) if o.name == "wrong-on-purpose"]
    assert not outcome.passed
    assert [(d.field, d.expected, d.actual) for d in outcome.differences] == [("n", "5", "0")]
