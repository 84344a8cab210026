"""What the definitions of `docs/kpis.md` say of one ticket, worked out from the states it went through.

A plain walk over a list. It is written from the text of the catalogue (X1, X2, C1 to C3, A5) and imports nothing of Deskgauge.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

DONE = ("solved", "closed")
Dims = dict[str, "str | None"]


@dataclass
class Sample:
    """Something counted: when, what, for whom."""

    at: int
    value: int = 1
    dims: Dims = field(default_factory=dict)
    ticket: str = ""


@dataclass
class Step:
    """What a ticket is from an instant on: its status, whom a solve then is credited to, who owns it."""

    at: int
    status: str
    agent: str | None = None
    team: str | None = None
    priority: str | None = None
    owner: str | None = None


@dataclass
class History:
    """One ticket: when it was created and every status it was given afterwards, oldest first."""

    ticket: str
    created: int
    steps: list[Step]
    dims: Dims
    customer: str | None = None
    replies: list[tuple[int, str | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Derive solves, reopenings and the time spent in each status."""
        self.solves: list[tuple[int, int, Step]] = []  # cycle start, instant, step
        self.reopens: list[tuple[int, Step, Step]] = []  # instant, the solve that it undid, what the ticket is then
        self.spans: list[tuple[int, int | None, str]] = []
        status, since, cycle = "new", self.created, self.created
        for step in self.steps:
            if step.status in DONE and status not in DONE:  # X2: closing what is solved is no solve
                self.solves.append((cycle, step.at, step))
            if step.status not in DONE and status in DONE:  # X1
                self.reopens.append((step.at, self.solves[-1][2], step))
                cycle = step.at
            if step.status != status:
                self.spans.append((since, step.at, status))
                status, since = step.status, step.at
        self.spans.append((since, None, status))

    @property
    def is_done(self) -> bool:
        """Whether it is solved or closed at the end of the log."""
        return self.spans[-1][2] in DONE

    def dims_of(self, step: Step) -> Dims:
        """Whom a solve is credited to."""
        return {**self.dims, "agent": step.agent, **({"team": step.team} if step.team else {})}

    def open_spans(self) -> list[tuple[int, int | None, Dims]]:
        """When it was open, cut wherever its agent, team or priority changed."""
        out, since, status, dims = [], self.created, "new", dict(self.dims)
        for step in [*self.steps, None]:
            end = step.at if step else None
            if status not in DONE and end != since:
                out.append((since, end, dims))
            if step:
                since, status = step.at, step.status
                held = {"agent": step.owner, "team": step.team, "priority": step.priority}
                dims = {**self.dims, **{name: value for name, value in held.items() if value is not None}}
        return out


def until(history: History, at: int) -> History:
    """The same ticket as it was known at `at`: what happened later does not exist."""
    return replace(history, steps=[s for s in history.steps if s.at <= at], replies=[r for r in history.replies if r[0] <= at])


def created(histories: Iterable[History]) -> list[Sample]:
    """A1."""
    return [Sample(h.created, dims=h.dims, ticket=h.ticket) for h in histories]


def all_solves(histories: Iterable[History]) -> list[Sample]:
    """A3 gross, C3: each solve from the start of its cycle."""
    return [Sample(at, at - cycle, h.dims_of(step), h.ticket) for h in histories for cycle, at, step in h.solves]


def first_solves(histories: Iterable[History]) -> list[Sample]:
    """A3 unique, C1: the first solve, from creation."""
    return [Sample(h.solves[0][1], h.solves[0][1] - h.created, h.dims_of(h.solves[0][2]), h.ticket) for h in histories if h.solves]


def last_solves(histories: Iterable[History]) -> list[Sample]:
    """A3 net, C2: the latest solve of what is done, from creation."""
    done = [h for h in histories if h.is_done]
    return [Sample(h.solves[-1][1], h.solves[-1][1] - h.created, h.dims_of(h.solves[-1][2]), h.ticket) for h in done]


def net_solves(histories: Iterable[History], ends: list[int]) -> list[Sample]:
    """A3 net of each of many windows that end at `ends`: a solve lasts if its own window ends before it is undone."""
    out = []
    for h in histories:
        undone = [at for at, *_ in h.reopens]
        for number, (_, at, step) in enumerate(h.solves):
            end = ends[bisect_right(ends, at)]
            if number >= len(undone) or undone[number] >= end:
                out.append(Sample(at, dims=h.dims_of(step), ticket=h.ticket))
    return out


def reopens(histories: Iterable[History]) -> list[Sample]:
    """C7 as a flow, credited to who had solved; the team is the ticket's at the anchor, the reopening."""
    out = []
    for h in histories:
        for at, solve, now in h.reopens:
            out.append(Sample(at, dims={**h.dims_of(now), "agent": solve.agent}, ticket=h.ticket))
    return out


def reopened_within(histories: Iterable[History], span: int, as_of: int) -> list[Sample]:
    """C7 as a cohort: first solves that are `span` old, 1 where a reopening came within it."""
    out = []
    for h in histories:
        if h.solves and h.solves[0][1] + span <= as_of:
            first = h.solves[0][1]
            out.append(Sample(first, int(any(first <= at <= first + span for at, *_ in h.reopens)), h.dims_of(h.solves[0][2]), h.ticket))
    return out


def issues(histories: Iterable[History], gap: int, as_of: int) -> list[Sample]:
    """C4: chains of one customer's tickets with gaps of at most `gap`, matured; 1 where a chain has one ticket."""
    by_customer: dict[str, list[int]] = {}
    for h in histories:
        if h.customer is not None:
            by_customer.setdefault(h.customer, []).append(h.created)
    out = []
    for times in by_customer.values():
        chain: list[int] = []
        for at in [*sorted(times), None]:
            if chain and (at is None or at - chain[-1] > gap):
                if chain[0] + gap <= as_of:
                    out.append(Sample(chain[0], int(len(chain) == 1)))
                chain = []
            if at is not None:
                chain.append(at)
    return out


def level(histories: Iterable[History], instants: list[int], **only: str) -> list[int]:
    """A5: how many were open just before each of the instants, by counting who had entered and who had left."""
    spans = [(a, b) for h in histories for a, b, dims in h.open_spans() if all(dims.get(name) == value for name, value in only.items())]
    entered = sorted(a for a, _ in spans)
    left = sorted(b for _, b in spans if b is not None)
    return [bisect_left(entered, at) - bisect_left(left, at) for at in instants]


def handed_over(histories: Iterable[History]) -> list[Sample]:
    """C9: tickets that had an assignee, 1 where another one, or another team, directly followed a human assignee."""
    out = []
    for h in histories:
        first = next((step for step in h.steps if step.agent is not None), None)
        if first is not None:
            pairs = zip(h.steps, h.steps[1:], strict=False)
            moved = any(
                a.agent is not None and ((b.agent not in (None, a.agent)) or (None not in (a.team, b.team) and a.team != b.team))
                for a, b in pairs
            )
            out.append(Sample(first.at, int(moved), h.dims_of(first), h.ticket))
    return out


def stations(history: History, name: str) -> int:
    """How many different assignees or teams a ticket had, the same one in a row once."""
    held = [value for value in (getattr(step, name) for step in history.steps) if value is not None]
    return sum(a != b for a, b in zip([None, *held], held, strict=False))
