"""The messages of the sidecar's protocol, made at run time from their description.

The build writes the description of `proto/deskgauge/v1` beside this file. Classes made from it work with every protobuf release, which
generated code does not, and cannot clash with another package's.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from deskgauge._errors import UnsupportedError

if TYPE_CHECKING:
    from collections.abc import Callable

DESCRIPTION = "wire.binpb"
_SERVICES = {
    "IngestEvents": ("IngestionService", "stream_stream"),
    "QueryMetrics": ("MetricService", "unary_unary"),
    "ExplainValue": ("MetricService", "unary_unary"),
    "ListMetrics": ("MetricService", "unary_unary"),
    "GetMetric": ("MetricService", "unary_unary"),
    "EvaluateGoals": ("ScoreService", "unary_unary"),
    "GetGoal": ("ScoreService", "unary_unary"),
    "ListGoals": ("ScoreService", "unary_unary"),
    "GetScorecard": ("ScoreService", "unary_unary"),
    "ListScorecards": ("ScoreService", "unary_unary"),
    "GetStandings": ("ScoreService", "unary_unary"),
    "ListExceptions": ("ScoreService", "unary_unary"),
    "ValidateDefinitions": ("DefinitionService", "unary_unary"),
    "ApplyDefinitions": ("DefinitionService", "unary_unary"),
    "GetDefinitions": ("DefinitionService", "unary_unary"),
    "ExportSnapshot": ("SnapshotService", "unary_stream"),
    "ImportSnapshot": ("SnapshotService", "stream_unary"),
}


@lru_cache(maxsize=1)
def _pool() -> Any:
    try:
        from google.protobuf import descriptor_pb2, descriptor_pool
    except ModuleNotFoundError:
        raise _missing("grpcio and protobuf", "pip install deskgauge[client]") from None
    file = resources.files("deskgauge") / DESCRIPTION
    if not file.is_file():
        raise _missing("the description of the protocol", "Build with grpcio-tools or protoc installed")
    description = descriptor_pb2.FileDescriptorSet.FromString(file.read_bytes())
    pool = descriptor_pool.DescriptorPool()
    for proto in description.file:
        pool.Add(proto)
    return pool


def _missing(what: str, remedy: str) -> UnsupportedError:
    return UnsupportedError(f"A sidecar client needs {what}", reason="missing_package", remedy=remedy + ".")


@cache
def message(name: str) -> Any:
    """Return the class of a message, such as ``"deskgauge.v1.Event"``."""
    from google.protobuf import message_factory

    return message_factory.GetMessageClass(_pool().FindMessageTypeByName(name))


def word_of(descriptor: Any, number: int) -> str:
    """Return an enum's value as the word the rest of Deskgauge uses: ``TICKET_STATUS_ON_HOLD`` is ``"on_hold"``."""
    name: str = descriptor.values_by_number[number].name
    return name[len(_prefix(descriptor)) :].lower()


def number_of(descriptor: Any, word: str) -> int:
    """Return the number of a word of an enum; the inverse of `word_of`."""
    value = descriptor.values_by_name.get(_prefix(descriptor) + word.upper())
    if value is None:
        raise KeyError(word)
    return int(value.number)


def _prefix(descriptor: Any) -> str:
    zero: str = descriptor.values_by_number[0].name
    return zero[: -len("UNSPECIFIED")]


class Calls:
    """The methods of the five services on one channel, by their names."""

    def __init__(self, channel: Any) -> None:
        for method, (service, kind) in _SERVICES.items():
            make: Callable[..., Any] = getattr(channel, kind)
            call = make(
                f"/deskgauge.v1.{service}/{method}",
                request_serializer=message(f"deskgauge.v1.{method}Request").SerializeToString,
                response_deserializer=message(f"deskgauge.v1.{method}Response").FromString,
            )
            setattr(self, method, call)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)
