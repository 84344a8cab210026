"""The scores of a sidecar's desk: the methods of `Engine`, and the same documents out of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from deskgauge import _goal_documents, _wire
from deskgauge import _score_documents as documents
from deskgauge._core.time import parse_span
from deskgauge.scores import Exceptions, Goal, Scorecard, Standings, exceptions_of, goals_of, scorecard_of, standings_of

if TYPE_CHECKING:
    from datetime import datetime

    Instant = datetime | str | int

_REPORTS = 100
_PAGE = 1000


class ScoreCalls:
    """The part of a `Client` that asks for goals, scorecards, standings and exceptions.

    Every document is the one ``Engine`` gives for the same events, but for its ``revision``, which is 0: a sidecar counts revisions
    in tokens.
    """

    def goals(
        self,
        names: str | Sequence[str] | None = None,
        *,
        at: Instant | None = None,
        days: bool = True,
        forecast: bool = True,
        back_test: bool = True,
    ) -> list[Goal]:
        """Return where goals stand, as ``Engine.goals`` does; `at` defaults to the sidecar's present."""
        request = self._score_request(
            "EvaluateGoals",
            at,
            parent=self._parent,
            goals=_names(names),
            include_days=days,
            include_forecast=forecast,
            include_back_test=forecast and back_test,
            page_size=_REPORTS,
        )
        document: dict[str, Any] = {"goals": []}
        for answer in self._pages("EvaluateGoals", request):
            document.update(_heading("goals", answer))
            document["goals"].extend(_goal_documents.goal(report) for report in answer.reports)
        return goals_of(document)

    def goal(self, name: str, *, at: Instant | None = None) -> Goal:
        """Return where one goal stands, with its days, its forecast and what such forecasts were worth."""
        request = self._score_request("GetGoal", at, name=f"{self._parent}/goals/{name}")
        answer = self._call("GetGoal", request)
        document = _heading("goals", answer, answer.report)
        return goals_of({**document, "goals": [_goal_documents.goal(answer.report)]})[0]

    def scorecard(
        self,
        name: str,
        *,
        at: Instant | None = None,
        window: str | None = None,
        group: Mapping[str, str] | None = None,
    ) -> Scorecard:
        """Return the cards of a scorecard, as ``Engine.scorecard`` does."""
        request = self._score_request("GetScorecard", at, name=f"{self._parent}/scorecards/{name}", window=window or "", page_size=_REPORTS)
        for dimension, word in (group or {}).items():
            request.group.add(key=dimension, value=str(word))
        document: dict[str, Any] = {"cards": []}
        for answer in self._pages("GetScorecard", request):
            document.update(_heading("scorecard", answer))
            document.update(window=documents.window(answer.window), scorecard=documents.scorecard(answer.scorecard))
            document["cards"].extend(documents.card(card) for card in answer.cards)
        return scorecard_of(document)

    def standings(
        self,
        metric: str,
        *,
        by: str = "agent",
        window: str = "28d",
        at: Instant | None = None,
        where: str = "",
        standardise_by: str | Sequence[str] | None = None,
        confidence: float = 0.95,
    ) -> Standings:
        """Return agents (teams, …) side by side by one metric, as ``Engine.standings`` does."""
        request = self._score_request(
            "GetStandings",
            at,
            name=f"{self._parent}/metrics/{metric}",
            group_by=by,
            window=window,
            filter=where,
            standardise_by=_names(standardise_by),
            confidence=confidence,
            page_size=_PAGE,
        )
        document: dict[str, Any] = {"rows": []}
        for answer in self._pages("GetStandings", request):
            document.update(_heading("standings", answer))
            document.update(documents.standings(answer.standings))
            document["rows"].extend(documents.standing(row) for row in answer.rows)
        return standings_of(document)

    def exceptions(
        self,
        *,
        at: Instant | None = None,
        metrics: str | Sequence[str] | None = None,
        due_within: str = "4h",
        watch_days: int = 14,
        baseline_days: int = 90,
        cool_down_days: int = 3,
    ) -> Exceptions:
        """Return what a manager should know, as ``Engine.exceptions`` does."""
        request = self._score_request(
            "ListExceptions",
            at,
            parent=self._parent,
            metrics=_names(metrics),
            due_within_ms=round(parse_span(due_within).total_seconds() * 1000),
            watch_days=watch_days,
            baseline_days=baseline_days,
            cool_down_days=cool_down_days,
            page_size=_PAGE,
        )
        document: dict[str, Any] = {"exceptions": []}
        for answer in self._pages("ListExceptions", request):
            document.update(_heading("exceptions", answer))
            document["exceptions"].extend(documents.exception(one) for one in answer.exceptions)
        return exceptions_of(document)

    # --- inside: the rest of the client ---------------------------------------------------------------------------------------

    if TYPE_CHECKING:

        @property
        def _parent(self) -> str: ...
        def _ask_for(self, request: Any, at: Instant | None) -> None: ...
        def _call(self, method: str, request: Any) -> Any: ...

    def _score_request(self, method: str, at: Instant | None, **fields: Any) -> Any:
        request = _wire.message(f"deskgauge.v1.{method}Request")(**fields)
        self._ask_for(request, at)
        return request

    def _pages(self, method: str, request: Any) -> Iterator[Any]:
        while True:
            answer = self._call(method, request)
            yield answer
            if not answer.next_page_token:
                return
            request.page_token = answer.next_page_token


def _heading(kind: str, answer: Any, dated: Any = None) -> dict[str, Any]:
    out = {"schema": f"deskgauge.{kind}.v1", "at": documents.moment(answer if dated is None else dated, "read_time"), "revision": 0}
    if "definitions_fingerprint" in answer.DESCRIPTOR.fields_by_name:
        out["definitions_fingerprint"] = answer.definitions_fingerprint
    return out


def _names(names: str | Sequence[str] | None) -> list[str]:
    if names is None:
        return []
    return [names] if isinstance(names, str) else list(names)
