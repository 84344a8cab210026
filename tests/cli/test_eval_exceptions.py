import csv
import io

import pytest

from score_desk import CARD, DESK, Log, goal

POLICY = """\
---
apiVersion: deskgauge/v1
kind: SlaPolicy
metadata: {name: all}
spec:
  match: ''
  reapply: false
  targets: [{metric: first_response, target: 4h, clock: calendar, pause: [], tie: at_close}]
"""
GOAL = goal("csat_to_87", metric="csat", window="7d", baseline="{value: 0.82}", target="{increase_to: 0.87}", start="2026-01-01",
            due="2026-04-01", met="final_value", supports="scorecard/card")


@pytest.fixture
def ask(deskgauge, tmp_path):
    def run(log, *args, definitions=DESK + CARD + GOAL, check=0):
        (tmp_path / "desk.yaml").write_text(definitions, encoding="utf-8")
        return deskgauge("eval", "exceptions", "-d", "desk.yaml", "-e", log.write(tmp_path), *args, check=check)
    return run


def test_a_missed_goal_is_critical_and_keeps_its_key(ask):
    log = Log()
    log.surveys("2026-03-30T09:00:00Z", 82, 100)
    keys = []
    for at in ("2026-04-02", "2026-04-03"):
        (found,) = [e for e in ask(log, "--at", at, "-f", "json").json["exceptions"] if e["kind"] == "threshold"]
        assert (found["severity"], found["subject"], found["value"]) == ("critical", "csat_to_87", .82)
        keys.append(found["key"])
    assert keys == ["threshold/csat_to_87/missed/2026-04-01T00:00:00Z"] * 2
    out = ask(log, "--at", "2026-04-02").out
    assert out.splitlines()[2] == "Critical  1" and "the goal csat_to_87 is missed" in out


def test_a_day_out_of_control_is_a_signal(ask):
    log = Log()
    for day in range(1, 29):                   # 80 or 90 % of ten every day, and one day of none
        log.surveys(f"2026-01-{day:02}T09:00:00Z", 0 if day == 27 else 8 + day % 2, 10)
    found = ask(log, "csat", "--at", "2026-01-29", "--watch-days", "7", "-f", "json", definitions=DESK).json["exceptions"]
    (beyond,) = [e for e in found if e["key"].startswith("signal/csat/beyond_limits/")]
    assert beyond["key"].endswith("2026-01-27") and beyond["value"] == 0


def test_targets_that_run_out_soon_or_did(ask):
    log = Log()
    log.tickets("2026-01-05T06:00:00Z", 0, 1, "email")             # due at 10:00: over
    log.tickets("2026-01-05T09:00:00Z", 0, 1, "email")             # due at 13:00: in two hours
    log.tickets("2026-01-05T10:30:00Z", 0, 1, "email")             # due at 14:30: not within three
    found = ask(log, "--at", "2026-01-05T11:00:00Z", "--due-within", "3h", "-f", "json", definitions=DESK + POLICY).json["exceptions"]
    due = [(e["severity"], e["subject"], e["last"]) for e in found if e["kind"] == "sla_due"]
    assert due == [("critical", "ticket/0", "2026-01-05T10:00:00Z"), ("warning", "ticket/1", "2026-01-05T13:00:00Z")]


def test_nothing_is_said_when_there_is_nothing(ask):
    log = Log()
    log.surveys("2026-01-05T09:00:00Z", 9, 10)
    assert ask(log, definitions=DESK).out.splitlines()[-1] == "Nothing out of the ordinary."
    assert list(csv.DictReader(io.StringIO(ask(log, "-f", "csv", definitions=DESK).out))) == []


def test_errors_name_the_flag(ask):
    log = Log()
    log.surveys("2026-01-05T09:00:00Z", 9, 10)
    assert "--due-within" in ask(log, "--due-within", "soon", check=2).err
    assert "days_out_of_range" in ask(log, "--watch-days", "0", check=2).err
    assert "Did you mean csat?" in ask(log, "csta", check=2).err
