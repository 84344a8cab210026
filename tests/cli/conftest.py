"""Runs the built command. DESKGAUGE_BIN names it; without it the tests are skipped, visibly."""
import json
import os
import pathlib
import subprocess

import pytest

BIN = os.environ.get("DESKGAUGE_BIN", "")


class Outcome:
    def __init__(self, done):
        self.code = done.returncode
        self.out = done.stdout.decode("utf-8")
        self.err = done.stderr.decode("utf-8")

    @property
    def json(self):
        return json.loads(self.out)

    def __repr__(self):
        return f"exit {self.code}\n--- stdout\n{self.out}\n--- stderr\n{self.err}"


@pytest.fixture
def deskgauge(tmp_path):
    """Runs `deskgauge ARGS…` in an empty folder of the test's own."""
    if not BIN or not pathlib.Path(BIN).exists():
        pytest.skip("DESKGAUGE_BIN does not name the built command")

    def run(*args, stdin=b"", env=None, check=None):
        variables = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **(env or {})}
        done = subprocess.run([BIN, *map(str, args)], cwd=tmp_path, input=stdin, capture_output=True, env=variables, timeout=120)
        outcome = Outcome(done)
        if check is not None:
            assert outcome.code == check, outcome
        return outcome

    return run


@pytest.fixture
def starter(deskgauge):
    """The folder that `deskgauge init` writes."""
    deskgauge("init", "defs", check=0)
    return "defs"


def event(number, type, time, subject, **data):
    return json.dumps({"specversion": "1.0", "id": f"e{number}", "source": "test", "type": "deskgauge." + type, "subject": subject,
                       "time": time, "data": data})


@pytest.fixture
def three_tickets(tmp_path):
    """Three tickets of Monday 30 March 2026, Berlin: answered after 10 and 30 minutes, and not at all; one survey, satisfied."""
    lines = []
    for ticket, minute, agent in (("1", "08:10", "7"), ("2", "08:30", "8"), ("3", None, None)):
        subject = "ticket/" + ticket
        lines += [event(ticket + "a", "ticket.created", "2026-03-30T08:00:00Z", subject, channel="email", direction="inbound",
                        customer_id="c" + ticket, team_id="billing"),
                  event(ticket + "b", "message.sent", "2026-03-30T08:00:00Z", subject, author_type="customer", visibility="public",
                        kind="reply", author_id="c" + ticket, message_id=ticket + "m1")]
        if agent:
            lines.append(event(ticket + "c", "message.sent", f"2026-03-30T{minute}:00Z", subject, author_type="agent", visibility="public",
                               kind="reply", author_id=agent, message_id=ticket + "m2"))
    lines.append(event("1d", "survey.sent", "2026-03-30T09:00:00Z", "ticket/1", invitation_id="i1", instrument="csat",
                       instrument_version="1", scale={"min": 1, "max": 5}, ticket_id="1", assignee_id="7"))
    lines.append(event("1e", "survey.responded", "2026-03-30T10:00:00Z", "ticket/1", invitation_id="i1", response_id="r1", revision=1,
                       answers=[{"question_id": "q", "value": 5}], ticket_id="1"))
    path = tmp_path / "events.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return "events.jsonl"
