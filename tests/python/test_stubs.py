"""Types: the stubs say what the module is, and the package checks strictly."""

from __future__ import annotations

import ast
import importlib
import os
import re
import subprocess
import sys
import types
from pathlib import Path

import pytest

import deskgauge as dg
from desk import ROOT

PACKAGE = Path(dg.__file__).parent


MODULES = {path.stem for path in (ROOT / "python" / "deskgauge" / "_core").glob("*.pyi")}
CONFIG = """[mypy]
strict = True
[mypy-google.*,grpc.*,pandas.*,polars.*,pyarrow.*]
ignore_missing_imports = True
"""


ALLOWED = r"""
# Classes themselves, not their members: pybind11's metaclass has no place in a stub.
deskgauge\._core\.\w+\.[A-Z]\w+
# They come from load and scenarios only; pybind11 says so when called.
deskgauge\._core\.(definition\.(Definitions|Metric)|scenario\.Scenario)\.__init__
"""


@pytest.fixture
def run(tmp_path):
    config = tmp_path / "mypy.ini"
    config.write_text(CONFIG)

    def run(module: str, option: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", module, option, str(config), *arguments]
        return subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=tmp_path, env={**os.environ, "MYPYPATH": str(PACKAGE.parent)}
        )

    return run


def test_the_stubs_agree_with_the_module(run, tmp_path):
    pytest.importorskip("mypy")
    assert {path.stem for path in (PACKAGE / "_core").glob("*.pyi")} == MODULES, "the package has no stubs: nothing would be checked"
    (tmp_path / "allowed").write_text(ALLOWED)
    result = run("mypy.stubtest", "--mypy-config-file", "deskgauge._core", "--concise", "--allowlist", str(tmp_path / "allowed"))
    assert result.returncode == 0, result.stdout[-6000:] + result.stderr[-1000:]


def test_the_package_passes_mypy_strictly(run):
    pytest.importorskip("mypy")
    result = run("mypy", "--config-file", "-p", "deskgauge")
    assert result.returncode == 0, result.stdout[-6000:]


def test_the_package_says_that_it_is_typed():
    assert (PACKAGE / "py.typed").is_file()


def test_every_public_name_is_documented():
    undocumented = [name for name in dg.__all__ if not (getattr(dg, name).__doc__ or "").strip()]
    assert undocumented == []


@pytest.mark.parametrize("name", ["Engine.ingest", "Engine.ingest_columns", "Engine.query", "Engine.explain", "Engine.snapshot"])
def test_the_engine_documents_parameters_and_results(name):
    method = getattr(dg.Engine, name.partition(".")[2])
    assert "Parameters\n" in method.__doc__


def declared(module: str) -> dict[str, list[str]]:
    """Function or Class.method of a stub -> names of its parameters, with Python's "*" and "/" between their kinds."""
    out = {}
    tree = ast.parse((PACKAGE / "_core" / f"{module}.pyi").read_text())
    for node in tree.body:
        members = node.body if isinstance(node, ast.ClassDef) else [node]
        for member in members:
            if isinstance(member, ast.FunctionDef) and not member.decorator_list and not member.name.startswith("_"):
                owner = f"{node.name}." if isinstance(node, ast.ClassDef) else ""
                out[owner + member.name] = parameters(member.args)
    return out


def parameters(arguments: ast.arguments) -> list[str]:
    names = [a.arg for a in arguments.posonlyargs] + (["/"] if arguments.posonlyargs else []) + [a.arg for a in arguments.args]
    names += ["*"] if arguments.kwonlyargs and not arguments.vararg else []
    names += [a.arg for a in arguments.kwonlyargs] + (["**kwargs"] if arguments.kwarg else [])  # pybind11 knows one name
    return [name for name in names if name != "self"]


def documented(function) -> list[str]:
    """Names of parameters as the compiled function's signature states them."""
    line = function.__doc__.splitlines()[0]
    inside, depth, parts = line[line.index("(") + 1 : line.rindex(") ->")], 0, [""]
    for character in inside:
        depth += character in "([{"
        depth -= character in ")]}"
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [name for name in (re.split(r"[:=]", part)[0].strip() for part in parts) if name and name != "self"]


@pytest.mark.parametrize("module", sorted(MODULES - {"__init__"}))
def test_stubs_name_parameters_as_the_compiled_functions_do(module):
    """stubtest cannot see the parameters of compiled functions; their docstrings state them."""
    runtime = importlib.import_module(f"deskgauge._core.{module}")
    compared = 0
    for path, names in declared(module).items():
        function = runtime
        for step in path.split("."):
            function = getattr(function, step)
        if isinstance(function, types.FunctionType):  # attached by _accessors, written in Python
            continue
        assert documented(function) == names, path
        compared += 1
    assert compared or module in ("value", "explanation", "scenario", "definition", "event", "time")
