import hashlib
import json


def test_simulate_gives_the_same_bytes_for_the_same_flags(deskgauge):
    flags = ["simulate", "--days", "7", "--tickets-per-day", "20"]
    first, second = deskgauge(*flags, check=0).out, deskgauge(*flags, check=0).out
    assert hashlib.sha256(first.encode()).digest() == hashlib.sha256(second.encode()).digest()
    assert first != deskgauge(*flags, "--seed", "2", check=0).out


def test_simulate_writes_cloud_events_one_a_line(deskgauge, tmp_path):
    outcome = deskgauge("simulate", "--days", "3", "--tickets-per-day", "20", "--start", "2026-05-04", "--output", "e.jsonl", check=0)
    assert outcome.out == ""
    lines = (tmp_path / "e.jsonl").read_text(encoding="utf-8").splitlines()
    assert outcome.err == f"{len(lines)} events written to e.jsonl\n"
    for line in lines:
        event = json.loads(line)
        assert event["specversion"] == "1.0"
        assert "2026-05-03T22:00:00Z" <= event["time"] < "2026-05-06T22:00:00Z"


def test_simulate_refuses_an_impossible_size(deskgauge):
    assert "out_of_range" in deskgauge("simulate", "--days", "0", check=2).err
    assert "--start" in deskgauge("simulate", "--start", "2026-02-30", check=2).err


def test_a_simulated_quarter_can_be_evaluated_whole(deskgauge, starter):
    deskgauge("simulate", "--days", "21", "--tickets-per-day", "40", "-o", "e.jsonl", check=0)
    outcome = deskgauge("eval", "-d", starter, "-e", "e.jsonl", "--window", "7d", "--compare", "previous_period", "-f", "json", check=0)
    assert outcome.err == ""
    rows = {row["metric"]: row for row in outcome.json["rows"]}
    assert rows["created_tickets"]["value"] > 150
    assert 0.5 < rows["csat"]["value"] < 1
    assert rows["first_response_time"]["value"] < rows["first_response_time_calendar"]["value"]
    assert all(row["compared"]["n"] > 0 for name, row in rows.items() if name in ("created_tickets", "csat", "first_response_time"))
