"""Pictures of goals, scorecards, control charts, funnels and survival curves, with matplotlib (``pip install deskgauge[plots]``).

Colours are those of Okabe and Ito, which the colour-blind can tell apart; line styles and markers say the same as the colours. Every
picture has a title, units and a legend where there is more than one thing. Each function takes an Axes or makes one, and returns it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from deskgauge.scores import Goal, Scorecard, Standings

BLUE, ORANGE, GREEN, RED, GREY = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#666666"

_STATUS = {
    "on_track": (BLUE, "o", "on track"),
    "at_risk": (ORANGE, "^", "at risk"),
    "off_track": (RED, "s", "off track"),
    "no_data": (GREY, "x", "no data"),
    "not_started": (GREY, ".", "not started"),
}


def goal(goal: Goal, ax: Axes | None = None) -> Axes:
    """Draw a goal: its days with intervals, the plan from baseline to target, the target, the due date and the forecast."""
    ax = _axes(ax, (9, 4.5))
    raw = goal.raw
    days = [day for day in raw["days"] if day["value"] is not None]
    at = [_day(day["date"]) + 1 for day in days]
    values = [day["value"] for day in days]
    bounded = [(t, day["interval"]) for t, day in zip(at, days, strict=True) if day["interval"].get("high") is not None]
    if bounded:
        ax.fill_between(
            [t for t, _ in bounded],
            [i["low"] for _, i in bounded],
            [i["high"] for _, i in bounded],
            color=BLUE,
            alpha=0.15,
            linewidth=0,
            label="interval of the value",
        )
    ax.plot(at, values, color=BLUE, linewidth=1.2)
    for status, (colour, marker, words) in _STATUS.items():
        mine = [(t, v) for t, v, day in zip(at, values, days, strict=True) if day["status"] == status]
        if mine:
            ax.plot(*zip(*mine, strict=True), linestyle="none", marker=marker, markersize=4, color=colour, label=words)
    _plan(ax, raw)
    _forecast(ax, raw)
    ax.set_title(f"{raw['label'] or raw['name']}: {raw['status']['status'].replace('_', ' ')}")
    ax.set_ylabel(f"{raw['metric']} ({raw['window']})")
    ax.set_xlabel("local day")
    ax.xaxis_date()
    ax.tick_params(axis="x", labelrotation=30)
    _legend(ax)
    return ax


def _plan(ax: Axes, raw: dict[str, Any]) -> None:
    start, due = (_day(raw[key]) for key in ("start", "due"))
    target = raw["target"]
    if target is None:
        return
    closed = [(_day(day["date"]) + 1, day["expected"]) for day in raw["days"]]
    planned = [(t, expected) for t, expected in closed if expected is not None]
    if raw["baseline"]["value"] is not None and target["kind"] in ("increase_to", "decrease_to"):
        line = [(start, raw["baseline"]["value"]), *planned, (due, target["value"])]
        ax.plot(*zip(*line, strict=True), color=GREY, linestyle="--", linewidth=1, label="plan")
    ax.axhline(target["value"], color=GREEN, linewidth=1.4, label="target")
    if "high" in target:
        ax.axhspan(target["value"], target["high"], color=GREEN, alpha=0.12, linewidth=0)
        ax.axhline(target["high"], color=GREEN, linewidth=1.4)
    ax.axvline(due, color="black", linestyle=":", linewidth=1, label="due")


def _forecast(ax: Axes, raw: dict[str, Any]) -> None:
    forecast = raw["forecast"]
    if forecast["method"] is None:
        return
    due = _day(raw["due"])
    error = [[forecast["median"] - forecast["low"]], [forecast["high"] - forecast["median"]]]
    ax.errorbar(
        [due], [forecast["median"]], yerr=error, color=ORANGE, marker="D", markersize=5, capsize=4, linestyle="none",
        label=f"forecast, {forecast['confidence']:.0%}; P(met) {forecast['probability']:.0%}",
    )  # fmt: skip


def scorecard(scorecard: Scorecard, group: dict[str, str] | None = None, ax: Axes | None = None) -> Axes:
    """Draw the attainment of one card's items by perspective, with their intervals and what reaching the target is worth."""
    card = next((c for c in scorecard.cards if group is None or c.group == group), None)
    if card is None:
        raise ValueError(f"the scorecard has no card of {group}")
    lines = card.raw["lines"]
    ax = _axes(ax, (8, 0.45 * len(lines) + 1.8))
    scale = scorecard.raw["scorecard"]["scale"]
    perspectives = list(dict.fromkeys(line["perspective"] for line in lines))
    colours = [BLUE, ORANGE, GREEN, RED, GREY]
    hatches = ["", "//", "..", "xx", "--"]
    for i, line in enumerate(reversed(lines)):
        p = perspectives.index(line["perspective"])
        value = line["attainment"]
        if value is None:
            ax.text(1, i, "no value", va="center", fontsize="small", color=GREY)
            continue
        ax.barh(i, value, color=colours[p % 5], alpha=0.75, hatch=hatches[p % 5], edgecolor="white")
        if line["attainment_interval"]:
            low, high = line["attainment_interval"]["low"], line["attainment_interval"]["high"]
            ax.plot([low, high], [i, i], color="black", linewidth=1.2)
    ax.set_yticks(range(len(lines)), [f"{line['metric']} ({line['weight']:.0%})" for line in reversed(lines)])
    ax.axvline(scale["at_target"], color="black", linestyle="--", linewidth=1)
    ax.set_xlim(0, scale["cap"])
    ax.set_xlabel(f"attainment (target = {scale['at_target']:g}, most = {scale['cap']:g})")
    of = ", ".join(card.group.values())
    score = "no score" if card.score is None else f"score {card.score:.1f}"
    name = scorecard.raw["scorecard"]["label"] or scorecard.name
    ax.set_title(f"{name}{' of ' + of if of else ''}: {score}, coverage {card.coverage:.0%}")
    handles = [
        ax.barh(-9, 0, color=colours[p % 5], alpha=0.75, hatch=hatches[p % 5], edgecolor="white", label=name.replace("_", " "))
        for p, name in enumerate(perspectives)
    ]
    ax.set_ylim(-0.7, len(lines) - 0.3)
    _legend(ax, handles)
    return ax


def control_chart(
    chart: dict[str, Any], labels: Sequence[Any] | None = None, title: str = "", unit: str = "", ax: Axes | None = None
) -> Axes:
    """Draw a chart of ``dg.stats`` (XmR, p, Laney p′, EWMA): points, centre, limits, and the points that a rule calls out."""
    ax = _axes(ax, (9, 4))
    x = list(labels) if labels is not None else list(range(1, len(chart["points"]) + 1))
    values = [p[0] for p in chart["points"]]
    ax.plot(x, values, color=BLUE, marker="o", markersize=4, linewidth=1, label="value")
    ax.plot(x, [chart["centre"]] * len(x), color=GREY, linewidth=1, label="centre")
    ax.step(x, [p[1] for p in chart["points"]], where="mid", color=RED, linestyle="--", linewidth=1, label="limits")
    ax.step(x, [p[2] for p in chart["points"]], where="mid", color=RED, linestyle="--", linewidth=1)
    called = sorted({point for point, _ in chart["signals"]})
    if called:
        ax.plot([x[i] for i in called], [values[i] for i in called], linestyle="none", marker="s", markersize=8, markerfacecolor="none",
                color=RED, label="signal")  # fmt: skip
    ax.set_title(title or "control chart")
    ax.set_ylabel(unit or "value")
    ax.set_xlabel("period")
    _legend(ax)
    return ax


def funnel(standings: Standings, ax: Axes | None = None) -> Axes:
    """Draw rates against n with the limits that chance alone gives."""
    rows = [row for row in standings.raw["rows"] if row["value"] is not None and "funnel" in row]
    if not rows:
        raise ValueError("only rates have a funnel")
    ax = _axes(ax, (8, 5))
    rows.sort(key=lambda row: row["n"])
    n = [row["n"] for row in rows]
    for low, high, style, words in (("inner_low", "inner_high", "--", "95 %"), ("outer_low", "outer_high", "-", "99.8 %")):
        ax.plot(n, [row["funnel"]["limits"][low] for row in rows], color=GREY, linestyle=style, linewidth=1, label=f"limits, {words}")
        ax.plot(n, [row["funnel"]["limits"][high] for row in rows], color=GREY, linestyle=style, linewidth=1)
    inside = [row for row in rows if not row["funnel"]["outside_99_8"]]
    outside = [row for row in rows if row["funnel"]["outside_99_8"]]
    ax.plot([row["n"] for row in inside], [row["value"] for row in inside], linestyle="none", marker="o", color=BLUE, label="within")
    if outside:
        ax.plot([row["n"] for row in outside], [row["value"] for row in outside], linestyle="none", marker="s", color=RED, label="outside")
    for row in rows:
        ax.annotate(row["name"], (row["n"], row["value"]), xytext=(4, 3), textcoords="offset points", fontsize="x-small")
    ax.axhline(standings.raw["pool"]["value"], color=GREEN, linewidth=1, label="everyone")
    ax.set_title(f"{standings.raw['metric']} by {standings.raw['by']}")
    ax.set_xlabel("n")
    ax.set_ylabel(standings.raw["metric"])
    _legend(ax)
    return ax


def survival(durations: Sequence[float], ended: Sequence[bool], title: str = "", unit: str = "days", ax: Axes | None = None) -> Axes:
    """Draw the share still open over time (Kaplan-Meier), open ones censored: a tick on the curve is one that is still open."""
    if len(durations) != len(ended):
        raise ValueError("as many durations as flags are needed")
    ax = _axes(ax, (8, 4.5))
    order = sorted(zip(durations, ended, strict=True), key=lambda pair: (pair[0], not pair[1]))
    at_risk, share = len(order), 1.0
    x, y, ticks = [0.0], [1.0], []
    for duration, did_end in order:
        if did_end:
            share *= 1 - 1 / at_risk
            x.append(duration)
            y.append(share)
        else:
            ticks.append((duration, share))
        at_risk -= 1
    x.append(max([0.0, *durations]))
    y.append(share)
    ax.step(x, y, where="post", color=BLUE, label="still open")
    if ticks:
        ax.plot(*zip(*ticks, strict=True), linestyle="none", marker="|", markersize=9, color=BLUE, label="open at the end (censored)")
    ax.axhline(0.5, color=GREY, linestyle=":", linewidth=1, label="half")
    ax.set_ylim(0, 1.02)
    ax.set_title(title or "share still open")
    ax.set_xlabel(unit)
    ax.set_ylabel("share still open")
    _legend(ax)
    return ax


def _day(text: str) -> float:
    """Return a local date as matplotlib counts days."""
    return float(date.fromisoformat(text).toordinal() - date(1970, 1, 1).toordinal())


def _legend(ax: Axes, handles: list[Any] | None = None) -> None:
    """Put the legend below a picture of our own, where it hides nothing; inside somebody else's."""
    given = ax.get_legend_handles_labels() if handles is None else (handles, [handle.get_label() for handle in handles])
    if ax.figure.get_layout_engine() is not None and len(ax.figure.axes) == 1:
        ax.figure.legend(*given, loc="outside lower center", ncols=4, fontsize="small", frameon=False)
    else:
        ax.legend(*given, loc="best", fontsize="small", framealpha=0.85, edgecolor="none")


def _axes(ax: Axes | None, size: tuple[float, float]) -> Axes:
    if ax is not None:
        return ax
    try:
        from matplotlib import pyplot
    except ImportError as missing:
        raise ImportError("plots need matplotlib: pip install deskgauge[plots]") from missing
    return pyplot.subplots(figsize=size, layout="constrained")[1]
