"""Real logs through the built command and the Python package, beside the same numbers taken from the raw columns.

`DESKGAUGE_BIN=<build>/cli/deskgauge PYTHONPATH=<build>/python pytest tests/oracle`. Without the command, the package, pandas or the logs
(the folder `shared/data` beside the project, or `DESKGAUGE_DATA`) the tests are skipped, visibly.
"""

from __future__ import annotations

import gzip
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DATA = Path(os.environ.get("DESKGAUGE_DATA", ROOT.parent / "shared" / "data"))
BIN = Path(os.environ.get("DESKGAUGE_BIN", ROOT / "build" / "release" / "cli" / "deskgauge"))
METRICS = ROOT / "examples" / "definitions" / "metrics"
MAPPINGS = ROOT / "examples" / "mappings"
DEFINITIONS = HERE / "definitions"


class Log:
    """One log, imported once: its table, its events, an engine that holds them, and the window that covers it."""

    def __init__(self, folder: Path, file: str, mapping: str, desk: str, window: str, metrics: list[str]) -> None:
        packed = DATA / f"{file}.csv.gz"
        if not packed.is_file():
            pytest.skip(f"{packed.name} is not at hand in {DATA}")
        if not BIN.is_file():
            pytest.skip("DESKGAUGE_BIN does not name the built command")
        self.deskgauge = pytest.importorskip("deskgauge", reason="the Python package is not built")
        self.table = folder / f"{file}.csv"
        self.table.write_bytes(gzip.decompress(packed.read_bytes()))
        self.events = folder / f"{file}.jsonl"
        self.mapping = MAPPINGS / f"{mapping}.yaml"
        self.report = run("import", self.table, "--mapping", self.mapping, "-o", self.events).stderr
        self.desk = (DEFINITIONS / f"{desk}.yaml").read_text(encoding="utf-8")
        self.definitions = folder / "definitions.yaml"
        self.definitions.write_text(chosen(metrics) + self.desk, encoding="utf-8")
        self.window = window
        self.first, self.end = window.split("..")
        self.zone = self.deskgauge.load(self.definitions).zone
        self.engine = self.engine_of(self.deskgauge.read_events(self.events), self.definitions)

    def engine_of(self, events: Any, definitions: Any) -> Any:
        """An engine with these definitions and these events, all of them taken."""
        engine = self.deskgauge.Engine(definitions)
        taken = engine.ingest(events)
        assert not taken.rejections
        assert taken.accepted == len(events)
        engine.advance(self.at)
        return engine

    @property
    def at(self) -> Any:
        """The end of the window: midnight on the desk's wall clock."""
        import pandas as pd

        return pd.Timestamp(self.end, tz=self.zone).to_pydatetime()

    @property
    def at_ms(self) -> int:
        """The same in milliseconds since 1970."""
        return int(self.at.timestamp() * 1000)

    def ask(self, metric: str, **query: Any) -> list[Any]:
        """The rows of an answer over the whole log."""
        return list(self.engine.query(metric, **{"window": self.window, "at": self.at, **query}))

    def value(self, metric: str, **query: Any) -> Any:
        """The only value of an answer over the whole log."""
        (row,) = self.ask(metric, **query)
        return row.value


def chosen(names: list[str]) -> str:
    """The documents of these metrics, of what they refer to, and all instruments: a small set is quick to fill."""
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    documents = {}
    for path in [*sorted(METRICS.glob("*.yaml")), DEFINITIONS / "durations.yaml"]:
        for text in path.read_text(encoding="utf-8").split("\n---\n"):
            document = yaml.safe_load(text)
            documents[document["kind"], document["metadata"]["name"]] = text, document["spec"]
    wanted = [key for key in documents if key[0] == "Instrument"] + [("Metric", name) for name in names]
    for key in wanted:  # grows while it is read
        spec = documents[key][1]
        near = [spec[link] for link in ("companion", "calendar_twin") if link in spec]
        near += re.findall("[a-z_0-9]+", spec.get("expression", ""))
        wanted += [("Metric", name) for name in near if ("Metric", name) in documents and ("Metric", name) not in wanted]
    return "".join(documents[key][0] + "\n---\n" for key in wanted)


def run(*args: Any) -> subprocess.CompletedProcess[str]:
    """Run the command; it must succeed."""
    done = subprocess.run([BIN, *map(str, args)], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done


def _log(name: str, *args: Any) -> Any:
    @pytest.fixture(scope="session", name=name)
    def imported(tmp_path_factory: pytest.TempPathFactory) -> Log:
        pytest.importorskip("pandas", reason="pandas is not installed")
        return Log(tmp_path_factory.mktemp(name), *args)

    return imported


TIMES = [
    *(f"{what}_times_{clock}" for what in ("first", "last", "cycle") for clock in ("calendar", "office")),
    *("first_times_night", "first_mean", "first_p50_discrete", "first_p50_discrete_office", "first_p90_continuous"),
    *("first_p90_continuous_office", "first_resolution_time", "first_resolution_time_p50"),
]
COUNTS = ["tickets_created", "unique_solved", "gross_solves", "net_solved", "reopens", "open_tickets", "reopen_rate"]

italy = _log(
    *("italy", "helpdesk_italy", "italian_helpdesk", "rome", "2010-01-01..2014-02-01"),
    [
        *(COUNTS + TIMES),
        *("pending_times_office", "hold_times_calendar", "work_times_night", "response_times_calendar", "response_times_office"),
        *("first_resolution_time_calendar", "backlog_age_calendar", "one_touch_rate", "resolution_rate", "replies_per_ticket"),
        *("fcr_no_repeat_1d", "fcr_no_repeat", "fcr_no_repeat_30d"),
    ],
)
uci = _log(
    *("uci", "uci_incident_event_log", "uci_incident", "utc", "2016-02-01..2017-03-01"),
    [*COUNTS, *TIMES, "sla_attainment_reported", "pending_times_office", "hold_times_calendar", "work_times_night", "fcr_no_repeat"]
    + ["ticket_transfer_rate", "assignee_stations", "group_stations", "reopens_of_tickets"],
)
nyc = _log(
    *("nyc", "nyc311_2020_closed_sample", "nyc311_2020", "new_york", "2020-01-01..2020-10-01"),
    [*COUNTS, *TIMES, "created_by_subject"],
)
sfo = _log(
    *("sfo", "sfo_survey_2015_2016_2018", "sfo_survey", "los_angeles", "2015-01-01..2019-01-01"),
    ["csat", "csat_mean", "nps", "survey_response_rate", "nps_response_rate"],
)


@pytest.fixture(scope="session")
def tickets(italy: Log) -> list[Any]:
    """The oracle's reading of the Italian log, for more than one module."""
    import raw

    return raw.helpdesk_italy(italy.table)
