import csv
import io

import pytest

# Oracle: the three tickets of conftest by hand. Created 3; answered after 10 and 30 minutes, so the median by nearest rank is 10 minutes;
# 08:00 to 08:30 UTC is within the starter's hours, so the business clock says the same; one survey, 1 of 1 satisfied.


@pytest.fixture
def ask(deskgauge, starter, three_tickets):
    def run(*args, check=0):
        return deskgauge("eval", "-d", starter, "-e", three_tickets, *args, check=check)
    return run


def test_text_is_a_table_with_n_and_reasons(ask):
    assert ask("created_tickets", "first_response_time", "reopen_rate").out == """\
Support \u00b7 all events \u00b7 at 2026-03-30 12:00 Europe/Berlin

metric                 value  n
created_tickets            3  3
first_response_time      10m  2  low n
reopen_rate          no data  0
"""


def test_groups_have_a_table_for_each_metric(ask):
    assert ask("first_response_time", "--by", "agent").out == """\
Support \u00b7 all events \u00b7 at 2026-03-30 12:00 Europe/Berlin

First response time  first_response_time v1

agent  value  n
7        10m  1  low n
8        30m  1  low n
"""


def test_csv_has_exact_numbers(ask):
    (row,) = csv.DictReader(io.StringIO(ask("first_response_time", "--where", 'agent == "8"', "-f", "csv").out))
    assert (row["metric"], row["value"], row["unit"], row["n"], row["low_n"]) == ("first_response_time", "1800", "s", "1", "true")


def test_json_names_its_schema_and_units(ask):
    answer = ask("csat", "-f", "json").json
    assert answer["schema"] == "deskgauge.answer.v1"
    assert answer["metrics"]["csat"]["unit"] == "1"
    (row,) = answer["rows"]
    assert (row["value"], row["n"], row["numerator"], row["denominator"]) == (1.0, 1, 1, 1)
    assert row["interval"]["method"] == "wilson"


def test_a_series_has_a_row_for_each_bucket(ask):
    out = ask("created_tickets", "--series", "day", "--window", "3d", "--at", "2026-03-31", "-f", "csv").out
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["bucket"]: row["value"] for row in rows}["2026-03-30"] == "3"


def test_at_makes_later_events_not_exist(ask):
    answer = ask("first_response_time", "--at", "2026-03-30T08:20:00Z", "-f", "json").json
    assert (answer["rows"][0]["value"], answer["rows"][0]["n"]) == (600, 1)


def test_standard_input_and_output_file(deskgauge, starter, three_tickets, tmp_path):
    events = (tmp_path / three_tickets).read_bytes()
    outcome = deskgauge("eval", "created_tickets", "-d", starter, "-e", "-", "-f", "csv", "-o", "out.csv", stdin=events, check=0)
    assert outcome.out == ""
    assert (tmp_path / "out.csv").read_text().startswith("metric,from,to,value,")


@pytest.mark.parametrize("args, error", [
    (["csta"], 'metric: There is no such metric (got "csta"). Did you mean csat? Known: created_tickets, csat, csat_response_rate, '
               "first_response_time, first_response_time_calendar, open_tickets, reopen_rate, unanswered_age. [unknown_metric]"),
    (["csat", "--by", "agnt"], "Did you mean agent? Known: agent, team, "),
    (["csat", "--format", "xml"], "Known: text, csv, json. [unknown_format]"),
    (["csat", "--series", "dy"], "Did you mean day? Known: hour, day, week, month, quarter, year. [unknown_grain]"),
    (["csat", "--at", "2026-03-30T08:20:00"], "[naive_time]"),
    (["csat", "--window", "7 parsecs"], "--window: "),
    (["csat", "--compare", "yesterday"], "--compare: "),
])
def test_a_wrong_word_lists_the_right_ones(ask, args, error):
    outcome = ask(*args, check=2)
    assert outcome.out == ""
    assert error in outcome.err


def test_lines_that_give_no_event_are_counted_and_shown(deskgauge, starter, three_tickets, tmp_path):
    path = tmp_path / three_tickets
    path.write_text(path.read_text() + 'no json\n{"specversion":"1.0","id":"x","source":"test","type":"deskgauge.ticket.created",'
                    '"time":"2026-03-30T08:00:00Z","data":{"ticket_id":"9"}}\n')
    outcome = deskgauge("eval", "created_tickets", "-d", starter, "-e", three_tickets, check=0)
    assert "events.jsonl:11: left out: " in outcome.err
    assert "events.jsonl:12: left out: " in outcome.err
    assert "of 12 lines gave no event:" in outcome.err


def test_definitions_with_errors_are_findings(deskgauge, starter, three_tickets, tmp_path):
    (tmp_path / "defs" / "metrics.yaml").write_text("kind: Metric\n")
    outcome = deskgauge("eval", "-d", starter, "-e", three_tickets, check=1)
    assert outcome.out == ""
    assert "error: " in outcome.err
