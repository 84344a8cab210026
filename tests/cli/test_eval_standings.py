import csv
import io

import pytest

from score_desk import DESK, Log

# V-SHRINK and V-FUNNEL of the KPI catalogue: agent, satisfied, answers, shrunken value, its 95 % interval.
V_SHRINK = [
    ("A", 9, 10, .855513, .722341, .949980), ("B", 45, 50, .879401, .797003, .942600), ("C", 164, 200, .821893, .769342, .869015),
    ("D", 340, 400, .849270, .813760, .881664), ("E", 3, 5, .797110, .637324, .918924), ("F", 70, 100, .727022, .645815, .801321),
    ("G", 115, 120, .937826, .893248, .970999), ("H", 0, 1, .804502, .633463, .930597), ("I", 88, 110, .806802, .736215, .868754)]


@pytest.fixture
def ask(deskgauge, tmp_path):
    log = Log()
    for agent, satisfied, n, *_ in V_SHRINK:
        log.surveys("2026-01-05T09:00:00Z", satisfied, n, agent=agent)
    log.survey("2026-01-05T09:00:00Z", None, agent="A")            # silence: 10 of 11 answered
    (tmp_path / "desk.yaml").write_text(DESK, encoding="utf-8")
    log.write(tmp_path)

    def run(*args, check=0):
        return deskgauge("eval", "standings", "csat", "-d", "desk.yaml", "-e", "events.jsonl", *args, check=check)
    return run


def near(value):
    return pytest.approx(value, abs=1e-6)


def test_shrunken_values_of_the_published_vector(ask):
    answer = ask("-f", "json").json
    assert (answer["pool"]["value"], answer["prior_n"]) == (near(.837349), near(24.492220))
    for row, (agent, satisfied, n, estimate, low, high) in zip(answer["rows"], V_SHRINK):
        assert (row["name"], row["value"], row["n"]) == (agent, near(satisfied / n), n)
        assert [row["shrunk"][k] for k in ("estimate", "low", "high")] == [near(estimate), near(low), near(high)]
    assert answer["dispersion"] == near(4.192454)


def test_too_few_answers_have_no_rank(ask):
    rows = {row["name"]: row for row in ask("-f", "json").json["rows"]}
    assert rows["H"]["below_minimum"] is True and rows["H"]["standing"] is None
    assert rows["G"]["standing"]["best"] == 1
    # G's interval is above those of C, F and I; below D's upper end, above A's lower end: the intervals above decide.
    certainly_better = [a for a, _, n, _, _, high in V_SHRINK if n >= 5 and high < .893248]
    assert rows["G"]["standing"]["worst"] == len([r for r in V_SHRINK if r[2] >= 5]) - len(certainly_better)


def test_the_response_rate_stands_beside_satisfaction(ask):
    rows = {row["name"]: row for row in ask("-f", "json").json["rows"]}
    assert rows["A"]["response_rate"]["value"] == near(10 / 11)
    assert rows["B"]["response_rate"]["value"] == 1


def test_a_mix_of_one_channel_changes_nothing(ask):
    for row in ask("--standardise-by", "channel", "-f", "json").json["rows"]:
        assert row["standardised"] == {"value": near(row["value"]), "cover": near(1)}


def test_csv_and_text_are_by_name(ask):
    rows = list(csv.DictReader(io.StringIO(ask("-f", "csv").out)))
    assert [row["agent"] for row in rows] == [row[0] for row in V_SHRINK]
    lines = ask().out.splitlines()
    assert [line.split()[0] for line in lines[5:14]] == [row[0] for row in V_SHRINK]
    assert "low n: no rank" in lines[12]


@pytest.mark.parametrize("args, words", [
    (["--by", "agnt"], "Did you mean agent?"), (["--standardise-by", "chanel"], "Did you mean channel?"),
    (["--confidence", "1.5"], "confidence_out_of_range"), (["-w", "7 parsecs"], "--window"),
])
def test_errors_name_the_flag(ask, args, words):
    assert words in ask(*args, check=2).err


# V-MOM: 70 % to 80 % of 100 answers each; Newcombe's interval and the two-proportion z.
def test_two_periods_have_an_interval_and_a_p(deskgauge, tmp_path):
    log = Log()
    log.surveys("2026-01-05T09:00:00Z", 70, 100)
    log.surveys("2026-01-12T09:00:00Z", 80, 100)
    (tmp_path / "desk.yaml").write_text(DESK, encoding="utf-8")
    asked = ("eval", "csat", "-d", "desk.yaml", "-e", log.write(tmp_path), "--at", "2026-01-14", "-w", "7d complete",
             "-c", "previous_period")
    (row,) = deskgauge(*asked, "-f", "json", check=0).json["rows"]
    assert row["comparison"] == {"scale": "difference", "effect": near(.1), "low": near(-.020249), "high": near(.216734),
                                 "p": near(.102470), "method": "newcombe", "confidence": .95}
    (line,) = csv.DictReader(io.StringIO(deskgauge(*asked, "-f", "csv", check=0).out))
    assert (float(line["change"]), float(line["change_p"]), line["change_method"]) == (near(.1), near(.102470), "newcombe")
    assert "[-2.0 \u2013 21.7]  0.102" in deskgauge(*asked, check=0).out
