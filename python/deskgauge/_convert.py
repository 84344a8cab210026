"""Between the wire's messages and Deskgauge's values: the same words on both sides, nothing decided."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from deskgauge import _wire
from deskgauge._core.definition import Diagnostic, Position, Related
from deskgauge._core.event import Error, IngestReport, Rejection
from deskgauge._core.explanation import ClockSegment, ExcludedEvent, ExplainedFact
from deskgauge._core.time import from_ms, to_ms
from deskgauge._core.value import Comparison, LeftOut, Row, Uncertainty, Value

# --- events out -------------------------------------------------------------------------------------------------------------------


# The wire's spelling of fields that hold an instant.
_SPELLED = {
    "as_of": "as_of_time",
    "contract_end": "contract_end_time",
    "due_at": "due_time",
    "end": "end_time",
    "from": "start_time",
    "promised_at": "promised_time",
    "start": "start_time",
    "to": "end_time",
}


def event_message(event: dict[str, Any]) -> Any:
    """Return the message of an event in the shape ``Events.to_dicts`` gives."""
    out = _wire.message("deskgauge.v1.Event")()
    out.source = event.get("source", "")
    out.id = event.get("id", "")
    out.revision = event.get("revision", 0)
    out.subject = event.get("subject", "")
    out.sequence = event.get("sequence", "")
    set_time(out.event_time, event["time"])
    if "recorded_time" in event:
        set_time(out.recorded_time, event["recorded_time"])
    body = getattr(out, event["type"].replace(".", "_"))
    body.SetInParent()
    _fill(body, event["data"])
    return out


def _fill(target: Any, data: dict[str, Any]) -> None:
    fields = target.DESCRIPTOR.fields_by_name
    for name, value in data.items():
        field = fields[_SPELLED.get(name, name) if name not in fields else name]
        if field.message_type is not None and field.message_type.full_name == "google.protobuf.Timestamp":
            set_time(getattr(target, field.name), value)
        elif isinstance(value, list) and field.message_type is not None:
            for item in value:
                _fill(getattr(target, field.name).add(), item)
        elif isinstance(value, list):
            getattr(target, field.name).extend(_scalar(field, item) for item in value)
        elif field.message_type is not None:
            getattr(target, field.name).SetInParent()
            _fill(getattr(target, field.name), value)
        else:
            setattr(target, field.name, _scalar(field, value))


def _scalar(field: Any, value: Any) -> Any:
    if field.enum_type is not None:
        return _wire.number_of(field.enum_type, value)
    if field.cpp_type == field.CPPTYPE_STRING:
        return value if isinstance(value, str) else str(value)
    return value


def set_time(target: Any, value: datetime | str | int) -> None:
    """Set a Timestamp."""
    seconds, ms = divmod(to_ms(value), 1000)
    target.seconds = seconds
    target.nanos = ms * 1_000_000


# --- answers in -------------------------------------------------------------------------------------------------------------------


def instant(stamp: Any) -> datetime | None:
    """Return a Timestamp as an aware datetime in UTC."""
    return from_ms(stamp.seconds * 1000 + stamp.nanos // 1_000_000)


def present(owner: Any, field: str) -> datetime | None:
    """Return a Timestamp field, None if it is not set."""
    return instant(getattr(owner, field)) if owner.HasField(field) else None


def interval(time_range: Any) -> tuple[datetime | None, datetime | None]:
    """Return a TimeRange as (from, to)."""
    return present(time_range, "start_time"), present(time_range, "end_time")


def group(dimensions: Any) -> dict[str, str | None]:
    """Return a list of Dimension as a dict; an empty value is None."""
    return {d.key: d.value or None for d in dimensions}


def value(wire: Any) -> Value:
    """Return a MetricValue."""
    fields = wire.DESCRIPTOR.fields_by_name
    u = wire.uncertainty
    method = u.DESCRIPTOR.fields_by_name["method"].enum_type
    has_number = wire.WhichOneof("result") == "number"
    reason = "none" if has_number else _wire.word_of(fields["no_value_reason"].enum_type, wire.no_value_reason)
    return Value(
        number=wire.number if has_number else None,
        reason=reason,
        n=wire.n,
        numerator=wire.numerator if wire.HasField("numerator") else None,
        denominator=wire.denominator if wire.HasField("denominator") else None,
        uncertainty=Uncertainty(
            low=u.low,
            high=u.high,
            confidence=u.confidence,
            method=_wire.word_of(method, u.method) if u.method else "none",
            absent_reason=u.absent_reason,
        ),
        low_n=wire.low_n,
        provisional=wire.provisional,
        pending=wire.pending,
        error_bound=wire.error_bound,
        distribution=[(c.rating, c.n) for c in wire.distribution],
    )


def row(wire: Any) -> Row:
    """Return a MetricRow; the metric by its short name."""
    path = wire.DESCRIPTOR.fields_by_name["path"].enum_type
    return Row(
        metric=wire.metric.rpartition("/")[2],
        group=group(wire.group),
        window=interval(wire.window),
        bucket=wire.bucket,
        value=value(wire.value),
        compared=value(wire.compared_value) if wire.HasField("compared_value") else None,
        compared_window=interval(wire.compared_window) if wire.HasField("compared_window") else (0, 0),
        comparison=comparison(wire.comparison) if wire.HasField("comparison") else None,
        path=_wire.word_of(path, wire.path),
        groups_overlap=wire.groups_overlap,
    )


def comparison(wire: Any) -> Comparison:
    """Return a PeriodComparison."""
    fields = wire.DESCRIPTOR.fields_by_name
    return Comparison(
        scale=_wire.word_of(fields["scale"].enum_type, wire.scale),
        effect=wire.effect if wire.HasField("effect") else None,
        low=wire.low,
        high=wire.high,
        p=wire.p if wire.HasField("p") else None,
        confidence=wire.confidence,
        method=_wire.word_of(fields["method"].enum_type, wire.method) if wire.method else "none",
        absent_reason=wire.absent_reason,
    )


def left_out(wire: Any) -> LeftOut:
    """Return a LeftOut."""
    return LeftOut(**{field.name: getattr(wire, field.name) for field in wire.DESCRIPTOR.fields})


def fact(wire: Any) -> ExplainedFact:
    """Return an ExplainedFact."""
    return ExplainedFact(
        subject=wire.subject,
        fact=wire.fact,
        instants={named.name: instant(named.instant_time) for named in wire.instants},
        dimensions=group(wire.dimensions),
        agent=wire.agent,
        sample=wire.sample,
        pending=wire.pending,
        start_rule=wire.start_rule,
        stop_rule=wire.stop_rule,
        segments=[ClockSegment(interval=interval(s.interval), state=s.state, reason=s.reason, schedule=s.schedule) for s in wire.segments],
        notes=list(wire.notes),
    )


def excluded(wire: Any) -> ExcludedEvent:
    """Return an ExcludedEvent."""
    return ExcludedEvent(
        subject=wire.subject,
        id=wire.id,
        source=wire.source,
        type=wire.type,
        time=instant(wire.event_time) or datetime.fromtimestamp(0, timezone.utc),
        reason=wire.reason,
    )


def report(wire: Any, offset: int) -> IngestReport:
    """Return the acknowledgement of a batch that begins at `offset` of the whole."""
    return IngestReport(
        accepted=wire.accepted,
        duplicates=wire.duplicates,
        superseded=wire.superseded,
        conflicts=wire.conflicts,
        rejections=[rejection(r, offset) for r in wire.rejections],
    )


def rejection(wire: Any, offset: int) -> Rejection:
    """Return a Rejection of a batch that begins at `offset` of the whole."""
    error = Error(
        code="invalid_argument",
        reason=wire.reason,
        field=wire.field,
        value=wire.value,
        message=wire.message,
        remedy=wire.remedy,
    )
    return Rejection(index=offset + wire.index, error=error)


def diagnostic(wire: Any) -> Diagnostic:
    """Return a Diagnostic."""
    severity = wire.DESCRIPTOR.fields_by_name["severity"].enum_type
    return Diagnostic(
        rule=wire.rule,
        rule_name=wire.rule_name,
        severity=_wire.word_of(severity, wire.severity),
        at=_position(wire.position),
        message=wire.message,
        hint=wire.hint,
        related=[Related(at=_position(r.position), message=r.message) for r in wire.related],
    )


def _position(wire: Any) -> Position:
    return Position(file=wire.file, line=wire.line, column=wire.column)
