"""Reads event files."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

from deskgauge._core.event import Events, import_events, preset_mapping
from deskgauge._errors import InvalidArgumentError, NotFoundError

LINES = (".jsonl", ".ndjson", ".json")


def read_events(file: str | os.PathLike[str], mapping: str | os.PathLike[str] | None = None, *, zone: str = "", source: str = "") -> Events:
    """Read a file of events.

    Parameters
    ----------
    file : str or os.PathLike
        CloudEvents JSON lines, or with a mapping a CSV or JSON export; ``.gz`` is unpacked.
    mapping : str or os.PathLike, optional
        YAML file, YAML text or the name of a mapping that comes with Deskgauge ("zendesk", "servicenow", "generic-csv"): which column is
        which field.
    zone : str, optional
        Zone of the export's times, such as "Europe/Berlin", instead of the mapping's.
    source : str, optional
        Source of the events, instead of the mapping's.

    Returns
    -------
    Events
        ``rejections`` holds the lines that could not be read, by line from 0; ``unknown_types`` and ``ignored_fields`` count names that
        mean nothing here.

    Raises
    ------
    NotFoundError
        If there is no such file.
    InvalidArgumentError
        If the kind of file needs a mapping.
    DefinitionError
        If the mapping has errors.
    """
    path = Path(file)
    data = _bytes(path)
    suffixes = [suffix for suffix in path.suffixes if suffix != ".gz"]
    if mapping is not None:
        name, text = _mapping(mapping)
        return import_events(data, text, name, zone, source)
    if not suffixes or suffixes[-1] not in LINES:
        raise InvalidArgumentError(
            "This kind of file needs a mapping",
            reason="mapping_required",
            field="mapping",
            value=path.name,
            remedy="Pass the YAML file that says which column is which field; JSON lines (.jsonl) need none.",
        )
    return Events.from_json_lines(data)


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise NotFoundError("There is no such file", reason="file_not_found", field="file", value=str(path), remedy="Check the path.")
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def _mapping(mapping: str | os.PathLike[str]) -> tuple[str, str]:
    if isinstance(mapping, str) and "\n" in mapping:
        return "<mapping>", mapping
    preset = preset_mapping(str(mapping))
    if preset is not None:
        return str(mapping), preset
    path = Path(mapping)
    if not path.is_file():
        raise NotFoundError("There is no such file", reason="file_not_found", field="mapping", value=str(path), remedy="Check the path.")
    return str(path), path.read_text(encoding="utf-8")
