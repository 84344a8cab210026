"""The scripts are honest: unknown systems are refused by name, and nothing that failed or did not run ends in exit code 0."""

import os
import subprocess

import pytest

from tree import ROOT


def run(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env={**os.environ, "NO_COLOR": "1", **environment},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )


@pytest.mark.parametrize("script", ["scripts/setup", "scripts/demo", "scripts/test"])
def test_an_unknown_system_is_refused_with_what_it_lacks(script, tmp_path):
    release = tmp_path / "os-release"
    release.write_text('ID=fedora\nVERSION_ID="41"\n')
    ended = run(script, OS_RELEASE_FILE=str(release))
    assert ended.returncode == 2
    assert "this is fedora 41" in ended.stderr
    assert "Debian 12 and Ubuntu 24.04" in ended.stderr
    assert "Missing here:" in ended.stderr


@pytest.mark.parametrize("script", ["scripts/demo", "scripts/test"])
def test_an_unknown_option_is_refused_with_the_known_ones(script):
    ended = run(f"{script} --fsat")
    assert ended.returncode == 2
    assert "--fsat" in ended.stderr and "Usage:" in ended.stderr


PREAMBLE = "set -euo pipefail; log_dir={0}; . scripts/lib/say.sh; . scripts/lib/tally.sh; "


@pytest.mark.parametrize(
    ("checks", "line"),
    [
        ("check one good true", "1 passed, 0 failed, 0 skipped"),
        ("check one bad false || true", "0 passed, 1 failed, 0 skipped"),
        ("check pytest none true || true", "0 passed, 1 failed, 0 skipped"),
        ("check pytest some echo '2 passed, 1 skipped in 1s' || true", "2 passed, 0 failed, 1 skipped"),
        ("f() { echo '1 failed, 2 passed in 1s'; return 1; }; check pytest some f || true", "2 passed, 1 failed, 0 skipped"),
        ("f() { echo '97% tests passed, 1 tests failed out of 30'; return 8; }; check ctest some f || true",
         "29 passed, 1 failed, 0 skipped"),
        ("unrun everything 'the build failed'", "0 passed, 1 failed, 0 skipped"),
    ],
)
def test_the_summary_counts_what_happened(checks, line, tmp_path):
    ended = run(PREAMBLE.format(tmp_path) + checks + "; summary $EPOCHREALTIME")
    assert ended.stdout.splitlines()[-1] == line
    assert ended.returncode == (0 if " 0 failed" in line else 1)


def test_a_failed_step_shows_the_end_of_its_output(tmp_path):
    ended = run(PREAMBLE.format(tmp_path) + "f() { echo the reason; return 3; }; step build f || echo status $?")
    assert "| the reason" in ended.stdout
    assert "status 3" in ended.stdout
