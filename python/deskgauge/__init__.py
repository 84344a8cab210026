"""Deskgauge: live, exact, explained KPIs for service desks.

>>> import deskgauge as dg
>>> engine = dg.Engine("definitions/")
>>> engine.ingest(events)                                     # dicts, pandas, polars, Arrow, or dg.read_events(file)
>>> engine.query("csat", window="28d", by="agent").to_pandas()
>>> engine.explain("csat", window="28d", group={"agent": "7"})

The numbers are those of the sidecar and of the command line: the same core computes them.
"""

from deskgauge import plots, stats
from deskgauge._accessors import register_accessors as _register_accessors
from deskgauge._core.aggregate import Distinct, Level, Moments, Proportion, Quantile, QuantileSketch, Ratings, Survival
from deskgauge._core.definition import Definitions, Diagnostic, Metric, Position, Related
from deskgauge._core.engine import Counters, Engine, MemoryUse, QualityFinding
from deskgauge._core.event import Error, Events, IngestReport, Rejection, vocabulary
from deskgauge._core.explanation import ClockSegment, ExcludedEvent, ExplainedFact, Explanation
from deskgauge._core.time import from_ms, parse_span, to_ms
from deskgauge._core.value import Answer, Comparison, LeftOut, Row, Uncertainty, Value
from deskgauge._definitions import check, load
from deskgauge._errors import (
    ConflictError,
    DataLossError,
    DefinitionError,
    DeskgaugeError,
    InternalError,
    InvalidArgumentError,
    LimitError,
    NaiveDatetimeError,
    NotFoundError,
    OutOfRangeError,
    PreconditionError,
    UnavailableError,
    UnsupportedError,
)
from deskgauge._files import read_events
from deskgauge._tests import Difference, Expectation, Fault, Scenario, TestOutcome, run_tests, scenarios
from deskgauge.client import Client, connect
from deskgauge.scores import Card, Exceptions, Goal, Mix, Scorecard, Standings

__version__ = "0.1.0"

__all__ = [
    "Answer",
    "Card",
    "Client",
    "ClockSegment",
    "Comparison",
    "ConflictError",
    "Counters",
    "DataLossError",
    "DefinitionError",
    "Definitions",
    "DeskgaugeError",
    "Diagnostic",
    "Difference",
    "Distinct",
    "Engine",
    "Error",
    "Events",
    "Exceptions",
    "ExcludedEvent",
    "Expectation",
    "ExplainedFact",
    "Explanation",
    "Fault",
    "Goal",
    "IngestReport",
    "InternalError",
    "InvalidArgumentError",
    "LeftOut",
    "Level",
    "LimitError",
    "MemoryUse",
    "Metric",
    "Mix",
    "Moments",
    "NaiveDatetimeError",
    "NotFoundError",
    "OutOfRangeError",
    "Position",
    "PreconditionError",
    "Proportion",
    "QualityFinding",
    "Quantile",
    "QuantileSketch",
    "Ratings",
    "Rejection",
    "Related",
    "Row",
    "Scenario",
    "Scorecard",
    "Standings",
    "Survival",
    "TestOutcome",
    "UnavailableError",
    "Uncertainty",
    "UnsupportedError",
    "Value",
    "check",
    "connect",
    "from_ms",
    "load",
    "parse_span",
    "plots",
    "read_events",
    "run_tests",
    "scenarios",
    "stats",
    "to_ms",
    "vocabulary",
]

_register_accessors()
for _name in __all__:  # messages, documentation and pickles show the public place
    if isinstance(globals()[_name], type) and globals()[_name].__module__.startswith("deskgauge."):
        globals()[_name].__module__ = "deskgauge"
del _name
