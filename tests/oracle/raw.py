"""The logs read with pandas, from their columns as `data/README.md` describes them. Nothing here imports Deskgauge."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from histories import History, Step

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
    return [_italian_case(str(case), rows, repeats_reopen) for case, rows in log.groupby("Case ID", sort=False)]


def _italian_case(case: str, rows: pd.DataFrame, repeats_reopen: bool) -> History:
    first = rows.iloc[0]
    steps: list[Step] = []
    replies: list[tuple[int, str | None]] = []
    status, owner = "new", None
    for at, activity, agent, priority in zip(rows["at"], rows["Activity"], rows["Resource"], rows["seriousness_2"], strict=True):
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
    return History(case, int(first["at"]), steps, dims, first["customer"], replies)


def uci_incidents(path: Path) -> list[History]:
    """One history an incident; rows are times of change, the final times they repeat are not read. State -100 is unknown: no row."""
    log = pd.read_csv(path, dtype=str, na_values=["?"], keep_default_na=False)
    log = log[log["incident_state"] != "-100"]
    opened = instants(log["opened_at"], "%d/%m/%Y %H:%M", "UTC")
    log = log.assign(
        opened=opened,
        at=instants(log["sys_updated_at"], "%d/%m/%Y %H:%M", "UTC").clip(lower=opened),  # five rows are updated before they are opened
        closed=instants(log["closed_at"], "%d/%m/%Y %H:%M", "UTC"),
        status=log["incident_state"].map(UCI_STATUS),
    )
    columns = ["number", "opened", "at", "status", "assigned_to", "assignment_group", "contact_type", "priority", "caller_id"]
    log = log[columns].astype(object).where(log[columns].notna(), None)
    return [_uci_incident(str(number), rows) for number, rows in log.groupby("number", sort=False)]


def _uci_incident(number: str, rows: pd.DataFrame) -> History:
    """What a row changes against the one before it in the file takes effect at the row's time.

    One incident has a row that lies later than the next two, and a reopen_count of 0: sorted whole rows would reopen it. "?" is missing, not
    none: the group stays; but nobody is assigned where a group has taken over without a name.
    """
    first = rows.iloc[0]
    changes, before = [], {"status": "new"}
    for row in rows.to_dict("records"):
        changes.append((row["at"], {name: row[name] for name in HELD if row[name] != before.get(name)}))
        before = row
    held = {"status": "new", "priority": first["priority"], "assigned_to": None, "assignment_group": None}
    steps = []
    for at, change in sorted(changes, key=lambda pair: pair[0]):  # sorted keeps file order among equals
        held = {**held, **{name: value for name, value in change.items() if value is not None or name != "assignment_group"}}
        agent = held["assigned_to"]
        steps.append(Step(at, held["status"], agent, held["assignment_group"], held["priority"], agent))
    dims = {"channel": UCI_CHANNEL[first["contact_type"]], "priority": first["priority"]}
    return History(number, int(first["opened"]), steps, dims, first["caller_id"])


def uci_verdicts(path: Path) -> pd.DataFrame:
    """The last row of each incident: when it closed and whether the desk says its target was met."""
    log = pd.read_csv(path, dtype=str, na_values=["?"], keep_default_na=False)
    log = log[log["incident_state"] != "-100"]
    log["assignment_group"] = log.groupby("number", sort=False)["assignment_group"].ffill()
    last = log.groupby("number", sort=False).tail(1)
    first = log.groupby("number", sort=False).head(1).set_index("number")
    return pd.DataFrame(
        {
            "at": instants(last["closed_at"], "%d/%m/%Y %H:%M", "UTC"),
            "met": (last["made_sla"] == "true").astype(int),
            "priority": last["number"].map(first["priority"]),
            "team": last["assignment_group"].astype(object).where(last["assignment_group"].notna(), None),
            "agent": last["assigned_to"].astype(object).where(last["assigned_to"].notna(), None),
        }
    )


def uci_columns(path: Path) -> pd.DataFrame:
    """What ServiceNow itself counted, from the last row of each incident."""
    log = pd.read_csv(path, dtype=str, na_values=["?"], keep_default_na=False)
    last = log.groupby("number", sort=False).tail(1).set_index("number")
    return last[["reopen_count", "reassignment_count"]].astype(int)


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
