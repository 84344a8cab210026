"""Finds definition files and hands their text to the core."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Union

from deskgauge._core.definition import check_sources, load_sources
from deskgauge._errors import InvalidArgumentError, NotFoundError

if TYPE_CHECKING:
    from deskgauge._core.definition import Definitions, Diagnostic

Source = Union[str, "os.PathLike[str]"]


def load(sources: Source | Iterable[Source]) -> Definitions:
    """Load definitions.

    Parameters
    ----------
    sources : str, os.PathLike or iterable of these
        Files, directories (every ``*.yaml`` and ``*.yml`` below, by name), or YAML text (a string with a line break).

    Returns
    -------
    Definitions

    Raises
    ------
    DefinitionError
        If there are errors; ``diagnostics`` lists every finding.
    NotFoundError
        If a path does not exist.
    """
    return load_sources(read_sources(sources))


def check(sources: Source | Iterable[Source], *, lint: bool = True) -> list[Diagnostic]:
    """Return every finding about definitions, sorted by file, line and column; an empty list if there is none.

    Parameters
    ----------
    sources : str, os.PathLike or iterable of these
        As in `load`.
    lint : bool
        Run the rules of style and risk, too.
    """
    return check_sources(read_sources(sources), lint=lint)


def read_sources(sources: Source | Iterable[Source]) -> list[tuple[str, str]]:
    """Return (name, text) of every definition file that `sources` names."""
    if isinstance(sources, (str, os.PathLike)):
        sources = [sources]
    found: list[tuple[str, str]] = []
    for position, source in enumerate(sources):
        if isinstance(source, str) and "\n" in source:
            found.append((f"<text {position + 1}>" if position else "<text>", source))
        else:
            found.extend(_read_path(Path(source)))
    return found


def _read_path(path: Path) -> list[tuple[str, str]]:
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.suffix in (".yaml", ".yml") and p.is_file())
        if not files:
            raise InvalidArgumentError(
                "The directory holds no definition files",
                reason="no_definitions",
                field="sources",
                value=str(path),
                remedy="Definition files end in .yaml or .yml.",
            )
    elif path.is_file():
        files = [path]
    else:
        raise NotFoundError(
            "There is no such file or directory",
            reason="file_not_found",
            field="sources",
            value=str(path),
            remedy="Pass a path, or YAML text with line breaks.",
        )
    return [(str(file), file.read_text(encoding="utf-8")) for file in files]
