"""Reports of goals as documents of docs/result-json.md."""

from __future__ import annotations

from typing import Any

from deskgauge import _convert
from deskgauge._score_documents import Document, moment, optional, real, short, value, window, with_texts, word


def goal(report: Any) -> Document:
    """Return a GoalReport."""
    passed, judged = report.passed_days, report.judged_days
    out = _goal_definition(report.goal)
    out["current"] = {**value(report.value), "window": window(report.window)}
    out["baseline"] = with_texts(
        {"value": optional(report, "baseline"), "n": report.baseline_n, "measured": report.baseline_measured},
        {"period": report.goal.baseline_period},
    )
    out["target"] = _target(report.target) if report.HasField("target") else None
    out["progress"] = _progress(report.progress)
    out["passed"] = {"met": passed, "days": judged, "rate": passed / judged if judged else None}
    out["met"] = _met(report.verdict)
    status = report.status
    out["status"] = {
        "status": word(status, "state"),
        "since": moment(status, "since_time"),
        "days": status.days,
        "silent_days": status.silent_days,
    }
    out["forecast"] = _forecast(report.forecast)
    out["smart"] = [{name: getattr(f, name) for name in ("id", "letter", "key", "message", "remedy")} for f in report.smart_faults]
    out["days"] = [_day(day) for day in report.days]
    out["corrections"] = [_correction(one) for one in report.corrections]
    out["parts"] = [
        {
            "goal": short(part.goal),
            "numerator": part.numerator,
            "denominator": part.denominator,
            "share_of_change": optional(part, "share_of_change"),
        }
        for part in report.parts
    ]
    return out


def _goal_definition(wire: Any) -> Document:
    out: Document = {
        "name": short(wire.name),
        "label": wire.label,
        "metric": short(wire.metric),
        "scope": _convert.group(wire.scope),
        "window": wire.window,
        "start": wire.start_date,
        "due": wire.due_date,
        "starts_at": moment(wire, "start_time"),
        "due_at": moment(wire, "due_time"),
        "plan": _plan(wire.plan),
        "met_rule": _met_rule(wire.met_rule),
    }
    if wire.change_unit:
        out["change"] = {"by": wire.target.value, "unit": wire.change_unit}
    return with_texts(
        out,
        {
            "description": wire.description,
            "owner": wire.owner,
            "where": wire.filter,
            "parent": short(wire.parent_goal),
            "supports": short(wire.scorecard),
        },
    )


def _plan(wire: Any) -> Document:
    if wire.shape == "weighted":
        return {"shape": wire.shape, "schedule": wire.schedule, "weekdays": list(wire.weekdays)}
    if wire.shape == "steps":
        return {"shape": wire.shape, "steps": [{"on": step.date, "share": step.share} for step in wire.steps]}
    return {"shape": wire.shape}


_RULES = {
    "sustained_days": ("sustained", "days"),
    "confident_level": ("confident", "level"),
    "posterior_probability": ("posterior", "p"),
}


def _met_rule(wire: Any) -> Document:
    field = wire.WhichOneof("rule")
    if field not in _RULES:
        return {"rule": "final_value"}
    rule, key = _RULES[field]
    return {"rule": rule, key: getattr(wire, field)}


def _target(wire: Any) -> Document:
    out = {"kind": word(wire, "kind"), "value": wire.value}
    if out["kind"] == "stay_within":
        out["high"] = wire.high
    return out


def _progress(wire: Any) -> Document:
    out = {"elapsed": wire.elapsed, "planned": wire.planned}
    for name in ("expected", "progress", "pace", "gap", "required_per_day", "planned_per_day"):
        out[name] = optional(wire, name)
    return with_texts(out, {"reason": wire.absent_reason})


def _met(wire: Any) -> Document:
    out = {
        "verdict": word(wire, "verdict"),
        "since": moment(wire, "since_time"),
        "running": wire.running_days,
        "needed": wire.needed_days,
    }
    return with_texts(out, {"reason": wire.absent_reason})


def _forecast(wire: Any) -> Document:
    out: Document = {"method": wire.method or None}
    if not wire.method:
        out["reason"] = wire.absent_reason or None
    else:
        out.update({name: real(getattr(wire, name)) for name in ("median", "low", "high", "confidence", "probability")})
        out["weeks"] = wire.weeks
        out.update({name: moment(wire, name + "_time") for name in ("earliest", "likely", "latest")})
    out["back_test"] = _back_test(wire.back_test) if wire.HasField("back_test") else None
    return out


def _back_test(wire: Any) -> Document:
    out: Document = {name: optional(wire, name) for name in ("coverage", "brier", "base_rate", "skill")}
    out.update({name: real(getattr(wire, name)) for name in ("coverage_low", "coverage_high", "width_scale")})
    out.update({name: getattr(wire, name) for name in ("origins", "weeks", "testable")})
    out["reliability"] = [
        {"n": bin_.n, "forecast": optional(bin_, "forecast"), "observed": optional(bin_, "observed")} for bin_ in wire.reliability
    ]
    return out


def _day(wire: Any) -> Document:
    out = value(wire.value)
    out.update(
        date=wire.date,
        close=moment(wire, "close_time"),
        expected=optional(wire, "expected"),
        signal=optional(wire, "signal"),
        status=word(wire, "state"),
    )
    return out


def _correction(wire: Any) -> Document:
    moved_by = [
        {**{name: getattr(e, name) for name in ("subject", "id", "source", "type", "reason")}, "time": moment(e, "event_time")}
        for e in wire.moved_by
    ]
    return {
        "event": wire.event_id,
        "as_of": moment(wire, "as_of_time"),
        "said": wire.said,
        "now": optional(wire, "now"),
        "moved_by": moved_by,
    }
