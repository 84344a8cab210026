"""Definitions' findings, and what exceptions say."""

from __future__ import annotations

import pytest

import deskgauge as dg
from desk import DEFINITIONS

BROKEN = """apiVersion: deskgauge/v1
kind: Metric
metadata: {name: broken, version: 1}
spec:
  type: simple
  fact: first_respnse
"""


def test_good_definitions_have_no_errors():
    assert [d for d in dg.check(DEFINITIONS) if d.severity == "error"] == []


def test_every_finding_has_a_rule_a_place_and_a_message():
    findings = dg.check([DEFINITIONS / "desk", BROKEN])
    assert findings
    errors = [d for d in findings if d.severity == "error"]
    assert all(d.rule.startswith("DG") and d.rule_name and d.message for d in findings)
    assert any(d.at.line == 6 and d.at.column > 0 for d in errors)
    assert any("first_response" in d.hint for d in errors)
    assert [(d.at.file, d.at.line, d.at.column) for d in findings] == sorted((d.at.file, d.at.line, d.at.column) for d in findings)


def test_loading_broken_definitions_raises_every_finding():
    with pytest.raises(dg.DefinitionError) as refused:
        dg.load([DEFINITIONS / "desk", BROKEN])
    assert refused.value.diagnostics == dg.check([DEFINITIONS / "desk", BROKEN])
    assert isinstance(refused.value, ValueError)
    assert "first_respnse" in str(refused.value)


def test_an_engine_of_broken_definitions_raises_the_same():
    with pytest.raises(dg.DefinitionError):
        dg.Engine([str(DEFINITIONS / "desk"), BROKEN])


def test_applying_broken_definitions_leaves_the_old_ones(filled):
    before = filled.definitions.fingerprint
    with pytest.raises(dg.DefinitionError):
        filled.apply([DEFINITIONS / "desk", BROKEN])
    assert filled.definitions.fingerprint == before


def test_a_path_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(dg.NotFoundError) as refused:
        dg.load(tmp_path / "nowhere.yaml")
    assert refused.value.value.endswith("nowhere.yaml")


def test_a_directory_without_definitions_is_refused(tmp_path):
    with pytest.raises(dg.InvalidArgumentError, match="no definition files"):
        dg.load(tmp_path)


def test_definitions_can_be_read_like_a_mapping(definitions):
    assert "csat" in definitions
    assert "nonsense" not in definitions
    assert len(list(definitions)) == len(definitions)
    metric = definitions["csat"]
    assert (metric.name, metric.direction, metric.unit) == ("csat", "up", "1")
    assert metric.version >= 1
    with pytest.raises(dg.NotFoundError, match='Did you mean "csat"'):
        definitions["csatt"]


def test_every_error_is_a_deskgauge_error():
    classes = [getattr(dg, name) for name in dg.__all__ if name.endswith("Error") and name not in ("Error",)]
    assert all(issubclass(cls, dg.DeskgaugeError) for cls in classes)


def test_an_error_shows_field_value_and_remedy():
    error = dg.InvalidArgumentError("Wrong.", reason="r", field="window", value="x", remedy="Do it.")
    assert str(error) == 'window: Wrong. (got "x"). Do it. [r]' or "window: Wrong" in str(error)
