"""`python -m deskgauge send` as a user types it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import deskgauge as dg
from desk import END, history
from sidecar import running


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with running(tmp_path_factory.mktemp("s")) as where:
        yield where


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "events.jsonl"
    path.write_text(dg.Events(history(40)).to_json_lines())
    return path


def send(*arguments):
    return subprocess.run([sys.executable, "-m", "deskgauge", "send", *map(str, arguments)], capture_output=True, text=True, check=False)


def test_a_file_is_sent_and_counted(address, file, definitions):
    run = send(file, "--to", address, "--batch", 50)
    n = len(history(40))
    assert run.returncode == 0, run.stderr
    assert f"{n} accepted" in run.stdout
    assert f"{n}/{n} events (100%)" in run.stderr
    engine = dg.Engine(definitions)
    engine.ingest(dg.read_events(file))
    with dg.connect(address) as client:
        assert client.query(window="28d", at=END).rows == engine.query(window="28d", at=END).rows
    assert list(file.parent.iterdir()) == [file]


def test_sending_goes_on_where_it_stopped(address, file):
    from deskgauge._send import Journal

    journal = Journal(file, f"{address}/desks/default")
    journal.write(100)
    run = send(file, "--to", address)
    assert run.returncode == 0
    assert "went on at event 100" in run.stdout
    journal.write(100)
    assert "went on" not in send(file, "--to", address, "--restart").stdout


def test_a_journal_of_another_content_is_not_believed(address, file):
    from deskgauge._send import Journal

    Journal(file, f"{address}/desks/default").write(100)
    with file.open("a") as out:
        out.write(file.read_text().splitlines()[0] + "\n")
    assert "went on" not in send(file, "--to", address).stdout


def test_rejected_events_are_printed_and_the_exit_code_is_1(address, tmp_path):
    path = tmp_path / "bad.jsonl"
    lines = dg.Events(history(2)).to_json_lines().splitlines()
    broken = json.loads(lines[0])
    broken["id"] = "z"
    del broken["data"]["channel"]
    path.write_text("\n".join([*lines, json.dumps(broken), "{not json"]) + "\n")
    run = send(path, "--to", address)
    assert run.returncode == 1
    assert "channel" in run.stdout
    assert "2 rejected" in run.stdout


@pytest.mark.parametrize("arguments", [["missing.jsonl", "--to", "unix:/nowhere.sock"], ["events.csv", "--to", "unix:/nowhere.sock"]])
def test_what_cannot_be_done_is_exit_code_2_with_the_reason(tmp_path, arguments):
    (tmp_path / "events.csv").write_text("a,b\n")
    run = send(tmp_path / arguments[0], *arguments[1:])
    assert run.returncode == 2
    assert run.stderr.startswith("deskgauge: ")


def test_a_sidecar_that_is_not_there_is_exit_code_2(file):
    pytest.importorskip("grpc")
    run = send(file, "--to", f"unix:{file.parent}/nobody.sock")
    assert run.returncode == 2
    assert "unavailable" in run.stderr.lower()
