"""A desk for goals and scorecards: a few metrics whose values are counted out ticket by ticket, so that every oracle is arithmetic."""
from conftest import event

DESK = """\
apiVersion: deskgauge/v1
kind: Desk
metadata: {name: support, label: Support}
spec: {zone: UTC, week_start: monday, schedule: always}
---
apiVersion: deskgauge/v1
kind: Instrument
metadata: {name: csat}
spec: {instrument: csat, version: "1", scale: {min: 1, max: 5}, positive: [4, 5]}
---
apiVersion: deskgauge/v1
kind: Metric
metadata: {name: csat, label: Customer satisfaction, description: Share of satisfied answers, owner: support, version: 1}
spec:
  type: simple
  fact: survey_response
  instrument: csat
  revisions: latest
  measure: rating
  aggregation: csat
  anchor: first_responded
  attribution: assignee_at_survey_sent
  dimensions: [agent, team, channel]
  rollups: [[agent], [team], []]
  grains: [day]
  unit: "1"
  direction: up
  null_policy: no_data
  minimum_sample: 5
  companion: csat_response_rate
---
apiVersion: deskgauge/v1
kind: Metric
metadata: {name: csat_response_rate, label: Response rate, description: Share of the surveys answered, owner: support, version: 1}
spec:
  type: ratio
  fact: survey_invitation
  instrument: csat
  numerator: "responded == 1"
  anchor: sent
  attribution: assignee_at_survey_sent
  dimensions: [agent, team, channel]
  rollups: [[agent], []]
  unit: "1"
  direction: up
  null_policy: no_data
  minimum_sample: 1
"""


CARD = """\
---
apiVersion: deskgauge/v1
kind: Scorecard
metadata: {name: card, label: Service, owner: jana}
spec:
  window: 28d
  by: []
  scale: target_80
  mean: arithmetic
  missing: renormalise
  minimum_coverage: 0.7
  perspectives: [customer]
  items:
    - {metric: csat, perspective: customer, weight: 1, kind: subjective, floor: 0.70, target: 0.87, stretch: 0.95}
"""


def share_metric(name, channel, direction="up"):
    """Share of urgent tickets among those of one channel."""
    return f"""\
---
apiVersion: deskgauge/v1
kind: Metric
metadata: {{name: {name}, label: {name}, description: Share of urgent tickets, owner: support, version: 1}}
spec:
  type: ratio
  fact: ticket
  filter: "channel == '{channel}'"
  numerator: "priority == 'urgent'"
  anchor: created
  attribution: none
  dimensions: [team, channel]
  rollups: [[team], []]
  unit: "1"
  direction: {direction}
  null_policy: no_data
  minimum_sample: 1
"""


def goal(name, **spec):
    """A goal by the text of its keys."""
    body = "\n".join(f"  {key}: {value}" for key, value in spec.items())
    return f"---\napiVersion: deskgauge/v1\nkind: Goal\nmetadata: {{name: {name}, owner: jana}}\nspec:\n{body}\n"


class Log:
    """Events, numbered as they come."""

    def __init__(self):
        self.lines = []

    def add(self, type, time, subject, **data):
        self.lines.append(event(len(self.lines), type, time, subject, **data))

    def survey(self, time, rating, agent="7", team="billing"):
        """A ticket with a survey that was answered at once; rating None is silence."""
        ticket = str(len(self.lines))
        self.add("ticket.created", time, "ticket/" + ticket, channel="email", direction="inbound", team_id=team, customer_id="c" + ticket)
        self.add("survey.sent", time, "ticket/" + ticket, invitation_id="i" + ticket, instrument="csat", instrument_version="1",
                 scale={"min": 1, "max": 5}, ticket_id=ticket, assignee_id=agent)
        if rating is not None:
            self.add("survey.responded", time, "ticket/" + ticket, invitation_id="i" + ticket, response_id="r" + ticket, revision=1,
                     answers=[{"question_id": "q", "value": rating}], ticket_id=ticket)

    def surveys(self, time, satisfied, n, **who):
        for i in range(n):
            self.survey(time, 5 if i < satisfied else 1, **who)

    def tickets(self, time, urgent, n, channel, team="billing"):
        for i in range(n):
            ticket = str(len(self.lines))
            self.add("ticket.created", time, "ticket/" + ticket, channel=channel, direction="inbound", team_id=team,
                     priority="urgent" if i < urgent else "normal", customer_id="c" + ticket)

    def write(self, folder):
        (folder / "events.jsonl").write_text("\n".join(self.lines) + "\n", encoding="utf-8")
        return "events.jsonl"
