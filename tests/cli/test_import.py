import csv
import json

import pytest

MAPPING = """\
apiVersion: deskgauge/v1
kind: Mapping
metadata: {name: tickets}
spec:
  source: export
  time_format: "%Y-%m-%d %H:%M"
  sequence: none
  entity: ticket
  id: row
  in_order: [[opened, solved]]
  events:
    - type: ticket.created
      id: "{ticket}-created"
      time: opened
      set: {ticket_id: ticket, channel: channel, direction: {constant: inbound}}
    - type: ticket.status_changed
      id: "{ticket}-solved"
      time: solved
      set: {ticket_id: ticket, current: {constant: solved}, actor_type: {constant: agent}}
"""
# Four rows: sound; still open; solved before it was opened; an impossible date.
EXPORT = """\
ticket,channel,opened,solved
1,email,2026-03-30 10:00,2026-03-30 12:00
2,chat,2026-03-30 11:00,
3,email,2026-03-30 12:00,2026-03-30 11:00
4,email,2026-02-30 12:00,2026-03-30 13:00
"""


@pytest.fixture
def export(tmp_path):
    (tmp_path / "mapping.yaml").write_text(MAPPING)
    (tmp_path / "tickets.csv").write_text(EXPORT)
    return ["tickets.csv", "--mapping", "mapping.yaml"]


def test_rows_become_events_in_the_zone_stated(deskgauge, export):
    outcome = deskgauge("import", *export, "--zone", "Europe/Berlin", check=0)
    events = [json.loads(line) for line in outcome.out.splitlines()]
    assert [(e["type"], e["time"], e["data"]["ticket_id"]) for e in events] == [
        ("deskgauge.ticket.created", "2026-03-30T08:00:00Z", "1"), ("deskgauge.ticket.status_changed", "2026-03-30T10:00:00Z", "1"),
        ("deskgauge.ticket.created", "2026-03-30T09:00:00Z", "2")]


def test_what_cannot_be_read_is_counted_and_kept(deskgauge, export, tmp_path):
    outcome = deskgauge("import", *export, "--zone", "Europe/Berlin", "-o", "events.jsonl", check=0)
    assert outcome.out == ""
    assert outcome.err == """\
4 rows: 2 used, 2 quarantined
3 events of 4 tickets
  malformed_instant 1
  negative_duration 1
  kept in events.jsonl.quarantine.csv
"""
    with open(tmp_path / "events.jsonl.quarantine.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["row"], row["reason"]) for row in rows] == [("3", "negative_duration"), ("4", "malformed_instant")]
    assert rows[0]["text"] == "3,email,2026-03-30 12:00,2026-03-30 11:00"


def test_quarantined_rows_can_fail_a_pipeline(deskgauge, export):
    assert "name a file with --quarantine" in deskgauge("import", *export, "--zone", "UTC", "--fail-on-quarantine", check=1).err


def test_a_time_without_a_zone_is_a_finding(deskgauge, export):
    outcome = deskgauge("import", *export, check=1)
    assert outcome.out == ""
    assert "mapping.yaml:10:15: error: " in outcome.err
    assert "mapping-no-zone" in outcome.err


def test_findings_keep_their_line_where_a_zone_is_given(deskgauge, export, tmp_path):
    path = tmp_path / "mapping.yaml"
    path.write_text(path.read_text().replace("ticket.status_changed", "ticket.status_chnged"))
    assert "mapping.yaml:16:13: error: " in deskgauge("import", *export, "--zone", "UTC", check=1).err


def test_an_export_can_be_evaluated_directly(deskgauge, starter, export):
    args = ["eval", "created_tickets", "-d", starter, "-e", *export, "--zone", "Europe/Berlin", "-f", "csv"]
    outcome = deskgauge(*args, check=0)
    assert outcome.out.splitlines()[1].split(",")[3] == "2"
    assert "2 of 4 rows gave no event: malformed_instant 1 negative_duration 1" in outcome.err


def test_standard_input_is_a_file(deskgauge, export):
    outcome = deskgauge("import", "-", *export[1:], "--zone", "UTC", stdin=EXPORT.encode(), check=0)
    assert len(outcome.out.splitlines()) == 3


@pytest.mark.parametrize("name", ["generic-csv", "servicenow", "zendesk"])
def test_presets_can_be_shown(deskgauge, name):
    assert "kind: Mapping" in deskgauge("import", "--show-preset", name, check=0).out


@pytest.mark.parametrize("args, error", [
    (["tickets.csv"], "[mapping_required]"),
    (["tickets.csv", "--preset", "zendsk"], "Did you mean zendesk?"),
    (["tickets.csv", "--preset", "zendesk", "--mapping", "mapping.yaml"], "[two_mappings]"),
    (["tickets.csv", "--mapping", "mapping.yaml", "--zone", "CET"], "[unknown_zone]"),
    ([], "[file_required]"),
])
def test_what_is_missing_is_named(deskgauge, export, args, error):
    assert error in deskgauge("import", *args, check=2).err


def test_a_column_that_the_file_lacks_is_named(deskgauge, export, tmp_path):
    (tmp_path / "tickets.csv").write_text(EXPORT.replace("opened", "created"))
    assert "[unknown_column]" in deskgauge("import", *export, "--zone", "UTC", check=2).err
