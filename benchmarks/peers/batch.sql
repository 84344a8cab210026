-- The batch job in DuckDB, read straight from the CSV: for each agent and day the metrics of definitions/ten_cells.yaml that peers can
-- compute. One pass makes a row a ticket; agents are packed into the low bits of the instants that choose them. Redelivered events count
-- once (DISTINCT). Quantiles are nearest ranks, durations are ms. Parameters {events} and {out} are filled in by peers/duckdb_batch.py.
COPY (
  WITH ticket AS (
    SELECT ticket_id,
      min(ts) FILTER (type = 'created') AS created,
      min(ts * 65536 + agent_id) FILTER (type = 'agent_reply') AS first_reply,
      min(ts * 65536 + agent_id) FILTER (type = 'solved') AS first_solve,
      max(ts * 65536 + agent_id) FILTER (type = 'solved') AS last_solve,
      min(ts * 65536 + agent_id) FILTER (type = 'csat') AS first_answer,
      max(ts * 8 + score) FILTER (type = 'csat') % 8 AS score,
      count(DISTINCT event_id) FILTER (type = 'reopened') AS reopens,
      count(DISTINCT event_id) FILTER (type = 'agent_reply') AS replies
    FROM read_csv('{events}', header = true)
    WHERE type IN ('created', 'agent_reply', 'solved', 'csat', 'reopened')
    GROUP BY ticket_id),
  response AS (SELECT first_reply % 65536 AS agent, (first_reply // 65536) // 86400000 AS day, (first_reply // 65536) - created AS ms FROM ticket
               WHERE first_reply IS NOT NULL),
  solve AS (SELECT last_solve % 65536 AS agent, (last_solve // 65536) // 86400000 AS day, (last_solve // 65536) - created AS ms,
              replies = 1 AND reopens = 0 AS one_touch FROM ticket WHERE last_solve IS NOT NULL)
  SELECT 'response' AS family, agent, day, count(*) AS n, quantile_disc(ms, 0.5) AS a, quantile_disc(ms, 0.9) AS b, NULL AS c
  FROM response GROUP BY agent, day
  UNION ALL
  SELECT 'solve', agent, day, count(*), quantile_disc(ms, 0.5), quantile_disc(ms, 0.9), count(*) FILTER (one_touch) FROM solve GROUP BY agent, day
  UNION ALL
  SELECT 'csat', first_answer % 65536, (first_answer // 65536) // 86400000, count(*), count(*) FILTER (score >= 4), NULL, NULL
  FROM ticket WHERE first_answer IS NOT NULL GROUP BY ALL
  UNION ALL
  SELECT 'reopen', first_solve % 65536, (first_solve // 65536) // 86400000, count(*), count(*) FILTER (reopens > 0), NULL, NULL
  FROM ticket WHERE first_solve IS NOT NULL GROUP BY ALL
) TO '{out}' (HEADER, DELIMITER ',');
