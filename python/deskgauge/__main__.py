"""``python -m deskgauge send FILE --to ADDRESS``: sends a file of events to a sidecar, and goes on where it stopped."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from deskgauge import __version__
from deskgauge._errors import DeskgaugeError
from deskgauge._send import send

FINE, FINDINGS, FAILED = 0, 1, 2
"""Exit codes: all events taken in; some were rejected; the work could not be done."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        outcome = send(
            options.file,
            options.to,
            desk=options.desk,
            mapping=options.mapping,
            batch=options.batch,
            restart=options.restart,
            progress=None if options.quiet else sys.stderr,
        )
    except DeskgaugeError as error:
        print(f"deskgauge: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("deskgauge: interrupted; the same command goes on where it stopped", file=sys.stderr)
        return FAILED
    print(outcome.summary())
    return FINDINGS if outcome.rejected else FINE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m deskgauge", description="Live, exact, explained KPIs for service desks.")
    parser.add_argument("--version", action="version", version=f"deskgauge {__version__}")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    verb = verbs.add_parser("send", help="send a file of events to a sidecar")
    verb.add_argument("file", type=Path, help="CloudEvents JSON lines; with --mapping a CSV or JSON export; .gz is unpacked")
    verb.add_argument("--to", required=True, metavar="ADDRESS", help="such as 127.0.0.1:50551 or unix:/run/deskgauged.sock")
    verb.add_argument("--desk", default="default", help="name of the desk (default: %(default)s)")
    verb.add_argument("--mapping", type=Path, help="YAML file that says which column is which field")
    verb.add_argument("--batch", type=_batch_size, default=1000, help="events in a message, 1 to 1000 (default: %(default)s)")
    verb.add_argument("--restart", action="store_true", help="send from the beginning, even if an earlier run stopped half-way")
    verb.add_argument("--quiet", action="store_true", help="show no progress")
    return parser


def _batch_size(text: str) -> int:
    size = int(text)
    if not 1 <= size <= 1000:
        raise argparse.ArgumentTypeError("a message holds 1 to 1000 events")
    return size


if __name__ == "__main__":
    sys.exit(main())
