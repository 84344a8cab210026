"""Long calls give the interpreter lock back, and an engine may be used from any thread."""

from __future__ import annotations

import threading
import time

import numpy as np

import deskgauge as dg
from desk import END, START

T0 = dg.to_ms(START)
ROWS = 60_000


def columns(seed: int) -> dict[str, object]:
    numbers = np.arange(ROWS, dtype=np.int64) + seed * ROWS
    return {
        "type": "ticket.created",
        "source": "s",
        "id": numbers,
        "time": T0 + numbers,
        "ticket_id": numbers,
        "channel": "email",
        "direction": "inbound",
    }


def test_python_goes_on_while_an_engine_ingests(engine):
    """A Python thread makes progress during one call: with the lock held it could not run at all."""
    running, ticks = threading.Event(), [0]

    def tick() -> None:
        running.set()
        while running.is_set():
            ticks[0] += 1
            time.sleep(0)

    ticker = threading.Thread(target=tick)
    ticker.start()
    running.wait()
    before = ticks[0]
    try:
        engine.ingest_columns(**columns(0))
        during = ticks[0] - before
    finally:
        running.clear()
        ticker.join()
    assert during > 10


def test_two_engines_ingest_at_the_same_time(definitions):
    """Both calls are inside the core at once: each thread is still in its call when the other one has entered its own."""
    engines = [dg.Engine(definitions), dg.Engine(definitions)]
    spans: list[tuple[float, float]] = [(0.0, 0.0)] * 2
    start = threading.Barrier(2)

    def work(i: int) -> None:
        start.wait()
        entered = time.perf_counter()
        engines[i].ingest_columns(**columns(i))
        spans[i] = (entered, time.perf_counter())

    threads = [threading.Thread(target=work, args=(i,)) for i in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(s[0] for s in spans) < min(s[1] for s in spans)
    assert [e.counters().accepted for e in engines] == [ROWS, ROWS]


def test_one_engine_may_be_written_and_read_from_many_threads(definitions, events):
    engine, alone = dg.Engine(definitions), dg.Engine(definitions)
    alone.ingest(events)
    faults: list[BaseException] = []

    def write(part: int) -> None:
        try:
            for i in range(part, len(events), 4):
                engine.ingest([events[i]])
        except BaseException as fault:
            faults.append(fault)

    def read() -> None:
        try:
            for _ in range(20):
                engine.query("csat", window="all", at=END)
                engine.snapshot()
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=write, args=(part,)) for part in range(4)] + [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    engine.advance(END)
    alone.advance(END)
    assert engine.canonical_bytes() == alone.canonical_bytes()


def test_two_engines_may_merge_into_each_other_at_once(definitions, events):
    left, right = dg.Engine(definitions), dg.Engine(definitions)
    left.ingest(events[::2])
    right.ingest(events[1::2])
    threads = [threading.Thread(target=left.merge, args=(right,)), threading.Thread(target=right.merge, args=(left,))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert left.canonical_bytes() == right.canonical_bytes()


def test_an_accumulator_may_be_updated_from_many_threads():
    moments = dg.Moments()
    values = np.arange(50_000)
    threads = [threading.Thread(target=moments.update_many, args=(values,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (moments.n, moments.sum) == (200_000, 4 * int(values.sum()))
