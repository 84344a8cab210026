"""Pickles are (version, bytes) of the core's codec."""

from __future__ import annotations

import copy
import pickle

import pytest

import deskgauge as dg
from desk import END


def round_trip(value):
    return pickle.loads(pickle.dumps(value))


def test_an_engine_comes_back_whole(filled):
    back = round_trip(filled)
    assert back.canonical_bytes() == filled.canonical_bytes()
    assert back.query(window="28d", at=END, by="agent", metrics="csat").rows == filled.query("csat", window="28d", at=END, by="agent").rows


def test_an_engine_of_cells_comes_back_as_one(filled):
    assert round_trip(dg.Engine.restore(filled.snapshot("cells"))).cells_only


def test_definitions_come_back_equal(definitions):
    back = round_trip(definitions)
    assert back == definitions
    assert back.fingerprint == definitions.fingerprint
    assert list(back) == list(definitions)


def test_answers_and_explanations_come_back_equal(filled):
    answer = filled.query(["csat", "first_response_time"], window="28d", at=END, by="agent", compare="previous_period")
    explanation = filled.explain("first_response_time", window="all", at=END)
    assert round_trip(answer) == answer
    assert hash(round_trip(answer)) == hash(answer)
    assert round_trip(explanation) == explanation
    assert copy.deepcopy(answer[0]) == answer[0]
    assert repr(round_trip(answer[0])) == repr(answer[0])


def test_every_plain_value_can_be_made_from_its_properties(filled):
    row = filled.query("csat", window="28d", at=END, by="agent")[0]
    names = ("metric", "group", "window", "bucket", "value", "compared", "compared_window", "path", "groups_overlap")
    assert dg.Row(**{name: getattr(row, name) for name in names}) == row
    with pytest.raises(TypeError):
        dg.Value(colour="red")


def test_reports_rejections_and_events_come_back(engine, events):
    report = engine.ingest([*events, {"type": "nonsense"}])
    assert round_trip(report) == report
    read = dg.Events(events)
    assert round_trip(read).to_dicts() == read.to_dicts()


def test_findings_and_errors_come_back():
    with pytest.raises(dg.DefinitionError) as refused:
        dg.load("apiVersion: deskgauge/v1\nkind: Nonsense\n")
    back = round_trip(refused.value)
    assert isinstance(back, dg.DefinitionError)
    assert back.diagnostics == refused.value.diagnostics
    error = round_trip(dg.NotFoundError("no", reason="r", field="f", value="v", remedy="do"))
    assert (error.reason, error.field, error.value, error.remedy, str(error)) == ("r", "f", "v", "do", 'f: no (got "v"). do [r]')


@pytest.mark.parametrize("damage", [lambda b: b[:-1], lambda b: b + b"x", lambda b: b"\xff" * len(b)])
def test_damaged_bytes_are_refused(filled, damage):
    answer = filled.query("csat", window="28d", at=END)
    version, data = answer.__getstate__()
    with pytest.raises((dg.DataLossError, dg.DeskgaugeError)):
        dg.Answer.__new__(dg.Answer).__setstate__((version, damage(data)))


def test_a_newer_pickle_is_refused_with_the_remedy(filled):
    answer = filled.query("csat", window="28d", at=END)
    _, data = answer.__getstate__()
    with pytest.raises(dg.DataLossError, match="Upgrade"):
        dg.Answer.__new__(dg.Answer).__setstate__((99, data))


def test_pickles_name_the_public_place(filled):
    assert b"deskgauge._core" not in pickle.dumps([filled, filled.query("csat", at=END), dg.Moments(), filled.definitions])
