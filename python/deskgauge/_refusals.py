"""Turns a status of the sidecar into the exception an engine would raise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from deskgauge import _wire
from deskgauge._errors import (
    ConflictError,
    DataLossError,
    DeskgaugeError,
    InternalError,
    InvalidArgumentError,
    LimitError,
    NotFoundError,
    OutOfRangeError,
    PreconditionError,
    UnavailableError,
    UnsupportedError,
)

_DETAILS = "grpc-status-details-bin"
_CLASSES: dict[str, type[DeskgaugeError]] = {
    "INVALID_ARGUMENT": InvalidArgumentError,
    "NOT_FOUND": NotFoundError,
    "ABORTED": ConflictError,
    "FAILED_PRECONDITION": PreconditionError,
    "RESOURCE_EXHAUSTED": LimitError,
    "OUT_OF_RANGE": OutOfRangeError,
    "UNAVAILABLE": UnavailableError,
    "DEADLINE_EXCEEDED": UnavailableError,
    "CANCELLED": UnavailableError,
    "DATA_LOSS": DataLossError,
    "UNIMPLEMENTED": UnsupportedError,
}


class DefinitionsRefusedError(PreconditionError):
    """The sidecar refused definitions; the client asks for the findings and raises DefinitionError."""


@contextmanager
def raised() -> Iterator[None]:
    """Raise what grpc raises as a DeskgaugeError with the reason, field, value and remedy the status carries."""
    import grpc

    try:
        yield
    except grpc.RpcError as error:
        raise refusal(error) from None


def refusal(error: Any) -> DeskgaugeError:
    """Return the exception a status stands for."""
    status = error.code().name
    info = _details(error)
    metadata = dict(info.metadata) if info is not None else {}
    reason = info.reason.lower() if info is not None else status.lower()
    cls = _CLASSES.get(status, InternalError)
    if reason == "definitions_invalid":
        cls = DefinitionsRefusedError
    return cls(
        error.details() or status,
        reason=reason,
        field=metadata.get("field", ""),
        value=metadata.get("value", ""),
        remedy=metadata.get("remedy", ""),
    )


def _details(error: Any) -> Any:
    """Return the google.rpc.ErrorInfo of a status, None if it has none."""
    for key, value in error.trailing_metadata() or ():
        if key != _DETAILS:
            continue
        for detail in _wire.message("google.rpc.Status").FromString(value).details:
            if detail.type_url.endswith("/google.rpc.ErrorInfo"):
                return _wire.message("google.rpc.ErrorInfo").FromString(detail.value)
    return None
