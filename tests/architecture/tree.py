"""The project's files as the architecture tests see them: what git knows, and what it would take."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.MULTILINE)
DOORS = ("cli", "python", "sidecar")


def files(*suffixes: str, under: tuple[str, ...] = ("",)) -> list[Path]:
    """Paths from the root, of the given suffixes, below any of the given folders."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, check=True, text=True,
    ).stdout
    paths = sorted({Path(name) for name in listed.split("\0") if name})
    return [
        path for path in paths
        if path.suffix in suffixes and path.as_posix().startswith(under) and (ROOT / path).is_file()
    ]


def text(path: Path) -> str:
    """The file's text; of the fuzzers' seeds, which are bytes, what can be read of them."""
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")


def includes(path: Path) -> list[tuple[int, str, str]]:
    """Line, '<' or '"', and what is included."""
    source = text(path)
    return [(source.count("\n", 0, m.start(1)) + 1, m.group(1), m.group(2)) for m in INCLUDE.finditer(source)]


def table(name: str) -> list[list[str]]:
    """The rows of a text table beside this file; '#' begins a comment."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines if line.strip() and not line.startswith("#")]


def report(rule: str, faults: list[str]) -> None:
    """Fails with the rule and every file that breaks it."""
    assert not faults, f"{rule}\n  " + "\n  ".join(faults)
