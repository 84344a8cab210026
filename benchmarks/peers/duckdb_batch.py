"""The batch job in DuckDB: duckdb_batch.py EVENTS.csv OUT.csv [THREADS]."""

import pathlib
import sys

import duckdb

connection = duckdb.connect()
if len(sys.argv) > 3:
    connection.execute(f"SET threads = {int(sys.argv[3])}")
sql = (pathlib.Path(__file__).parent / "batch.sql").read_text()
connection.execute(sql.replace("{events}", sys.argv[1]).replace("{out}", sys.argv[2]))
