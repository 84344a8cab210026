"""The stream as numpy columns and as dicts, for the Python door, without ratings: their answers are lists, which columns do not carry."""

import numpy as np
import pandas as pd

TYPES = {
    "created": "ticket.created",
    "assigned": "ticket.assigned",
    "transferred": "ticket.assigned",
    "agent_reply": "message.sent",
    "customer_reply": "message.sent",
    "note": "message.sent",
    "field_update": "ticket.field_changed",
    "pending": "ticket.status_changed",
    "open": "ticket.status_changed",
    "solved": "ticket.status_changed",
    "reopened": "ticket.status_changed",
    "closed": "ticket.status_changed",
}
# field -> the word it has for a type of the stream; "" and absent types: no value
WORDS = {
    "direction": {"created": "inbound"},
    "assignee_type": {"assigned": "agent", "transferred": "agent"},
    "reason": {"assigned": "routing", "transferred": "transfer"},
    "author_type": {"agent_reply": "agent", "customer_reply": "customer", "note": "agent"},
    "visibility": {"agent_reply": "public", "customer_reply": "public", "note": "private"},
    "kind": {"agent_reply": "reply", "customer_reply": "reply", "note": "note"},
    "field": {"field_update": "custom.edited"},
    "current": {"field_update": "yes", "pending": "pending", "open": "open", "solved": "solved", "reopened": "open", "closed": "closed"},
    "actor_type": {"pending": "agent", "open": "agent", "solved": "agent", "reopened": "customer", "closed": "automation"},
}
# field -> column of the stream, and the types that have it
NUMBERS = {
    "team_id": ("group_id", {"created", "assigned", "transferred"}),
    "assignee_id": ("agent_id", {"assigned", "transferred"}),
    "message_id": ("event_id", {"agent_reply", "customer_reply", "note"}),
    "author_id": ("agent_id", {"agent_reply", "note"}),
    "actor_id": ("agent_id", {"pending", "solved"}),
}


def read(path):
    frame = pd.read_csv(path)
    return frame[frame["type"] != "csat"].reset_index(drop=True)


def columns(frame):
    """Keyword arguments of Engine.ingest_columns: integers, codes into dictionaries, masks where a value is absent."""
    kinds = frame["type"].astype("category")
    names, codes = list(kinds.cat.categories), kinds.cat.codes.to_numpy()
    types = sorted(set(TYPES.values()))
    by_code = lambda words, dictionary: np.array([dictionary.index(words[n]) if words.get(n) else -1 for n in names], np.int16)[codes]
    out = {
        "type": by_code(TYPES, types).astype(np.int8),
        "source": "bench",
        "id": frame["event_id"].to_numpy(np.int64),
        "time": frame["ts"].to_numpy(np.int64),
        "ticket_id": frame["ticket_id"].to_numpy(np.int64),
    }
    dictionaries = {"type": types}
    for field, words in WORDS.items():
        dictionaries[field] = sorted(set(words.values()))
        out[field] = by_code(words, dictionaries[field])
    created = (frame["type"] == "created").to_numpy()
    for field in ("channel", "priority"):
        words = frame[field].astype("category")
        dictionaries[field] = list(words.cat.categories)
        out[field] = np.where(created, words.cat.codes.to_numpy(), -1).astype(np.int8)
    for field, (column, kinds_with) in NUMBERS.items():
        has = np.array([n in kinds_with for n in names])[codes] & frame[column].notna().to_numpy()
        out[field] = np.ma.MaskedArray(frame[column].fillna(0).to_numpy().astype(np.int64), mask=~has)
    out["dictionaries"] = dictionaries
    return out


def sliced(all_columns, start, stop):
    cut = lambda v: v[start:stop] if isinstance(v, np.ndarray) else v
    return {name: cut(value) for name, value in all_columns.items()}


def dicts(frame):
    """The same events as a user's Python program would build them."""
    out = []
    for row in frame.itertuples(index=False):
        event = {"type": TYPES[row.type], "source": "bench", "id": row.event_id, "time": row.ts, "ticket_id": row.ticket_id}
        for field, words in WORDS.items():
            if row.type in words:
                event[field] = words[row.type]
        for field, (column, kinds_with) in NUMBERS.items():
            value = getattr(row, column)
            if row.type in kinds_with and value == value:
                event[field] = int(value)
        if row.type == "created":
            event |= {"channel": row.channel, "priority": row.priority}
        out.append(event)
    return out
