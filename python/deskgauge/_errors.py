"""The exceptions of Deskgauge: one class for each kind of refusal, each with the field, the value and the remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskgauge._core.definition import Diagnostic


class DeskgaugeError(Exception):
    """A refusal by Deskgauge.

    Attributes
    ----------
    message : str
        One sentence: what is wrong.
    reason : str
        A stable identifier for programs, such as ``"subject_required"``.
    field : str
        Path of the field at fault, such as ``"events[3].ticket_id"``; empty where none applies.
    value : str
        The offending value as text.
    remedy : str
        One sentence: what to do about it.
    """

    def __init__(self, message: str, *, reason: str = "", field: str = "", value: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.reason = reason
        self.field = field
        self.value = value
        self.remedy = remedy

    def __str__(self) -> str:
        text = f"{self.field}: {self.message}" if self.field else self.message
        if self.value:
            text += f' (got "{self.value}")'
        text = text.rstrip(".")
        if self.remedy:
            text += f". {self.remedy}"
        return f"{text} [{self.reason}]" if self.reason else text

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.message, self.reason, self.field, self.value, self.remedy)


def _rebuild(cls: type[DeskgaugeError], message: str, reason: str, field: str, value: str, remedy: str) -> DeskgaugeError:
    return cls(message, reason=reason, field=field, value=value, remedy=remedy)


class InvalidArgumentError(DeskgaugeError, ValueError):
    """Something malformed was given."""


class NaiveDatetimeError(InvalidArgumentError):
    """A datetime without a zone was given where an instant is needed."""


class NotFoundError(DeskgaugeError, KeyError):
    """A name does not resolve."""


class ConflictError(DeskgaugeError):
    """An expected revision is not the current one."""


class PreconditionError(DeskgaugeError):
    """The request is valid, but not in this state."""


class LimitError(DeskgaugeError):
    """A named limit was reached."""


class OutOfRangeError(DeskgaugeError, ValueError):
    """An instant or a page lies outside what exists."""


class UnavailableError(DeskgaugeError, ConnectionError):
    """The sidecar cannot answer now; try again later."""


class DataLossError(DeskgaugeError, ValueError):
    """The bytes of a snapshot, a pickle or a file are damaged."""


class UnsupportedError(DeskgaugeError, NotImplementedError):
    """What was asked for is not offered by this build."""


class InternalError(DeskgaugeError, RuntimeError):
    """An invariant of Deskgauge is broken: please report it."""


class DefinitionError(DeskgaugeError, ValueError):
    """Definitions have errors.

    Attributes
    ----------
    diagnostics : list of Diagnostic
        Every finding, sorted by file, line and column; warnings included.
    """

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = list(diagnostics)
        errors = [d for d in self.diagnostics if d.severity == "error"]
        lines = "\n".join(str(d) for d in errors[:20])
        more = f"\n… and {len(errors) - 20} more" if len(errors) > 20 else ""
        noun = "error" if len(errors) == 1 else "errors"
        super().__init__(
            f"The definitions have {len(errors)} {noun}:\n{lines}{more}",
            reason="definitions_invalid",
        )

    def __reduce__(self) -> tuple[object, ...]:
        return DefinitionError, (self.diagnostics,)
