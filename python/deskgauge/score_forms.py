"""How goals, scorecards, standings and exceptions look in a notebook: plain HTML, no scripts, readable on a light and on a dark page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from deskgauge.notebook import _notes, _table

if TYPE_CHECKING:
    from deskgauge.scores import Exceptions, Goal, Mix, Scorecard, Standings

SIGNS = {
    "on_track": "● on track",
    "at_risk": "▲ at risk",
    "off_track": "■ off track",
    "met": "✔ met",
    "missed": "✘ missed",
    "not_started": "○ not started",
    "no_data": "– no data",
}
"""A sign and words for each status: colour alone would not do."""

_FADED = "opacity:.65"


def number(value: Any, unit: str = "") -> str:
    """Return a number for people, or a dash."""
    return "–" if value is None else f"{value:,.4g}{unit}"


def share(value: Any) -> str:
    """Return a share as per cent, or a dash."""
    return "–" if value is None else f"{value:.0%}"


def bar(value: Any, whole: float) -> str:
    """Return a small bar; its length says the same as the number beside it."""
    if value is None:
        return ""
    width = max(0.0, min(1.0, value / whole)) * 6
    frame = "display:inline-block;width:6em;height:.7em;border:1px solid currentColor;vertical-align:middle"
    fill = f"display:block;height:100%;width:{width:.2f}em;background:currentColor;opacity:.45"
    return f'<span style="{frame}"><span style="{fill}"></span></span>'


def goal_html(self: Goal) -> str:
    """Return a goal as HTML: status, numbers, rule, forecast, and what is not SMART about it."""
    raw = self.raw
    progress, met, forecast = raw["progress"], raw["met"], raw["forecast"]
    interval = raw["current"]["interval"]
    head = f"<p><b>{escape(raw['label'] or raw['name'])}</b> · {escape(raw['metric'])} · {SIGNS[self.status]}</p>"
    rows = [
        ["value", number(self.value), _range(interval), f"n = {raw['current']['n']:,}"],
        ["expected by the plan", number(self.expected), f"gap {number(progress['gap'])}", f"pace {number(progress['pace'])}"],
        ["target", number(self.target), f"from {number(raw['baseline']['value'])}", f"{raw['start']} to {raw['due']}"],
        ["done", share(progress["progress"]), f"planned {share(progress['planned'])}", bar(progress["progress"], 1.0)],
        ["needed a day", number(progress["required_per_day"]), f"planned {number(progress['planned_per_day'])}", ""],
        ["met", escape(met["verdict"].replace("_", " ")), f"{met['running']} of {met['needed']} days", escape(raw["met_rule"]["rule"])],
        ["forecast", *_forecast(forecast)],
    ]
    faults = [[f["letter"], escape(f["message"]), escape(f["remedy"])] for f in raw["smart"]]
    smart = _table(["", "not SMART", "remedy"], faults) if faults else _notes(["SMART"])
    moved = [
        [escape(c["event"]), escape(c["as_of"]), number(c["said"]), number(c["now"]), str(len(c["moved_by"]))] for c in raw["corrections"]
    ]
    corrections = _table(["published", "of", "said", "now", "events that moved it"], moved) if moved else ""
    return head + _table(["", "", "", ""], rows) + smart + corrections + _notes([f"at {raw['at']}"])


def scorecard_html(self: Scorecard) -> str:
    """Return a scorecard as HTML: one card in full, several as one row each."""
    raw = self.raw
    title = f"<p><b>{escape(raw['scorecard']['label'] or self.name)}</b></p>"
    notes = _notes([f"{raw['window']['from']} to {raw['window']['to']}", f"at {raw['at']}"])
    if len(raw["cards"]) == 1:
        return title + _card(raw["cards"][0], raw["scorecard"]["scale"]["cap"]) + notes
    cap = raw["scorecard"]["scale"]["cap"]
    body = []
    for card in self.cards:
        score = card.raw["score"]
        body.append(
            [
                escape(", ".join(card.group.values()) or "desk"),
                number(card.score),
                bar(card.score, cap),
                _range(score["interval"]),
                share(card.coverage),
                escape(card.rating or card.raw.get("rating_reason", "")),
                _confirmed(card.raw["confirmation"]),
            ]
        )
    return title + _table(["", "score", "", "interval", "coverage", "proposed", "confirmed"], body) + notes


def standings_html(self: Standings) -> str:
    """Return standings as HTML, by name: no one is first."""
    raw = self.raw
    body = []
    for row in raw["rows"]:
        shrunk, standing = row["shrunk"], row["standing"]
        ranks = f"{standing['best']} … {standing['worst']}" if standing else "too few" if row["below_minimum"] else "–"
        outside = "outside" if row.get("funnel", {}).get("outside_99_8") else ""
        group = str(standing["group"]) if standing else ""
        body.append(
            [escape(row["name"]), number(row["value"]), f"{row['n']:,}", number(shrunk["estimate"]), _range(shrunk), group, ranks, outside]
        )
    head = [escape(raw["by"]), "raw", "n", "shrunken", "interval", "group", "possible ranks", "funnel"]
    notes = [f"{escape(raw['metric'])}", f"pool {number(raw['pool']['value'])}", f"{raw['groups']} groups that can be told apart"]
    return _table(head, body) + _notes(notes)


def mix_html(self: Mix) -> str:
    """Return a change as HTML: its two effects, and the strata behind them."""
    raw = self.raw
    body = [
        [
            escape(", ".join(v or "none" for v in row["group"].values())),
            f"{number(row['before'])} ({row['before_n']:,})",
            f"{number(row['after'])} ({row['after_n']:,})",
            f"{row['rate_effect']:+.4g}",
            f"{row['mix_effect']:+.4g}",
        ]
        for row in raw["rows"]
    ]
    total = ["<b>all</b>", number(raw["before"]), number(raw["after"]), f"{self.rate_effect:+.4g}", f"{self.mix_effect:+.4g}"]
    notes = [escape(raw["metric"]), f"change {self.change:+.4g} = rate effect + mix effect"]
    return _table(["", "before (n)", "after (n)", "rate effect", "mix effect"], [*body, total]) + _notes(notes)


def exceptions_html(self: Exceptions) -> str:
    """Return exceptions as HTML, the gravest first."""
    body = [
        [escape(e["severity"]), escape(e["kind"].replace("_", " ")), escape(e["subject"]), escape(e["message"]), escape(e["since"] or "")]
        for e in self
    ]
    return _table(["", "kind", "about", "what", "since"], body) if body else _notes(["nothing out of the ordinary"])


def _card(card: dict[str, Any], cap: float) -> str:
    body = [
        [
            escape(line["perspective"].replace("_", " ")),
            escape(line["metric"]),
            number(line["value"]),
            f"{line['n']:,}",
            number(line["attainment"]),
            bar(line["attainment"], cap),
            f"{line['weight']:.0%}",
            escape(line["level"]["name"]) if "level" in line else "",
        ]
        for line in card["lines"]
    ]
    table = _table(["perspective", "metric", "value", "n", "attainment", "", "weight", "level"], body)
    score = card["score"]
    words = [f"score {number(score['score'])}", _range(score["interval"]), f"coverage {share(score['coverage'])}"]
    if card["rating"]:
        words.append("proposed: " + ("indeterminate" if card["rating"]["indeterminate"] else escape(card["rating"]["name"])))
    words.append(_confirmed(card["confirmation"]))
    return table + _notes(words)


def _confirmed(confirmation: dict[str, Any] | None) -> str:
    return "" if confirmation is None else f"{escape(confirmation['label'])} by {escape(confirmation['person'])}"


def _forecast(forecast: dict[str, Any]) -> list[str]:
    if forecast["method"] is None:
        return [f'<span style="{_FADED}">{escape(forecast.get("reason") or "")}</span>', "", ""]
    test = forecast["back_test"]
    if test is None:
        proof = ""
    elif test["testable"]:
        proof = f"its 80 % held {share(test['coverage'])} of {test['origins']} times, Brier {number(test['brier'])}"
    else:
        proof = "not yet testable"
    return [number(forecast["median"]), _range(forecast), f"P(met) {share(forecast['probability'])} · {proof}"]


def _range(interval: dict[str, Any] | None) -> str:
    if not interval or interval.get("low") is None:
        return ""
    return f"{number(interval['low'])} … {number(interval.get('high'))}"
