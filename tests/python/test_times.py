"""Instants on their way in and out."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import numpy as np
import pytest

import deskgauge as dg
from desk import event

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("value", "ms"),
    [
        (datetime(1970, 1, 1, tzinfo=timezone.utc), 0),
        (datetime(2026, 3, 29, 3, 0, tzinfo=BERLIN), 1774746000000),
        (datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=0), 1792888200000),
        (datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1), 1792891800000),
        (datetime(1969, 12, 31, 23, 59, 59, 999000, tzinfo=timezone.utc), -1),
        ("2026-05-04T09:50:00.250+02:00", 1777881000250),
        (1777881000250, 1777881000250),
        (np.int64(5), 5),
    ],
)
def test_an_instant_is_read_from_what_names_one(value, ms):
    assert dg.to_ms(value) == ms


@pytest.mark.parametrize("ms", [0, -1, 1, 1777881000250, -62135596800000, 253402300799999])
def test_milliseconds_become_aware_datetimes_and_back(ms):
    moment = dg.from_ms(ms)
    assert moment.tzinfo is timezone.utc
    assert moment == datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=ms)
    assert dg.to_ms(moment) == ms


def test_milliseconds_outside_the_years_of_datetime_are_none():
    assert dg.from_ms(2**62) is None


def test_a_naive_datetime_is_refused_with_the_remedy():
    with pytest.raises(dg.NaiveDatetimeError) as refused:
        dg.to_ms(datetime(2026, 5, 4, 9, 0))
    text = str(refused.value)
    assert "zone" in text
    assert 'replace(tzinfo=zoneinfo.ZoneInfo("Europe/Berlin"))' in text
    assert refused.value.reason == "naive_time"
    assert isinstance(refused.value, ValueError)


def test_a_naive_datetime_in_a_batch_is_refused_with_its_place_and_nothing_is_taken(engine):
    good = event("ticket.created", 1, datetime(2026, 5, 4, tzinfo=timezone.utc), ticket_id="1", channel="email", direction="inbound")
    with pytest.raises(dg.NaiveDatetimeError, match=r"events\[1\]\.time"):
        engine.ingest([good, {**good, "id": "e2", "time": datetime(2026, 5, 4)}])
    assert engine.counters().accepted == 0


@pytest.mark.parametrize("value", ["2026-05-04T09:50:00", "2026-05-04 09:50:00"])
def test_a_text_without_an_offset_is_refused(value):
    with pytest.raises(dg.InvalidArgumentError):
        dg.to_ms(value)


@pytest.mark.parametrize("value", [True, 1.5, None, object()])
def test_what_is_no_instant_is_refused(value):
    with pytest.raises(dg.InvalidArgumentError):
        dg.to_ms(value)


@pytest.mark.parametrize(
    ("text", "span"), [("4h", timedelta(hours=4)), ("1d12h", timedelta(days=1, hours=12)), ("-15m", -timedelta(minutes=15))]
)
def test_a_span_is_a_timedelta(text, span):
    assert dg.parse_span(text) == span


def test_numpy_datetimes_are_naive_and_refused(engine):
    with pytest.raises(dg.NaiveDatetimeError):
        engine.ingest_columns(
            type="ticket.created",
            id=np.array([1]),
            source="s",
            time=np.array(["2026-05-04"], dtype="datetime64[ms]"),
            ticket_id=np.array([1]),
            channel="email",
            direction="inbound",
        )
