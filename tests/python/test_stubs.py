"""Types: the stubs say what the module is, and the package checks strictly."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import deskgauge as dg

PACKAGE = Path(dg.__file__).parent


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, text=True, check=False, env={**os.environ, "MYPYPATH": str(PACKAGE.parent)}
    )


def test_the_stubs_agree_with_the_module():
    pytest.importorskip("mypy")
    result = run("mypy.stubtest", "deskgauge._core", "--ignore-disjoint-bases")
    assert result.returncode == 0, result.stdout[-4000:] + result.stderr[-1000:]


def test_the_package_passes_mypy_strictly():
    pytest.importorskip("mypy")
    result = run("mypy", "--strict", "--ignore-missing-imports", "-p", "deskgauge")
    assert result.returncode == 0, result.stdout[-4000:]


def test_the_package_says_that_it_is_typed():
    assert (PACKAGE / "py.typed").is_file()


def test_every_public_name_is_documented():
    undocumented = [name for name in dg.__all__ if not (getattr(dg, name).__doc__ or "").strip()]
    assert undocumented == []


@pytest.mark.parametrize("name", ["Engine.ingest", "Engine.ingest_columns", "Engine.query", "Engine.explain", "Engine.snapshot"])
def test_the_engine_documents_parameters_and_results(name):
    method = getattr(dg.Engine, name.partition(".")[2])
    assert "Parameters\n" in method.__doc__
