"""Messages of the ScoreService as the documents of docs/result-json.md: field by field what the core writes, equal to the bit."""

from __future__ import annotations

import math
from typing import Any

from deskgauge import _convert, _wire

Document = dict[str, Any]


# --- parts that documents share ---------------------------------------------------------------------------------------------------


def short(name: str) -> str:
    """Return the last part of a resource name."""
    return name.rpartition("/")[2]


def real(number: float) -> float | None:
    """Return a number, None for what JSON cannot say."""
    return number if math.isfinite(number) else None


def optional(owner: Any, field: str) -> Any:
    """Return an optional field, None if it is not set."""
    if not owner.HasField(field):
        return None
    value = getattr(owner, field)
    return real(value) if isinstance(value, float) else value


def word(owner: Any, field: str) -> str:
    """Return a field that is an enum as its word."""
    return _wire.word_of(owner.DESCRIPTOR.fields_by_name[field].enum_type, getattr(owner, field))


def moment(owner: Any, field: str) -> str | None:
    """Return a Timestamp as RFC 3339 in UTC, with milliseconds where there are any; None if it is not set."""
    at = _convert.present(owner, field)
    if at is None:
        return None
    return at.isoformat(timespec="milliseconds" if at.microsecond else "seconds").replace("+00:00", "Z")


def window(time_range: Any) -> Document:
    """Return a TimeRange."""
    return {"from": moment(time_range, "start_time"), "to": moment(time_range, "end_time")}


def with_texts(document: Document, texts: dict[str, str]) -> Document:
    """Return the document with those texts that say anything."""
    document.update({key: text for key, text in texts.items() if text})
    return document


def value(wire: Any) -> Document:
    """Return a MetricValue."""
    u = wire.uncertainty
    has_number = wire.WhichOneof("result") == "number"
    out: Document = {
        "value": real(wire.number) if has_number else None,
        "n": wire.n,
        "interval": {"absent": u.absent_reason or None}
        if not u.method
        else {"low": real(u.low), "high": real(u.high), "confidence": u.confidence, "method": word(u, "method")},
        "low_n": wire.low_n,
        "provisional": wire.provisional,
        "pending": wire.pending,
    }
    if not has_number:
        out["reason"] = word(wire, "no_value_reason")
    out.update({name: getattr(wire, name) for name in ("numerator", "denominator") if wire.HasField(name)})
    if wire.error_bound:
        out["error_bound"] = wire.error_bound
    if wire.distribution:
        out["distribution"] = [{"rating": one.rating, "count": one.n} for one in wire.distribution]
    return out


# --- scorecards -------------------------------------------------------------------------------------------------------------------


def scorecard(wire: Any) -> Document:
    """Return a Scorecard."""
    rating = wire.rating
    out: Document = {
        "name": short(wire.name),
        "label": wire.label,
        "window": wire.window,
        "by": list(wire.group_by),
        "scale": {"at_target": wire.attainment_at_target, "cap": wire.attainment_cap},
        "mean": wire.mean,
        "missing": wire.missing_items,
        "minimum_coverage": wire.minimum_coverage,
        "perspectives": list(wire.perspectives),
        "rating": {
            "levels": [{"level": one.level, "name": one.label, "points": one.points} for one in rating.levels],
            "mandatory": rating.mandatory,
            "rule": rating.rule,
        }
        if wire.HasField("rating")
        else None,
    }
    return with_texts(out, {"description": wire.description, "owner": wire.owner})


def card(wire: Any) -> Document:
    """Return a Card."""
    out: Document = {
        "group": _convert.group(wire.group),
        "score": _score(wire.score),
        "lines": [_line(line) for line in wire.lines],
        "perspectives": [{**_score(one), "name": one.perspective} for one in wire.perspectives],
        "rating": None,
        "confirmation": None,
    }
    if wire.HasField("rating"):
        rating = wire.rating
        out["rating"] = {**_level(rating.level), "total": rating.total, "because": rating.because}
    else:
        out["rating_reason"] = wire.rating_absent_reason
    if wire.HasField("confirmation"):
        said = wire.confirmation
        out["confirmation"] = {
            "label": said.label,
            "person": said.person,
            "comment_ref": said.comment_ref,
            "at": moment(said, "confirm_time"),
        }
    return out


def _line(wire: Any) -> Document:
    has_interval = wire.HasField("attainment_low")
    out = value(wire.value)
    out.update(
        metric=short(wire.metric),
        perspective=wire.perspective,
        weight=wire.weight,
        scope=_convert.group(wire.scope),
        subjective=wire.subjective,
        critical=wire.critical,
        rule=_attainment_rule(wire.rule),
        attainment=optional(wire, "attainment"),
        attainment_interval={"low": wire.attainment_low, "high": wire.attainment_high} if has_interval else None,
    )
    if wire.HasField("level"):
        out["level"] = _level(wire.level)
    return with_texts(out, {"where": wire.filter})


def _attainment_rule(wire: Any) -> Document:
    kind = wire.WhichOneof("rule")
    if kind == "band":
        return {"band": [getattr(wire.band, name) for name in ("floor_low", "target_low", "target_high", "floor_high")]}
    if kind == "steps":
        return {"steps": [{"from": getattr(step, "from"), "attainment": step.attainment} for step in wire.steps.steps]}
    return {name: getattr(wire.anchors, name) for name in ("floor", "target", "stretch")}


def _level(wire: Any) -> Document:
    return {
        "level": wire.level,
        "name": wire.label or None,
        "low": wire.low,
        "high": wire.high,
        "indeterminate": wire.indeterminate,
    }


def _score(wire: Any) -> Document:
    out = {
        "score": optional(wire, "score"),
        "interval": {"low": wire.low, "high": wire.high} if wire.HasField("low") else None,
        "weight": wire.weight,
        "coverage": wire.coverage,
    }
    return with_texts(out, {"reason": wire.absent_reason})


# --- standings and exceptions -----------------------------------------------------------------------------------------------------


def standings(wire: Any) -> Document:
    """Return what Standings have in common, without their rows."""
    out: Document = {
        "metric": short(wire.metric),
        "by": wire.group_by,
        "window": window(wire.window),
        "pool": value(wire.pool),
        "prior_n": real(wire.prior_n),
        "dispersion": real(wire.dispersion),
        "groups": wire.groups,
    }
    return with_texts(out, {"reason": wire.absent_reason})


def standing(wire: Any) -> Document:
    """Return a Standing."""
    out = value(wire.value)
    out.update(name=wire.name, shrunk=_shrunk(wire.shrunk), below_minimum=wire.below_minimum, standing=None)
    if wire.HasField("rank"):
        out["standing"] = {name: getattr(wire.rank, name) for name in ("group", "best", "worst")}
    if wire.HasField("funnel"):
        out["funnel"] = _funnel(wire.funnel)
    if wire.HasField("standardised"):
        out["standardised"] = {"value": real(wire.standardised), "cover": wire.standardised_cover}
    if wire.HasField("response_rate"):
        out["response_rate"] = value(wire.response_rate)
    return out


def _shrunk(wire: Any) -> Document:
    if not wire.HasField("estimate"):
        return {"estimate": None, "reason": wire.absent_reason}
    return {name: real(getattr(wire, name)) for name in ("estimate", "low", "high", "weight", "below_pool")}


def _funnel(wire: Any) -> Document:
    out: Document = {name: optional(wire, name) for name in ("z", "p", "q")}
    out.update(outside_95=wire.outside_inner, outside_99_8=wire.outside_outer)
    out["limits"] = {name: real(getattr(wire, name)) for name in ("inner_low", "inner_high", "outer_low", "outer_high")}
    return out


def exception(wire: Any) -> Document:
    """Return an Exception."""
    return {
        "key": wire.key,
        "kind": word(wire, "kind"),
        "severity": word(wire, "severity"),
        "subject": wire.subject,
        "message": wire.message,
        "since": moment(wire, "since_time"),
        "last": moment(wire, "last_time"),
        "occurrences": wire.occurrences,
        "value": optional(wire, "value"),
        "limit": optional(wire, "limit"),
    }
