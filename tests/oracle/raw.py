"""The logs read with pandas, from their columns as `data/README.md` describes them. Nothing here imports Deskgauge."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pandas as pd

from histories import History, Sample, Step

ITALIAN_STATUS = {
    "Take in charge ticket": "open",
    "Wait": "pending",
    "Require upgrade": "on_hold",
    "Resolve ticket": "solved",
    "Closed": "closed",
}
UCI_STATUS = {
    "New": "new",
    "Active": "open",
    "Awaiting User Info": "pending",
    "Awaiting Vendor": "on_hold",
    "Awaiting Problem": "on_hold",
    "Awaiting Evidence": "on_hold",
    "Resolved": "solved",
    "Closed": "closed",
}
HELD = ("status", "priority", "assigned_to", "assignment_group")
UCI_CHANNEL = {"Phone": "phone", "Email": "email", "Self service": "web", "IVR": "ivr", "Direct opening": "direct"}


def instants(texts: pd.Series, form: str, zone: str) -> pd.Series:
    """Local times as milliseconds since 1970. A time that a clock change skips or repeats is an error: no log here has one."""
    local = pd.to_datetime(texts, format=form).dt.tz_localize(zone, ambiguous="raise", nonexistent="raise")
    return (local - pd.Timestamp(0, tz="UTC")) // pd.Timedelta(milliseconds=1)


def helpdesk_italy(path: Path, *, repeats_reopen: bool = True) -> list[History]:
    """One history a case.

    An activity after `Resolve ticket`, other than `Closed`, is a reopening; that is the log's own rule and makes a second `Resolve ticket`
    one too. With `repeats_reopen` false, solving what is solved is nothing (X2).
    """
    log = pd.read_csv(path, dtype=str)
    log["at"] = instants(log["Complete Timestamp"], "%Y/%m/%d %H:%M:%S.%f", "Europe/Rome")
    columns = ["Case ID", "at", "Activity", "Resource", "seriousness_2", "customer", "workgroup"]
    rows = (dict(zip(columns, row, strict=True)) for row in log[columns].astype(object).itertuples(index=False, name=None))
    cases = itertools.groupby(rows, key=lambda row: row["Case ID"])
    return [_italian_case(case, list(own), repeats_reopen) for case, own in cases]


def _italian_case(case: str, rows: list[dict[str, Any]], repeats_reopen: bool) -> History:
    first = rows[0]
    steps: list[Step] = []
    replies: list[tuple[int, str | None]] = []
    status, owner = "new", None
    for row in rows:
        at, activity, agent, priority = row["at"], row["Activity"], row["Resource"], row["seriousness_2"]
        done, solves = status in ("solved", "closed"), activity == "Resolve ticket"
        if done and activity != "Closed" and (repeats_reopen or not solves):
            steps.append(Step(at, "open", None, None, priority, owner))
            status = "open"
        if activity == "Take in charge ticket":
            replies.append((at, agent))
            owner = agent
        if not (done and solves and not repeats_reopen):
            status = ITALIAN_STATUS.get(activity, status)
        # Closing is automatic: no agent did it, so the assignee is credited.
        steps.append(Step(at, status, owner if activity == "Closed" else agent, None, priority, owner))
    dims = {"team": first["workgroup"], "priority": first["seriousness_2"], "channel": "unknown"}
    return History(case, first["at"], steps, dims, first["customer"], replies)


def uci_log(path: Path) -> pd.DataFrame:
    """The table without the rows of state -100, which nobody knows."""
    log = pd.read_csv(path, dtype=str, na_values=["?"], keep_default_na=False)
    return log[log["incident_state"] != "-100"]


def uci_incidents(log: pd.DataFrame) -> list[History]:
    """One history an incident; rows are times of change, the final times they repeat are not read."""
    opened = instants(log["opened_at"], "%d/%m/%Y %H:%M", "UTC")
    log = log.assign(
        opened=opened,
        at=instants(log["sys_updated_at"], "%d/%m/%Y %H:%M", "UTC").clip(lower=opened),  # five rows are updated before they are opened
        closed=instants(log["closed_at"], "%d/%m/%Y %H:%M", "UTC"),
        status=log["incident_state"].map(UCI_STATUS),
    )
    columns = ["number", "opened", "at", *HELD, "contact_type", "caller_id"]
    table = log[columns].astype(object).where(log[columns].notna(), None)
    rows = (dict(zip(columns, row, strict=True)) for row in table.itertuples(index=False, name=None))
    return [_uci_incident(number, list(own)) for number, own in itertools.groupby(rows, key=lambda row: row["number"])]


def _uci_incident(number: str, rows: list[dict[str, Any]]) -> History:
    """What a row changes against the one before it in the file takes effect at the row's time.

    One incident has a row that lies later than the next two, and a reopen_count of 0: sorted whole rows would reopen it. "?" is missing,
    not none: the group stays; but nobody is assigned where a group has taken over without a name.
    """
    first = rows[0]
    changes, before = [], {"status": "new"}
    for row in rows:
        changes.append((row["at"], {name: row[name] for name in HELD if row[name] != before.get(name)}))
        before = row
    held = {"status": "new", "priority": first["priority"], "assigned_to": None, "assignment_group": None}
    steps = []
    for at, change in sorted(changes, key=lambda pair: pair[0]):  # sorted keeps file order among equals
        held = {**held, **{name: value for name, value in change.items() if value is not None or name != "assignment_group"}}
        agent = held["assigned_to"]
        steps.append(Step(at, held["status"], agent, held["assignment_group"], held["priority"], agent))
    dims = {"channel": UCI_CHANNEL[first["contact_type"]], "priority": first["priority"]}
    return History(number, first["opened"], steps, dims, first["caller_id"])


def uci_verdicts(log: pd.DataFrame) -> list[Sample]:
    """The last row of each incident: when it closed and whether the desk says its target was met."""
    rows = log.groupby("number", sort=False)
    last = rows.tail(1).set_index("number")
    dims = pd.DataFrame(
        {
            "priority": rows["priority"].head(1).set_axis(last.index),
            "team": rows["assignment_group"].ffill()[~log["number"].duplicated(keep="last")].set_axis(last.index),
            "agent": last["assigned_to"],
        }
    ).astype(object)
    closed = instants(last["closed_at"], "%d/%m/%Y %H:%M", "UTC")
    named = dims.where(dims.notna(), None).to_dict("records")
    return [Sample(at, int(met == "true"), who) for at, met, who in zip(closed, last["made_sla"], named, strict=True)]


def uci_counters(log: pd.DataFrame, name: str) -> pd.Series:
    """What ServiceNow itself counted, from the last row of each incident."""
    return log.groupby("number", sort=False)[name].last().astype(int)


def uci_resolved(log: pd.DataFrame) -> pd.Series:
    """The final resolved_at that every row repeats, where there is one."""
    last = log.groupby("number", sort=False).tail(1).set_index("number")["resolved_at"].dropna()
    known = instants(last, "%d/%m/%Y %H:%M", "UTC")
    numbers = log["number"].unique()
    return known.reindex(numbers).astype(object).where(lambda at: at.notna(), None)


BOROUGHS = {
    "BROOKLYN": "Brooklyn",
    "QUEENS": "Queens",
    "MANHATTAN": "Manhattan",
    "BRONX": "Bronx",
    "STATEN ISLAND": "Staten Island",
}


def nyc_requests(path: Path) -> tuple[list[History], int]:
    """One history a request, and how many rows close before they open and are therefore left out."""
    log = pd.read_csv(path, dtype=str)
    form = "%m/%d/%Y %I:%M:%S %p"
    log["opened"], log["closed"] = (instants(log[name], form, "America/New_York") for name in ("created_date", "closed_date"))
    sound = log[log["closed"] >= log["opened"]]
    histories = [
        History(
            row.unique_key,
            row.opened,
            [Step(row.closed, "solved")],
            {"category": row.complaint_type, "segment": BOROUGHS.get(row.borough, "unspecified")},
        )
        for row in sound.itertuples()
    ]
    return histories, len(log) - len(sound)


def sfo_answers(path: Path) -> pd.DataFrame:
    """One row a respondent: the year, the CSAT and NPS answer where there is a valid one."""
    log = pd.read_csv(path, dtype=str, keep_default_na=False)
    csat = pd.to_numeric(log["q7all_csat"], errors="coerce")
    nps = pd.to_numeric(log["netpro_nps"], errors="coerce")
    return pd.DataFrame({"year": log["year"].astype(int), "csat": csat.where(csat.between(1, 5)), "nps": nps.where(nps.between(0, 10))})
