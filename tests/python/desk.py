"""A small desk for the tests: the standard catalogue, and seeded histories of tickets."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DEFINITIONS = ROOT / "examples" / "definitions"
SCENARIOS = ROOT / "examples" / "scenarios"
START = datetime(2026, 5, 4, 7, 0, tzinfo=timezone.utc)
SOURCE = "helpdesk"


def event(name: str, number: int, at: datetime, /, **fields: Any) -> dict[str, Any]:
    """One event in the flat form."""
    return {"type": name, "id": f"e{number}", "source": SOURCE, "time": at, **fields}


def history(tickets: int, seed: int = 7) -> list[dict[str, Any]]:
    """Events of `tickets` tickets: created, assigned, answered, solved and for some a survey; some reopened, some left open."""
    rng = random.Random(seed)
    out: list[dict[str, Any]] = []

    def add(name: str, at: datetime, /, **fields: Any) -> None:
        out.append(event(name, len(out) + 1, at, **fields))

    for number in range(1, tickets + 1):
        t = START + timedelta(minutes=rng.randrange(0, 14 * 24 * 60))
        ticket, agent = str(number), str(rng.randrange(1, 6))
        channel = rng.choice(["email", "chat", "web"])
        customer = f"c{rng.randrange(1, tickets + 1)}"
        add(
            "ticket.created",
            t,
            ticket_id=ticket,
            channel=channel,
            direction="inbound",
            customer_id=customer,
            team_id="billing",
            tags=["vip"],
        )
        said = {"ticket_id": ticket, "visibility": "public", "kind": "reply"}
        add("message.sent", t, author_type="customer", author_id=customer, message_id=f"m{number}a", **said)
        t += timedelta(minutes=rng.randrange(1, 60))
        add("ticket.assigned", t, ticket_id=ticket, assignee_id=agent, team_id="billing", reason="routing")
        t += timedelta(minutes=rng.randrange(1, 300))
        add("message.sent", t, author_type="agent", author_id=agent, message_id=f"m{number}b", **said)
        if rng.random() < 0.2:
            continue
        t += timedelta(minutes=rng.randrange(1, 3000))
        add("ticket.status_changed", t, ticket_id=ticket, current="solved", actor_type="agent", actor_id=agent)
        if rng.random() < 0.1:
            t += timedelta(hours=3)
            add("ticket.status_changed", t, ticket_id=ticket, current="open", actor_type="customer", actor_id=customer)
        if rng.random() < 0.6:
            survey(add, rng, t, ticket, number)
    return out


def survey(add: Any, rng: random.Random, t: datetime, ticket: str, number: int) -> None:
    """A CSAT invitation and its answer."""
    scale = {"min": 1, "max": 5}
    about = {"ticket_id": ticket, "invitation_id": f"i{number}"}
    add("survey.sent", t, instrument="csat", instrument_version="1", scale=scale, channel="email", **about)
    rating = rng.choice([1, 3, 4, 5, 5])
    add(
        "survey.responded",
        t + timedelta(minutes=5),
        response_id=f"r{number}",
        **about,
        **{"data.revision": 1},
        answers=[{"question_id": "csat", "value": rating}],
    )


END = START + timedelta(days=30)
