"""What the tests share. `PYTHONPATH=<build>/python pytest tests/python`, or an installed wheel."""

from __future__ import annotations

from typing import Any

import pytest

import deskgauge as dg
from desk import DEFINITIONS, history


@pytest.fixture(scope="session")
def definitions() -> Any:
    return dg.load(DEFINITIONS)


@pytest.fixture
def engine(definitions: Any) -> Any:
    return dg.Engine(definitions)


@pytest.fixture(scope="session")
def events() -> list[dict[str, Any]]:
    return history(60)


@pytest.fixture
def filled(engine: Any, events: list[dict[str, Any]]) -> Any:
    report = engine.ingest(events)
    assert not report.rejections, report.rejections[:3]
    return engine
