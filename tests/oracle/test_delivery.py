"""However a real log is delivered, its state is the same bytes: shuffled, in pieces, twice, or in two halves that meet later."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("pandas", reason="pandas is not installed")

from conftest import chosen  # noqa: E402

METRICS = ["tickets_created", "gross_solves", "reopens", "open_tickets", "first_resolution_time", "fcr_no_repeat"]


@pytest.fixture(scope="module")
def lines(italy):
    return italy.events.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def deliver(italy):
    """An engine that was handed these pieces of lines, one after the other."""
    read = italy.deskgauge.Events.from_json_lines
    definitions = italy.deskgauge.load(chosen(METRICS) + italy.desk)

    def handed(*pieces):
        engine = italy.deskgauge.Engine(definitions)
        for piece in pieces:
            assert not engine.ingest(read("\n".join(piece))).rejections
        engine.advance(italy.at)
        return engine

    return handed


@pytest.fixture(scope="module")
def once(deliver, lines):
    return deliver(lines).canonical_bytes()


@pytest.mark.parametrize("seed", [1, 2])
def test_shuffled_and_in_pieces_of_any_size_it_is_the_same_state(deliver, lines, once, seed):
    rng = random.Random(seed)
    shuffled = rng.sample(lines, len(lines))
    cuts = sorted(rng.sample(range(1, len(lines)), 12))
    pieces = [shuffled[a:b] for a, b in zip([0, *cuts], [*cuts, len(lines)], strict=True)]
    assert deliver(*pieces).canonical_bytes() == once


def test_delivered_twice_it_counts_once(deliver, lines, once):
    again = random.Random(3).sample(lines, len(lines) // 3)
    assert deliver(lines, again).canonical_bytes() == once


def test_two_engines_with_a_part_of_the_events_each_merge_into_one_state(deliver, lines, once):
    one, other = deliver(lines[::2]), deliver(lines[1::2])
    one += other
    assert one.canonical_bytes() == once
