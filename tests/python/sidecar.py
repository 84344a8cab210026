"""Starts a real deskgauged on a Unix socket for the tests that need one."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import deskgauge as dg
from desk import DEFINITIONS


def binary() -> str:
    """Path of deskgauged; skips the test where there is none."""
    pytest.importorskip("grpc", reason="grpcio is not installed")
    found = os.environ.get("DESKGAUGED_BIN") or shutil.which("deskgauged")
    if not found or not Path(found).is_file():
        pytest.skip("deskgauged is not built: set DESKGAUGED_BIN to its path")
    return found


@contextmanager
def running(folder: Path, *options: str) -> Iterator[str]:
    """Run a sidecar whose desk "default" has the standard definitions; yield its address."""
    command = binary()
    socket = folder / "d.sock"
    log = folder / "log.txt"
    with log.open("w") as out:
        process = subprocess.Popen(
            [command, "--address", f"unix:{socket}", "--definitions", str(DEFINITIONS), "--grace", "1", *options],
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        deadline = time.monotonic() + 30
        while not socket.exists():
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"deskgauged did not start: {log.read_text()}")
            time.sleep(0.02)
        yield f"unix:{socket}"
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


__all__ = ["binary", "dg", "running"]
