"""Sums over the batch job's results, by metric, in which both engines must agree: rows, samples, and the values as integers."""

import csv


def ours(path):
    """Sums of deskgauge_bench_batch_job's file."""
    sums = {}
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            add(sums, row["metric"], row["n"], row["value"])
    return sums


def duckdb(path):
    """Sums of peers/batch.sql's file."""
    sums = {}
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            n = row["n"]
            if row["family"] == "response":
                add(sums, "first_response_p50", n, row["a"]), add(sums, "first_response_p90", n, row["b"])
            elif row["family"] == "solve":
                add(sums, "solved", n, int(n) * 1000), add(sums, "one_touch_rate", n, row["c"])
                add(sums, "resolution_p50", n, row["a"]), add(sums, "resolution_p90", n, row["b"])
            else:
                add(sums, "csat" if row["family"] == "csat" else "reopen_rate", n, row["a"])
    return sums


def add(sums, metric, n, value):
    rows, samples, total = sums.get(metric, (0, 0, 0))
    sums[metric] = (rows + 1, samples + int(n), total + int(value))
