"""What forecasts of goals were worth on real logs: coverage of the 80 % interval, Brier score, skill.

    PYTHONPATH=build/release/python .venv/bin/python benchmarks/back_tests.py [DATA]

DATA is the folder of the logs (default: ../shared/data beside the project). For each log and metric it makes a goal whose target is the
median of the past weeks, asks the engine for it, and prints the back-test that the engine shows beside the goal's forecast. A target at the
median is the hardest: it is met about as often as not, so a base rate forecast has a Brier score of about 0.25.
"""

from __future__ import annotations

import gzip
import statistics
import sys
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import deskgauge as dg

ROOT = Path(__file__).resolve().parents[1]
METRICS = ROOT / "examples" / "definitions" / "metrics"

# log, mapping, desk's zone, first day, end, metrics with the direction of a goal
LOGS = [
    (
        ("helpdesk_italy", "italian_helpdesk", "Europe/Rome", "2010-01-18", "2014-01-06"),
        [("full_resolution_time_p50_calendar", "decrease_to"), ("reopen_rate", "decrease_to"), ("tickets_created", "decrease_to")],
    ),
    (
        ("uci_incident_event_log", "uci_incident", "UTC", "2016-02-29", "2017-02-13"),
        [
            ("full_resolution_time_p50_calendar", "decrease_to"),
            ("sla_attainment_reported", "increase_to"),
            ("tickets_created", "decrease_to"),
        ],
    ),
    (
        ("nyc311_2020_closed_sample", "nyc311_2020", "America/New_York", "2020-01-06", "2020-12-28"),
        [("first_resolution_time_p50_calendar", "decrease_to"), ("tickets_created", "decrease_to")],
    ),
]

PERIODS = {"reopen_rate", "sla_attainment_reported"}
"""Rates that are also asked for as a calendar month: forecast by counts."""

GOAL = """
apiVersion: deskgauge/v1
kind: Goal
metadata: {{name: back-test-{steps}, owner: nobody}}
spec:
  metric: {metric}
  window: {window}
  baseline: {{value: {baseline}}}
  target: {{{kind}: {target}}}
  start: {start}
  due: {due}
  met: final_value
"""


def engine_of(log: str, mapping: str, zone: str, folder: Path, data: Path) -> tuple[dg.Engine, str]:
    """Return an engine that holds the log, and the text of its definitions."""
    table = folder / f"{log}.csv"
    table.write_bytes(gzip.decompress((data / f"{log}.csv.gz").read_bytes()))
    desk = f"""
apiVersion: deskgauge/v1
kind: Desk
metadata: {{name: back-tests}}
spec: {{zone: {zone}, week_start: monday, schedule: always, statuses: {{}}, max_future_skew: 5m}}
"""
    texts = [desk, *(path.read_text(encoding="utf-8") for path in sorted(METRICS.glob("*.yaml")))]
    definitions = "\n---\n".join(texts) + "\n"
    engine = dg.Engine(definitions)
    engine.ingest(dg.read_events(table, ROOT / "examples" / "mappings" / f"{mapping}.yaml"))
    return engine, definitions


def weekly(engine: dg.Engine, metric: str, first: str, end: str, at: datetime) -> list[float]:
    """Return the values of the weeks that have one."""
    rows = engine.query(metric, window=f"{first}..{end}", at=at, series="week")
    return [row.value.number for row in rows if row.value.number is not None]


def back_test(engine: dg.Engine, definitions: str, metric: str, kind: str, first: str, end: str, zone: str, steps: int) -> str:
    """Return one row of the table."""
    at = datetime.fromisoformat(end).replace(tzinfo=ZoneInfo(zone))
    values = weekly(engine, metric, first, end, at)
    target = statistics.median(values)
    baseline = max(values) if kind == "decrease_to" else min(values)
    today = date.fromisoformat(end)
    start, due, window = today - timedelta(weeks=4), today + timedelta(weeks=steps), "{rolling: 7d}"
    if steps == 0:
        start, due, window = today.replace(day=1), (today.replace(day=1) + timedelta(days=32)).replace(day=1), "{to_date: month}"
    goal = GOAL.format(steps=steps, metric=metric, window=window, baseline=baseline, kind=kind, target=target, start=start, due=due)
    engine.apply(f"{definitions}---\n{goal}")
    forecast = engine.goal(f"back-test-{steps}", at=at)["forecast"]
    test = forecast["back_test"]
    if not test["testable"]:
        return f"| {metric} | {steps or 'month'} | {test['origins']} | not yet testable | | | |"
    held = f"{test['coverage']:.2f} ({test['coverage_low']:.2f} … {test['coverage_high']:.2f})"
    skill = "–" if test["skill"] is None else f"{test['skill']:.2f}"
    ahead = test["weeks"] or "month"
    return f"| {metric} | {ahead} | {test['origins']} | {held} | {test['brier']:.3f} | {skill} | {test['width_scale']:.2f} |"


def main() -> None:
    """Print a table for each log."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data"
    with tempfile.TemporaryDirectory() as folder:
        for (log, mapping, zone, first, end), metrics in LOGS:
            print(f"\n### {log}\n")
            if not (data / f"{log}.csv.gz").is_file():
                print(f"skipped: {data / log}.csv.gz is not here")
                continue
            engine, definitions = engine_of(log, mapping, zone, Path(folder), data)
            print("| metric | weeks ahead | origins | 80 % intervals that held (95 %) | Brier | skill | width × |")
            print("|---|---|---|---|---|---|---|")
            for metric, kind in metrics:
                for steps in (1, 4, 0) if metric in PERIODS else (1, 4):
                    print(back_test(engine, definitions, metric, kind, first, end, zone, steps), flush=True)


if __name__ == "__main__":
    main()
