"""Runs the timeline tests of definitions, or hands them over to be played elsewhere."""

from __future__ import annotations

from deskgauge._core import scenario
from deskgauge._core.definition import Definitions
from deskgauge._core.scenario import Difference, Expectation, Fault, Scenario, TestOutcome
from deskgauge._definitions import Source, load

__all__ = ["Difference", "Expectation", "Fault", "Scenario", "TestOutcome", "run_tests", "scenarios"]


def run_tests(definitions: Definitions | Source | list[Source], *, run: str = "") -> list[TestOutcome]:
    """Run the timeline tests (``kind: MetricTest``) of definitions, each on an engine of its own.

    Parameters
    ----------
    definitions : Definitions, str, os.PathLike or list of these
        What `load` takes.
    run : str
        Only tests whose name contains this text.

    Returns
    -------
    list of TestOutcome
        In the order of the definitions; ``passed`` says whether every expectation came true.

    Raises
    ------
    DefinitionError
        If the definitions have errors.
    """
    if not isinstance(definitions, Definitions):
        definitions = load(definitions)
    return scenario.run_tests(definitions, run)


def scenarios(definitions: Definitions | Source | list[Source], *, run: str = "") -> list[Scenario]:
    """Return the timeline tests of definitions with their events built, to be played into an engine, a sidecar or a program of your own.

    Parameters
    ----------
    definitions : Definitions, str, os.PathLike or list of these
        What `load` takes.
    run : str
        Only tests whose name contains this text.

    Returns
    -------
    list of Scenario
        In the order of the definitions: ``events`` to take in, and ``expectations`` with the questions and what they must be answered.
    """
    if not isinstance(definitions, Definitions):
        definitions = load(definitions)
    return scenario.scenarios(definitions, run)
