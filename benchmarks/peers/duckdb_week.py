"""CSAT and p90 first response of every agent over a rolling week in DuckDB, in this process: the best of three schemas is the peer."""

import statistics
import time

import duckdb

WEEK = 7 * 86_400_000

FROM_EVENTS = """
WITH reply AS (SELECT ticket_id, min(ts) AS ts, arg_min(agent_id, ts) AS agent FROM event
                WHERE type = 'agent_reply' AND ts <= {at} GROUP BY 1),
  born AS (SELECT ticket_id, min(ts) AS ts FROM event WHERE type = 'created' GROUP BY 1),
  response AS (SELECT agent, quantile_disc(reply.ts - born.ts, 0.9) AS p90 FROM reply JOIN born USING (ticket_id)
               WHERE reply.ts >= {since} GROUP BY 1),
  answer AS (SELECT ticket_id, min(ts) AS ts, arg_min(agent_id, ts) AS agent, arg_max(score, event_id) AS score FROM event
             WHERE type = 'csat' AND ts <= {at} GROUP BY 1),
  rated AS (SELECT agent, count(*) FILTER (score >= 4) / count(*) AS csat FROM answer WHERE ts >= {since} GROUP BY 1)
SELECT * FROM response FULL JOIN rated USING (agent)"""

FROM_TICKETS = """
SELECT * FROM (SELECT responder AS agent, quantile_disc(responded - created, 0.9) AS p90 FROM ticket
               WHERE responded >= {since} AND responded <= {at} GROUP BY 1)
FULL JOIN (SELECT rated_agent AS agent, count(*) FILTER (score >= 4) / count(*) AS csat FROM ticket
           WHERE rated >= {since} AND rated <= {at} GROUP BY 1) USING (agent)"""

FROM_FACTS = """
SELECT * FROM (SELECT agent, quantile_disc(ms, 0.9) AS p90 FROM response WHERE ts >= {since} AND ts <= {at} GROUP BY 1)
FULL JOIN (SELECT agent, count(*) FILTER (score >= 4) / count(*) AS csat FROM answer
           WHERE ts >= {since} AND ts <= {at} GROUP BY 1) USING (agent)"""


class Week:
    """The first half of a stream in three schemas: raw events; a row a ticket kept current; a narrow table a metric, in time order."""

    def __init__(self, events):
        self.connection = duckdb.connect()
        run = self.connection.execute
        half = run(f"SELECT count(*) // 2 FROM read_csv('{events}', header = true)").fetchone()[0]
        run(f"CREATE TABLE event AS SELECT * FROM read_csv('{events}', header = true) LIMIT {half}")
        self.at = run("SELECT max(ts) FROM event").fetchone()[0]
        run("""CREATE TABLE ticket AS SELECT ticket_id, min(ts) FILTER (type = 'created') AS created,
            min(ts) FILTER (type = 'agent_reply') AS responded,
            min(ts * 65536 + agent_id) FILTER (type = 'agent_reply') % 65536 AS responder,
            min(ts) FILTER (type = 'csat') AS rated, min(ts * 65536 + agent_id) FILTER (type = 'csat') % 65536 AS rated_agent,
            max(ts * 8 + score) FILTER (type = 'csat') % 8 AS score FROM event GROUP BY 1""")
        run("""CREATE TABLE response AS SELECT responded AS ts, responder AS agent, responded - created AS ms FROM ticket
            WHERE responded IS NOT NULL AND created IS NOT NULL ORDER BY ts""")
        run("CREATE TABLE answer AS SELECT rated AS ts, rated_agent AS agent, score FROM ticket WHERE rated IS NOT NULL ORDER BY ts")

    def milliseconds(self, sql, times):
        """Median time of the question; one more fact arrives before each."""
        taken, rows = [], []
        for i in range(times):
            self.connection.execute(f"INSERT INTO response VALUES ({self.at}, {1 + i % 200}, 600000)")
            text = sql.format(at=self.at, since=self.at - self.at % 86_400_000 - 6 * 86_400_000)
            start = time.perf_counter()
            rows = self.connection.execute(text).fetchall()
            taken.append((time.perf_counter() - start) * 1e3)
        return statistics.median(taken), len(rows)
