"""Event files: JSON lines, and exports by a mapping."""

from __future__ import annotations

import gzip

import pytest

import deskgauge as dg
from desk import history


def test_json_lines_written_are_read_back_equal(tmp_path, definitions):
    events = dg.Events(history(20))
    path = tmp_path / "events.jsonl"
    path.write_text(events.to_json_lines())
    packed = tmp_path / "events.jsonl.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert dg.read_events(path).to_dicts() == events.to_dicts()
    assert dg.read_events(packed).to_dicts() == events.to_dicts()
    one, other = dg.Engine(definitions), dg.Engine(definitions)
    one.ingest(dg.read_events(path))
    other.ingest(history(20))
    assert one.canonical_bytes() == other.canonical_bytes()


def test_a_faulty_line_is_a_rejection_and_unknown_names_are_counted():
    lines = dg.Events(history(1)).to_json_lines().splitlines()
    unknown = lines[0].replace("ticket.created", "ticket.painted").replace('"e1"', '"e99"')
    events = dg.Events.from_json_lines("\n".join([lines[0], "{", unknown]))
    assert len(events) == 1
    assert [r.index for r in events.rejections] == [1]
    assert sum(events.unknown_types.values()) == 1


def test_a_table_needs_a_mapping(tmp_path):
    path = tmp_path / "tickets.csv"
    path.write_text("id\n1\n")
    with pytest.raises(dg.InvalidArgumentError, match="mapping"):
        dg.read_events(path)


def test_a_broken_mapping_raises_its_findings(tmp_path):
    path = tmp_path / "tickets.csv"
    path.write_text("id\n1\n")
    with pytest.raises(dg.DefinitionError) as refused:
        dg.read_events(path, "apiVersion: deskgauge/v1\nkind: Mapping\nmetadata: {name: x}\nspec: {colour: red}\n")
    assert refused.value.diagnostics


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(dg.NotFoundError, match="missing"):
        dg.read_events(tmp_path / "missing.jsonl")
