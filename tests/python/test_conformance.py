"""Every set of scenarios through Python, the command and the sidecar: one number, equal to the bit, through all doors."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import datetime, timezone
from pathlib import Path

import pytest

import deskgauge as dg
from desk import DEFINITIONS, END, SCENARIOS, history
from sidecar import running

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


def command() -> str:
    """Path of the command; skips where it is not built."""
    found = os.environ.get("DESKGAUGE_BIN") or shutil.which("deskgauge")
    if not found or not Path(found).is_file():
        pytest.skip("the command is not built: set DESKGAUGE_BIN to its path")
    return found


@pytest.mark.parametrize("name", SETS)
def test_python_and_the_command_agree_on_every_scenario(name):
    run = subprocess.run([command(), "test", "--format", "json", *map(str, sources(name))], capture_output=True, text=True, check=False)
    theirs = json.loads(run.stdout)["tests"]
    ours = dg.run_tests(sources(name))
    names = ("name", "metric", "file", "line", "passed", "events", "expectations")
    assert [tuple(getattr(o, n) for n in names) for o in ours] == [tuple(t[n] for n in names) for t in theirs]
    differences = ("line", "metric", "group", "at", "field", "expected", "actual")
    assert [[tuple(getattr(d, n) for n in differences) for d in o.differences] for o in ours] == [
        [tuple(d[n] for n in differences) for d in t["differences"]] for t in theirs
    ]


EVERY = [(name, scenario) for name in SETS for scenario in dg.scenarios(sources(name))]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with running(tmp_path_factory.mktemp("s"), "--max-desks", str(len(EVERY) + 1)) as where:
        yield where


def whole(row) -> dict[str, object]:
    """All of a row but the way it was found: the sidecar's present is later, so it may replay where the engine reads cells."""
    names = ("metric", "group", "window", "bucket", "value", "compared", "compared_window", "groups_overlap")
    return {name: getattr(row, name) for name in names}


def contradictions(expected, value) -> list[str]:
    """What a value says otherwise than expected."""
    found = []
    if expected.value is not None:
        within = 0.0 if expected.tolerance is None else expected.tolerance
        if value.number is None or abs(value.number - expected.value) > within:
            found.append(f"value {value.number}, expected {expected.value}")
    if expected.reason and (value.number is not None or value.reason != expected.reason):
        found.append(f"reason {value.reason}, expected {expected.reason}")
    for name in ("n", "numerator", "denominator", "pending", "provisional"):
        wanted = getattr(expected, name)
        if wanted is not None and wanted != getattr(value, name):
            found.append(f"{name} {getattr(value, name)}, expected {wanted}")
    return found


@pytest.mark.parametrize("position", range(len(EVERY)), ids=[scenario.name for _, scenario in EVERY])
def test_the_sidecar_gives_every_expected_value_and_the_very_row_of_python(address, position):
    name, scenario = EVERY[position]
    if scenario.end > datetime.now(timezone.utc):
        pytest.skip(f"the scenario ends at {scenario.end}, after this machine's present: a sidecar does not answer for the future")
    assert not scenario.events.rejections
    definitions = dg.load(sources(name))
    engine = dg.Engine(definitions)
    with dg.connect(address, desk=f"scenario-{position}") as desk:
        desk.apply(definitions, expected_revision=0)
        there, here = desk.ingest(scenario.events), engine.ingest(scenario.events, now=scenario.end)
        assert not there.rejections
        assert (there.accepted, there.duplicates, there.superseded) == (here.accepted, here.duplicates, here.superseded)
        for expected in scenario.expectations:
            asked = {"window": expected.window, "at": expected.at, "where": expected.where}
            far, near = (door.query(expected.metric, **asked) for door in (desk, engine))
            line = f"{scenario.file}:{expected.line} {expected.metric} {expected.where}"
            assert [whole(row) for row in far] == [whole(row) for row in near], line
            assert far.definitions_fingerprint == near.definitions_fingerprint
            assert contradictions(expected, far.value) == [], line


def test_the_scenarios_of_the_sidecar_are_all_there_are():
    assert sum(len(scenario.expectations) for _, scenario in EVERY) == sum(o.expectations for n in SETS for o in dg.run_tests(sources(n)))
    assert len(EVERY) == sum(len(dg.load(sources(name)).tests) for name in SETS)


def moment(t) -> str | None:
    return None if t is None else t.strftime("%Y-%m-%dT%H:%M:%SZ")


def shown(row) -> dict[str, object]:
    """What the command's JSON says about a row."""
    u = row.value.uncertainty
    return {
        "metric": row.metric,
        "group": row.group,
        "window": {"from": moment(row.window[0]), "to": moment(row.window[1])},
        "value": row.value.number,
        "n": row.value.n,
        "numerator": row.value.numerator,
        "denominator": row.value.denominator,
        "interval": None if u.method == "none" else (u.low, u.high, u.method),
        "path": row.path,
    }


def read(row: dict) -> dict[str, object]:
    interval = row.get("interval")
    has_ends = bool(interval) and "low" in interval
    return {
        **{name: row.get(name) for name in ("metric", "value", "n", "numerator", "denominator", "path")},
        "group": row.get("group") or {},
        "window": {end: row["window"].get(end) for end in ("from", "to")},
        "interval": (interval["low"], interval["high"], interval["method"]) if has_ends else None,
    }


@pytest.mark.parametrize("by", ["", "agent"])
def test_python_and_the_command_answer_the_same_question_to_the_bit(tmp_path, engine, by):
    events = history(60)
    file = tmp_path / "events.jsonl"
    file.write_text(dg.Events(events).to_json_lines())
    engine.ingest(events)
    metrics = [m for m in engine.definitions if not by or by in engine.definitions[m].dimensions]
    options = ["-d", str(DEFINITIONS), "-e", str(file), "--at", END.isoformat(), "-w", "28d", "-f", "json", *(["-b", by] if by else [])]
    run = subprocess.run([command(), "eval", *options, *metrics], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    answer = engine.query(metrics, window="28d", at=END, by=[by] if by else [])
    theirs = json.loads(run.stdout)
    assert [shown(row) for row in answer] == [read(row) for row in theirs["rows"]]
    assert int(theirs["definitions_fingerprint"], 16) == answer.definitions_fingerprint


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
