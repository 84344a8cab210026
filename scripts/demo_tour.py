"""The part of scripts/demo that asks a running sidecar and shows its answers. Everything it prints came over the wire."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import deskgauge as dg

WINDOW = "28d"
DESK = "demo"
HEADLINES = [
    "tickets_created", "unique_solved", "open_tickets", "first_response_time_p50", "first_response_time", "responded_within_4h",
    "full_resolution_time_p50", "one_touch_rate", "fcr_no_repeat", "reopen_rate", "sla_attainment", "csat", "nps", "survey_response_rate",
]
BY_TEAM = ["first_response_time_p50", "csat"]
PROMISES = "sla_attainment"
EXPLAINED = ["first_response_time_p50", "full_resolution_time_p50"]

BOLD, FAINT, GOOD, BAD, PLAIN = "\033[1m", "\033[2m", "\033[32m", "\033[31m", "\033[0m"
if not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM", "dumb") == "dumb":
    BOLD = FAINT = GOOD = BAD = PLAIN = ""


def heading(text: str) -> None:
    print(f"\n{BOLD}{text}{PLAIN}")


# ---- words: how a number looks in its metric's unit


def span(seconds: float) -> str:
    minutes, rest = divmod(round(abs(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{days}d {hours}h"
    if hours:
        return f"{hours}h {minutes:02}m"
    return f"{minutes}m {rest:02}s"


def grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def bare(number: float, metric: dg.Metric) -> str:
    if metric.unit == "s":
        return span(number)
    if metric.unit == "1":
        return f"{100 * number:.1f}"
    whole = number == int(number) and metric.unit.startswith("{")
    return grouped(int(number)) if whole else f"{number:.1f}"


def value_text(value: dg.Value, metric: dg.Metric) -> str:
    if value.number is None:
        return value.reason.replace("_", " ")
    return bare(value.number, metric) + (" %" if metric.unit == "1" else "")


def interval_text(value: dg.Value, metric: dg.Metric) -> str:
    u = value.uncertainty
    return "" if u.method == "none" else f"[{bare(u.low, metric)} – {bare(u.high, metric)}]"


def change_text(row: dg.Row, metric: dg.Metric) -> str:
    if row.compared is None or row.compared.number is None or row.value.number is None:
        return ""
    change = row.value.number - row.compared.number
    text = bare(abs(change), metric) + (" pts" if metric.unit == "1" else "")
    if not re.search("[1-9]", text):
        return "→ no change"
    better = (change > 0) == (metric.direction == "up")
    colour = PLAIN if metric.direction not in ("up", "down") else GOOD if better else BAD
    return f"{colour}{'↑' if change > 0 else '↓'} {text}{PLAIN}"


def table(header: list[str], rows: list[list[str]]) -> None:
    """Columns as wide as they need to be: the first to the left, the others to the right."""
    def seen(text: str) -> int:
        return len(re.sub("\033\\[[0-9]*m", "", text))
    widths = [max(seen(row[i]) for row in [header, *rows]) for i in range(len(header))]
    for number, row in enumerate([header, *rows]):
        cells = [" " * (widths[i] - seen(c)) + c if i else c + " " * (widths[i] - seen(c)) for i, c in enumerate(row)]
        print(f"  {FAINT if number == 0 else ''}{'  '.join(cells).rstrip()}{PLAIN if number == 0 else ''}")


# ---- the tour


class Tour:
    """One walk through a desk: a connection, the definitions for labels and units, and the folder that holds what was seen."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.work = Path(arguments.work)
        self.definitions = dg.load(arguments.definitions)
        self.zone = ZoneInfo(self.definitions.zone)
        self.client = dg.connect(arguments.to, desk=DESK)
        self.at = (self.work / "at").read_text()
        self.known = set(self.definitions)

    def ask(self, metrics: list[str], by: list[str] | None = None) -> dg.Answer:
        wanted = [name for name in metrics if name in self.known]
        return self.client.query(wanted, window=WINDOW, at=self.at, by=by or [], compare="previous_period")

    def local(self, moment: datetime) -> str:
        return moment.astimezone(self.zone).strftime("%a %d %b %H:%M")

    def value_cells(self, row: dg.Row) -> list[str]:
        metric = self.definitions[row.metric]
        before = value_text(row.compared, metric) if row.compared is not None else ""
        note = "low n" if row.value.low_n and row.value.number is not None else ""
        if row.value.pending:
            note += f"{', ' if note else ''}{grouped(row.value.pending)} pending"
        value, interval = value_text(row.value, metric), interval_text(row.value, metric)
        return [value, interval, grouped(row.value.n), before, change_text(row, metric), note]

    def headlines(self) -> None:
        answer = self.ask(HEADLINES)
        heading("3  The last 28 days against the 28 before")
        if answer.rows:
            (start, end), (before, _) = answer.rows[0].window, answer.rows[0].compared_window
            print(f"  {FAINT}{self.local(start)} to {self.local(end)}; before: from {self.local(before)} ({self.zone.key}){PLAIN}")
        rows = [[self.definitions[row.metric].label, *self.value_cells(row)] for row in answer.rows]
        table(["", "value", "95 % interval", "n", "before", "change", ""], rows)

    def teams(self) -> None:
        heading("4  The same by team")
        for name in BY_TEAM:
            answer = self.ask([name], ["team"])
            if answer.rows:
                print(f"  {self.definitions[name].label}")
                table(["team", "value", "95 % interval", "n", "before", "change", ""],
                      [[row.group["team"] or "(none)", *self.value_cells(row)] for row in answer.rows])

    def promises(self) -> None:
        heading("5  Promises: SLA attainment")
        if PROMISES not in self.known:
            print("  these definitions have no sla_attainment")
            return
        answer = self.ask([PROMISES], ["policy", "sla_metric"])
        table(["policy, target", "met", "95 % interval", "n", "before", "change", ""],
              [[", ".join(v or "(none)" for v in row.group.values()), *self.value_cells(row)] for row in answer.rows])

    def explained(self) -> None:
        heading("6  One number, explained")
        for name in (n for n in EXPLAINED if n in self.known):
            whole = self.client.explain(name, window=WINDOW, at=self.at, limit=1000)
            if not whole.facts:
                continue
            facts = [f for f in whole.facts if 3 <= len(f.segments) <= 8] or whole.facts
            fact = max(facts, key=lambda f: len({s.reason for s in f.segments}) + len(f.notes) / 10)
            self.show_fact(whole, fact, name)
            return
        print("  nothing to explain in this window")

    def show_fact(self, whole: dg.Explanation, fact: dg.ExplainedFact, name: str) -> None:
        metric = self.definitions[name]
        number, samples = value_text(whole.row.value, metric), grouped(whole.total_facts)
        print(f"  {metric.label} is {BOLD}{number}{PLAIN}: {samples} samples, of which this is one")
        print(f"  {FAINT}{whole.definition}{PLAIN}")
        credited = f", credited to agent {fact.agent}" if fact.agent else ""
        print(f"  {BOLD}{bare(fact.sample, metric)}{PLAIN} in {fact.subject}{credited}")
        print(f"    starts: {fact.start_rule}\n    stops:  {fact.stop_rule}")
        rows = []
        for segment in fact.segments:
            start, end = segment.interval
            counted = segment.state == "counted"
            why = ", ".join(part for part in (segment.reason, segment.schedule) if part)
            rows.append([f"{self.local(start)} – {self.local(end)}", span((end - start).total_seconds()),
                         f"{GOOD if counted else FAINT}{segment.state}{PLAIN}", why])
        table(["time", "length", "", "why"], rows)
        for note in fact.notes:
            print(f"  {FAINT}{note}{PLAIN}")

    def numbers(self) -> dict[str, str]:
        """Every number of every metric, total and by team, to the last bit."""
        found = {}
        for by in ([], ["team"]):
            wanted = sorted(n for n in self.known if not by or "team" in self.definitions[n].dimensions)
            answer = self.client.query(wanted, window=WINDOW, at=self.at, by=by, compare="previous_period")
            for row in answer.rows:
                key = f"{row.metric} {row.group or 'total'}"
                for value, which in ((row.value, ""), (row.compared, " before")):
                    if value is not None:
                        found[key + which] = f"{value.number!r} {value.reason} n={value.n} {value.numerator}/{value.denominator}"
        return found


def show(arguments: argparse.Namespace) -> None:
    tour = Tour(arguments)
    tour.headlines()
    tour.teams()
    tour.promises()
    tour.explained()
    (tour.work / "sidecar.json").write_text(json.dumps(tour.numbers(), indent=1))


def same(arguments: argparse.Namespace) -> None:
    tour = Tour(arguments)
    report(json.loads((tour.work / "sidecar.json").read_text()), tour.numbers(), "before and after the restart")


def agree(arguments: argparse.Namespace) -> None:
    work = Path(arguments.work)
    answer = json.loads((work / "command.json").read_text())
    theirs = json.loads((work / "sidecar.json").read_text())
    shared, ours = {}, {}
    for row in answer["rows"]:
        key = f"{row['metric']} total"
        number = None if row["value"] is None else float(row["value"])
        shared[key] = " ".join(theirs.get(key, "").split(" ")[:3])
        ours[key] = f"{number!r} {row.get('reason', 'none')} n={row['n']}"
    report(shared, ours, "sidecar and command")
    left = answer["left_out"]
    print(f"  {FAINT}Not in them: {left['merged']} merged, {left['spam']} spam, {left['deleted']} deleted, {left['test']} test tickets; "
          f"{left['retracted']} withdrawn events{PLAIN}")


def report(first: dict[str, str], second: dict[str, str], between: str) -> None:
    different = sorted(key for key in first.keys() | second.keys() if first.get(key) != second.get(key))
    if different:
        print(f"  {BAD}{len(different)} of {len(first)} numbers differ between {between}{PLAIN}")
        for key in different[:10]:
            print(f"    {key}: {first.get(key)} and {second.get(key)}")
        raise SystemExit(1)
    if not first:
        raise SystemExit(f"  no numbers to compare between {between}")
    print(f"  {GOOD}{len(first)} of {len(first)} numbers are equal to the bit{PLAIN}, {between}")


def count(arguments: argparse.Namespace) -> None:
    """Says what the file holds, and notes its last instant: the moment the demo asks for."""
    stamp = re.compile(rb'"time":\s*"([^"]+)"')
    last, events = "", 0
    began = time.monotonic()
    with open(arguments.events, "rb") as lines:
        for line in lines:
            match = stamp.search(line)
            if match:
                events += 1
                text = match.group(1).decode()
                if text.endswith("Z") and last.endswith("Z"):
                    last = max(last, text)  # equal offsets: the order of texts is that of instants
                else:
                    last = max(last, text, key=lambda t: instant(t) if t else datetime.min.replace(tzinfo=ZoneInfo("UTC")))
    if not last:
        raise SystemExit(f"  {arguments.events} holds no events")
    at = instant(last) + timedelta(milliseconds=1)
    (Path(arguments.work) / "at").write_text(at.isoformat(timespec="milliseconds"))
    print(f"  {grouped(events)} events in {time.monotonic() - began:.1f} s, the last at {last}: the moment the questions are asked for")


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def ready(arguments: argparse.Namespace) -> None:
    """Waits until the sidecar answers, at most a minute, and not longer than it lives."""
    for _ in range(300):
        try:
            os.kill(arguments.process, 0)
        except ProcessLookupError:
            raise SystemExit(f"deskgauged ended; its log is {arguments.work}/deskgauged.log") from None
        try:
            dg.connect(arguments.to, desk=DESK).query([], window="1d")
            return
        except dg.UnavailableError:
            time.sleep(0.2)
    raise SystemExit("deskgauged did not answer within a minute")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--definitions", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("step", choices=["count", "ready", "show", "agree", "same"])
    parser.add_argument("--events")
    parser.add_argument("--to")
    parser.add_argument("--process", type=int)
    arguments = parser.parse_args()
    {"count": count, "ready": ready, "show": show, "agree": agree, "same": same}[arguments.step](arguments)


if __name__ == "__main__":
    main()
