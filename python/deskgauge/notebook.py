"""How answers and explanations look in a notebook: plain HTML, no scripts, readable on a light and on a dark page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskgauge._core.event import IngestReport
    from deskgauge._core.explanation import ClockSegment, ExplainedFact, Explanation
    from deskgauge._core.value import Answer, Row, Value

MAX_ROWS = 60
"""Rows shown; the rest is counted."""

_TABLE = "border-collapse:collapse;font-variant-numeric:tabular-nums;text-align:left"
_CELL = "padding:.15em .7em;border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent)"
_FADED = "opacity:.65"


def answer_html(self: Answer) -> str:
    """Return the answer as an HTML table: value with its interval, n, and the reason where there is no number."""
    dimensions = list(self.rows[0].group) if len(self) else []
    has_bucket = any(row.bucket for row in self)
    has_compared = any(row.compared is not None for row in self)
    head = ["metric", *dimensions, *(["bucket"] if has_bucket else []), "value", "interval", "n"]
    head += ["before"] if has_compared else []
    body = []
    for row in self.rows[:MAX_ROWS]:
        cells = [escape(row.metric), *(_word(row.group.get(name)) for name in dimensions)]
        cells += [escape(row.bucket)] if has_bucket else []
        cells += [_value(row.value), _interval(row.value), _n(row.value)]
        cells += [_value(row.compared) if row.compared is not None else ""] if has_compared else []
        body.append(cells)
    notes = [f"at {_instant(self.at)}", _window(self.rows)]
    if len(self) > MAX_ROWS:
        notes.append(f"{len(self) - MAX_ROWS} more rows")
    if self.left_out is not None:
        left = [(name, getattr(self.left_out, name)) for name in ("merged", "spam", "deleted", "test", "orphaned", "retracted")]
        notes += [f"{count} {name}" for name, count in left if count]
    return _table(head, body) + _notes(notes)


def explanation_html(self: Explanation) -> str:
    """Return the explanation as HTML: the number, its facts with their clocks, and what was left out."""
    head = (
        f"<p><b>{escape(self.row.metric)}</b> = {_value(self.row.value)} {_interval(self.row.value)} "
        f'<span style="{_FADED}">n = {_n(self.row.value)}, {escape(self.definition)}</span></p>'
    )
    facts = "".join(_fact(fact) for fact in self.facts)
    more = self.total_facts - len(self.facts)
    body = [[escape(e.subject), escape(e.type), _instant(e.time), escape(e.reason)] for e in self.excluded[:MAX_ROWS]]
    excluded = ""
    if body:
        table = _table(["subject", "event", "time", "left out because"], body)
        excluded = f"<details><summary>{len(self.excluded)} events left out</summary>{table}</details>"
    return head + facts + (_notes([f"{more} more facts"]) if more > 0 else "") + excluded


def report_html(self: IngestReport) -> str:
    """Return the report as HTML: counts, and the first rejections with their remedies."""
    counts = [f"{getattr(self, name)} {name}" for name in ("accepted", "duplicates", "superseded", "conflicts") if getattr(self, name)]
    counts.append(f"{len(self.rejections)} rejections" if self.rejections else "no rejections")
    body = [
        [str(r.index), escape(r.error.field), escape(r.error.value), escape(r.error.message), escape(r.error.remedy)]
        for r in self.rejections[:10]
    ]
    return _notes(counts) + (_table(["event", "field", "value", "what is wrong", "remedy"], body) if body else "")


def _table(head: Iterable[str], body: Iterable[Iterable[str]]) -> str:
    row = "".join(f'<th style="{_CELL}">{escape(name)}</th>' for name in head)
    rows = "".join("<tr>" + "".join(f'<td style="{_CELL}">{cell}</td>' for cell in cells) + "</tr>" for cells in body)
    return f'<table style="{_TABLE}"><thead><tr>{row}</tr></thead><tbody>{rows}</tbody></table>'


def _notes(notes: Iterable[str]) -> str:
    text = " · ".join(note for note in notes if note)
    return f'<p style="{_FADED}">{text}</p>'


def _word(word: str | None) -> str:
    return f'<span style="{_FADED}">none</span>' if word is None else escape(word)


def _instant(t: datetime | None) -> str:
    return "" if t is None else t.strftime("%Y-%m-%d %H:%M:%S") + "Z"


def _window(rows: list[Row]) -> str:
    windows = {row.window for row in rows}
    if len(windows) != 1:
        return ""
    start, end = windows.pop()
    return f"window {_instant(start) or 'from the beginning'} to {_instant(end)}"


def _value(value: Value) -> str:
    if value.number is None:
        return f'<span style="{_FADED}">{escape(value.reason)}</span>'
    mark = ' <span title="may still change">…</span>' if value.provisional else ""
    return f"<b>{value.number:,.6g}</b>{mark}"


def _interval(value: Value) -> str:
    u = value.uncertainty
    if value.number is None or u.method == "none":
        return f'<span style="{_FADED}">{escape(u.absent_reason)}</span>' if value.number is not None else ""
    return f'<span title="{escape(u.method)}, {u.confidence:.0%}">{u.low:,.4g} … {u.high:,.4g}</span>'


def _n(value: Value) -> str:
    mark = ' <span title="below the minimum sample">low</span>' if value.low_n else ""
    return f"{value.n:,}{mark}"


def _fact(fact: ExplainedFact) -> str:
    instants = ", ".join(f"{escape(name)} {_instant(t)}" for name, t in fact.instants.items() if t is not None)
    state = " (pending)" if fact.pending else ""
    title = f"<b>{escape(fact.subject)}</b> {fact.sample:,.6g}{state}"
    agent = f", agent {escape(fact.agent)}" if fact.agent else ""
    rules = " → ".join(escape(rule) for rule in (fact.start_rule, fact.stop_rule) if rule)
    segments = _table(["from", "to", "", "why"], [_segment(s) for s in fact.segments]) if fact.segments else ""
    return (
        f"<details><summary>{title}{agent}</summary>"
        f'<p style="{_FADED}">{rules}<br>{instants}</p>{segments}{_notes(escape(note) for note in fact.notes)}</details>'
    )


def _segment(segment: ClockSegment) -> list[str]:
    why = segment.reason or (f"schedule {segment.schedule}" if segment.schedule else "calendar")
    return [_instant(segment.interval[0]), _instant(segment.interval[1]), escape(segment.state), escape(why)]
