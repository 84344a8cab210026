import pytest


@pytest.fixture
def explain(deskgauge, starter, three_tickets):
    def run(*args, check=0):
        return deskgauge("explain", *args, "-d", starter, "-e", three_tickets, check=check)
    return run


def test_text_shows_each_ticket_and_its_clock(explain):
    out = explain("first_response_time", "--group", "agent=8").out
    head, *rest = out.splitlines()
    assert head.startswith("First response time  first_response_time version 1, meaning ")
    assert any(line.startswith("30m ") and "n 1" in line for line in rest)
    assert any(line.startswith("ticket/2  30m") for line in rest)
    assert any("counted" in line and "30m" in line and "berlin" in line for line in rest)
    assert not any(line.startswith("ticket/1") for line in rest)


def test_json_holds_the_segments(explain):
    document = explain("first_response_time", "--subject", "1", "-f", "json").json
    assert document["schema"] == "deskgauge.explanation.v1"
    (fact,) = document["facts"]
    assert (fact["subject"], fact["sample"], fact["agent"]) == ("ticket/1", 600, "7")
    assert [s["state"] for s in fact["segments"]] == ["counted"]


def test_pages_say_how_to_go_on(explain):
    out = explain("first_response_time", "--limit", "1").out
    assert "1 to 1 of 2; --offset 1 shows the next" in out


@pytest.mark.parametrize("args, error", [(["first"], "[unknown_metric]"), (["csat", "--group", "agent"], "[malformed_group]"),
                                         (["csat", "--group", "agnt=7"], "[unknown_dimension]"),
                                         (["csat", "-f", "csv"], "Known: text, json.")])
def test_a_wrong_word_is_named(explain, args, error):
    outcome = explain(*args, check=2)
    assert outcome.out == ""
    assert error in outcome.err
