"""Goals, scorecards, standings and exceptions, as a notebook reads them.

Each class holds the document that every door gives (docs/result-json.md) under ``raw`` and shows the parts of it that are asked for
most. They are made by ``Engine.goals``, ``Engine.scorecard``, ``Engine.standings`` and ``Engine.exceptions``, and by a ``Client``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["Card", "Exceptions", "Goal", "Mix", "Scorecard", "Standings"]


class _Document:
    """A document and the moment it was made at."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw

    def __getitem__(self, key: str) -> Any:
        """Return a part of the document by its name."""
        return self.raw[key]

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.raw == other.raw

    __hash__ = None  # type: ignore[assignment]


class Goal(_Document):
    """Where a SMART goal stands."""

    @property
    def name(self) -> str:
        """Name of the goal."""
        return str(self.raw["name"])

    @property
    def status(self) -> str:
        """not_started, on_track, at_risk, off_track, met, missed or no_data."""
        return str(self.raw["status"]["status"])

    @property
    def value(self) -> float | None:
        """The metric's value in the goal's window, in its unit; None for ``raw["current"]["reason"]``."""
        return _number(self.raw["current"]["value"])

    @property
    def target(self) -> float | None:
        """The bound to be met; of a band its lower one; None while a change has no baseline."""
        return None if self.raw["target"] is None else float(self.raw["target"]["value"])

    @property
    def expected(self) -> float | None:
        """The plan's value now."""
        return _number(self.raw["progress"]["expected"])

    @property
    def progress(self) -> float | None:
        """Share of the way that is done; below 0 it got worse."""
        return _number(self.raw["progress"]["progress"])

    @property
    def probability(self) -> float | None:
        """Probability that the value on the due date meets the target; None without a forecast."""
        return _number(self.raw["forecast"].get("probability"))

    @property
    def days(self) -> list[dict[str, Any]]:
        """Every closed day: date, value, n, expected, signal, status."""
        return list(self.raw["days"])

    def to_pandas(self) -> pd.DataFrame:
        """Return the closed days as a frame: date, value, n, low, high, expected, status."""
        import pandas as pd

        rows = [
            {
                "date": day["date"],
                "value": day["value"],
                "n": day["n"],
                "low": day["interval"].get("low"),
                "high": day["interval"].get("high"),
                "expected": day["expected"],
                "status": day["status"],
            }
            for day in self.raw["days"]
        ]
        frame = pd.DataFrame(rows, columns=["date", "value", "n", "low", "high", "expected", "status"])
        frame["date"] = pd.to_datetime(frame["date"])
        return frame

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the days with their intervals, the plan, the target and the due date; needs matplotlib."""
        from deskgauge import plots

        return plots.goal(self, ax)

    def __repr__(self) -> str:
        return f"Goal({self.name!r}, {self.status}, value={self.value}, target={self.target})"

    def _repr_html_(self) -> str:
        from deskgauge import score_forms

        return score_forms.goal_html(self)


class Card(_Document):
    """One card of a scorecard: of the desk, a team or an agent."""

    @property
    def group(self) -> dict[str, str]:
        """Whose it is; empty: the desk's."""
        return dict(self.raw["group"])

    @property
    def score(self) -> float | None:
        """The weighted score; None for ``raw["score"]["reason"]``."""
        return _number(self.raw["score"]["score"])

    @property
    def coverage(self) -> float:
        """Share of the weight that has a value."""
        return float(self.raw["score"]["coverage"])

    @property
    def rating(self) -> str | None:
        """Name of the proposed level; "indeterminate" where the intervals span two; None for ``raw["rating_reason"]``."""
        rating = self.raw["rating"]
        if rating is None:
            return None
        return "indeterminate" if rating["indeterminate"] else str(rating["name"])

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The items with value, attainment and weight."""
        return list(self.raw["lines"])

    def __repr__(self) -> str:
        return f"Card({self.group or 'desk'}, score={self.score}, coverage={self.coverage:.0%}, rating={self.rating})"


class Scorecard(_Document):
    """A scorecard's cards in one window."""

    @property
    def name(self) -> str:
        """Name of the scorecard."""
        return str(self.raw["scorecard"]["name"])

    @property
    def cards(self) -> list[Card]:
        """The cards, by group."""
        return [Card(card) for card in self.raw["cards"]]

    def __iter__(self) -> Iterator[Card]:
        return iter(self.cards)

    def __len__(self) -> int:
        return len(self.raw["cards"])

    def to_pandas(self) -> pd.DataFrame:
        """Return one row a line: the group, metric, perspective, weight, value, n, attainment."""
        import pandas as pd

        rows = []
        for card in self.raw["cards"]:
            for line in card["lines"]:
                row = dict(card["group"])
                row.update({key: line[key] for key in ("metric", "perspective", "weight", "value", "n", "attainment")})
                rows.append(row)
        return pd.DataFrame(rows)

    def plot(self, group: dict[str, str] | None = None, ax: Axes | None = None) -> Axes:
        """Draw the attainment of one card's items by perspective; needs matplotlib."""
        from deskgauge import plots

        return plots.scorecard(self, group, ax)

    def __repr__(self) -> str:
        return f"Scorecard({self.name!r}, cards={len(self)})"

    def _repr_html_(self) -> str:
        from deskgauge import score_forms

        return score_forms.scorecard_html(self)


class Standings(_Document):
    """Agents side by side by one metric: shrunken values and what cannot be told apart."""

    @property
    def rows(self) -> list[dict[str, Any]]:
        """One for each agent, by name: a list by value would be a ranking."""
        return list(self.raw["rows"])

    def to_pandas(self) -> pd.DataFrame:
        """Return one row an agent: value, n, estimate, low, high, group, best, worst, outside, below_minimum."""
        import pandas as pd

        rows = []
        for row in self.raw["rows"]:
            standing = row["standing"] or {}
            shrunk = row["shrunk"]
            rows.append(
                {
                    self.raw["by"]: row["name"],
                    "value": row["value"],
                    "n": row["n"],
                    "estimate": shrunk["estimate"],
                    "low": shrunk.get("low"),
                    "high": shrunk.get("high"),
                    "group": standing.get("group"),
                    "best": standing.get("best"),
                    "worst": standing.get("worst"),
                    "outside": row.get("funnel", {}).get("outside_99_8"),
                    "below_minimum": row["below_minimum"],
                }
            )
        return pd.DataFrame(rows)

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the funnel of a rate: every agent at its n, with the limits of chance; needs matplotlib."""
        from deskgauge import plots

        return plots.funnel(self, ax)

    def __len__(self) -> int:
        return len(self.raw["rows"])

    def __repr__(self) -> str:
        return f"Standings({self.raw['metric']!r} by {self.raw['by']!r}, rows={len(self)}, groups={self.raw['groups']})"

    def _repr_html_(self) -> str:
        from deskgauge import score_forms

        return score_forms.standings_html(self)


class Mix(_Document):
    """A change between two periods: rate effect and mix effect, which add up to it."""

    @property
    def change(self) -> float:
        """After less before."""
        return float(self.raw["after"] - self.raw["before"])

    @property
    def rate_effect(self) -> float:
        """What the strata themselves changed by."""
        return float(self.raw["rate_effect"])

    @property
    def mix_effect(self) -> float:
        """What came from other shares of the strata."""
        return float(self.raw["mix_effect"])

    def to_pandas(self) -> pd.DataFrame:
        """Return one row a stratum: its group, before, after, before_n, after_n, rate_effect, mix_effect."""
        import pandas as pd

        return pd.DataFrame([{**row["group"], **{key: row[key] for key in row if key != "group"}} for row in self.raw["rows"]])

    def __repr__(self) -> str:
        return f"Mix({self.raw['metric']!r}, change={self.change:+.4g}, rate={self.rate_effect:+.4g}, mix={self.mix_effect:+.4g})"

    def _repr_html_(self) -> str:
        from deskgauge import score_forms

        return score_forms.mix_html(self)


class Exceptions(_Document):
    """What a manager should know, the gravest first."""

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.raw["exceptions"])

    def __len__(self) -> int:
        return len(self.raw["exceptions"])

    def to_pandas(self) -> pd.DataFrame:
        """Return one row an exception."""
        import pandas as pd

        return pd.DataFrame(self.raw["exceptions"])

    def __repr__(self) -> str:
        return f"Exceptions({len(self)})"

    def _repr_html_(self) -> str:
        from deskgauge import score_forms

        return score_forms.exceptions_html(self)


def goals_of(document: dict[str, Any]) -> list[Goal]:
    """Return the goals of a document; each keeps the moment and the revision of the whole."""
    shared = {key: document[key] for key in ("at", "revision", "definitions_fingerprint")}
    return [Goal({**shared, **goal}) for goal in document["goals"]]


def scorecard_of(document: dict[str, Any]) -> Scorecard:
    """Return the scorecard of a document."""
    return Scorecard(document)


def standings_of(document: dict[str, Any]) -> Standings:
    """Return the standings of a document."""
    return Standings(document)


def mix_of(document: dict[str, Any]) -> Mix:
    """Return the mix of a document."""
    return Mix(document)


def exceptions_of(document: dict[str, Any]) -> Exceptions:
    """Return the exceptions of a document."""
    return Exceptions(document)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
