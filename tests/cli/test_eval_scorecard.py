import csv
import io

import pytest

from score_desk import DESK, Log, share_metric

CHANNELS = ["email", "chat", "voice", "web_form", "sms", "social", "api", "other"]

# V-SCORE-1 of the KPI catalogue: name, perspective, weight, value as urgent of n, floor / target / stretch, attainment on both scales.
# Values of other units than shares are divided by a hundred with their anchors: attainment is linear in both.
V_SCORE = [
    ("csat_item", "customer", .25, 84, 100, (.70, .85, .92), 74.666667, 93.333333),
    ("nps_item", "customer", .10, 31, 100, (0, .30, .50), 81, 101),
    ("frt_item", "internal_process", .15, 19, 100, (.60, .15, .075), 72.888889, 91.111111),          # minutes / 200
    ("fcr_item", "internal_process", .15, 71, 100, (.50, .70, .80), 82, 102),
    ("reopen_item", "internal_process", .05, 9, 100, (.20, .08, .04), 73.333333, 91.666667),
    ("cost_item", "financial", .15, 64, 100, (.90, .60, .45), 69.333333, 86.666667),                   # euros / 10
    ("upsell_item", "financial", .05, 31, 1000, (0, .03, .05), 81, 101),
    ("qa_item", "learning_and_growth", .10, 88, 100, (.70, .90, .97), 72, 90),
]


def near(value):
    return pytest.approx(value, abs=1e-6)


def card(items, scale="target_80", mean="arithmetic", missing="renormalise", rating="", by="[]", perspectives=None):
    least = "  minimum_coverage: 0.7\n" if missing == "renormalise" else ""
    names = perspectives or "[customer, internal_process, financial, learning_and_growth]"
    return (f"---\napiVersion: deskgauge/v1\nkind: Scorecard\nmetadata: {{name: card, label: Balanced scorecard, owner: jana}}\nspec:\n"
            f"  window: all\n  by: {by}\n  scale: {scale}\n  mean: {mean}\n  missing: {missing}\n{least}"
            f"  perspectives: {names}\n{rating}  items:\n" + "".join(items))


def v_score_definitions(**policy):
    text, items = DESK, []
    for (name, perspective, weight, _, _, (floor, target, stretch), *_), channel in zip(V_SCORE, CHANNELS):
        text += share_metric(name, channel, "up" if floor < target else "down")
        kind = "subjective" if name in ("csat_item", "qa_item") else "objective"
        items.append(f"    - {{metric: {name}, perspective: {perspective}, weight: {weight}, kind: {kind}, floor: {floor}, "
                     f"target: {target}, stretch: {stretch}}}\n")
    return text + card(items, **policy)


def v_score_log(without=()):
    log = Log()
    for (name, _, _, urgent, n, *_), channel in zip(V_SCORE, CHANNELS):
        if name not in without:
            log.tickets("2026-01-05T09:00:00Z", urgent, n, channel)
    return log


@pytest.fixture
def ask(deskgauge, tmp_path):
    def run(definitions, log, *args, check=0):
        (tmp_path / "desk.yaml").write_text(definitions, encoding="utf-8")
        return deskgauge("eval", "scorecard", "card", *args, "-d", "desk.yaml", "-e", log.write(tmp_path), check=check)
    return run


@pytest.mark.parametrize("scale, column", [("target_80", 6), ("target_100_cap_120", 7)])
def test_attainment_on_both_scales(ask, scale, column):
    (found,) = ask(v_score_definitions(scale=scale), v_score_log(), "-f", "json").json["cards"]
    assert {line["metric"]: line["attainment"] for line in found["lines"]} == {row[0]: near(row[column]) for row in V_SCORE}


def test_the_composite_and_its_perspectives(ask):
    (found,) = ask(v_score_definitions(), v_score_log(), "-f", "json").json["cards"]
    assert (found["score"]["score"], found["score"]["coverage"]) == (near(75.316667), near(1))
    assert {p["name"]: (p["score"], p["weight"]) for p in found["perspectives"]} == {
        "customer": (near(76.476190), near(.35)), "internal_process": (near(76.857143), near(.35)),
        "financial": (near(72.25), near(.20)), "learning_and_growth": (near(72.0), near(.10))}
    assert (found["rating"], found["rating_reason"]) == (None, "not_rated")


def test_text_is_a_card_by_perspective(ask):
    assert ask(v_score_definitions(), v_score_log()).out == """\
Support \u00b7 all events \u00b7 at 2026-01-05 09:00 UTC

Balanced scorecard  card \u00b7 80 is the target, 100 the most \u00b7 arithmetic mean

Whole desk  75.3 of 100  [61.4 \u2013 82.1] \u00b7 coverage 100 %

                        value  95 % interval      n  attainment                         weight
  Customer                                           █████████▏░░  76.5  [43.9 \u2013 90.6]    35 %
    csat_item          84.0 %  [75.6 \u2013 89.9]    100  █████████│░░  74.7  [29.8 \u2013 94.0]    25 %
    nps_item           31.0 %  [22.8 \u2013 40.6]    100  █████████▊░░  81.0  [60.7 \u2013 90.6]    10 %
  Internal process                                   █████████▎░░  76.9  [58.6 \u2013 86.4]    35 %
    frt_item           19.0 %  [12.5 \u2013 27.8]    100  ████████▊│░░  72.9  [57.3 \u2013 86.6]    15 %
    fcr_item           71.0 %  [61.5 \u2013 79.0]    100  █████████▉░░  82.0  [45.8 \u2013 98.0]    15 %
    reopen_item         9.0 %   [4.8 \u2013 16.2]    100  ████████▊│░░  73.3  [25.2 \u2013 96.0]     5 %
  Financial                                          ████████▋│░░  72.2  [53.9 \u2013 86.4]    20 %
    cost_item          64.0 %  [54.2 \u2013 72.7]    100  ████████▍│░░  69.3  [46.1 \u2013 87.7]    15 %
    upsell_item         3.1 %    [2.2 \u2013 4.4]  1 000  █████████▊░░  81.0  [58.5 \u2013 93.7]     5 %
  Learning and growth                                ████████▋│░░  72.0  [40.8 \u2013 88.6]    10 %
    qa_item            88.0 %  [80.2 \u2013 93.0]    100  ████████▋│░░  72.0  [40.8 \u2013 88.6]    10 %
"""


@pytest.mark.parametrize("policy, score, coverage", [
    (dict(missing="renormalise"), 74.685185, .9), (dict(missing="as_zero"), 67.216667, .9), (dict(missing="absent"), None, .9),
])
def test_a_missing_item_by_policy(ask, policy, score, coverage):
    (found,) = ask(v_score_definitions(**policy), v_score_log(without=["nps_item"]), "-f", "json").json["cards"]
    assert (found["score"]["score"], found["score"]["coverage"]) == (None if score is None else near(score), near(coverage))
    missing = next(line for line in found["lines"] if line["metric"] == "nps_item")
    assert (missing["value"], missing["reason"], missing["attainment"]) == (None, "no_data", None)


def test_the_geometric_mean_compensates_less(ask):
    (found,) = ask(v_score_definitions(mean="geometric"), v_score_log(), "-f", "json").json["cards"]
    assert found["score"]["score"] == near(75.190912)


# V-OPM: levels of four elements, points5; a team each. The value is a tenth of the level, counted out of 20 tickets.
V_OPM = [((4, 3, 5, 3), 3.75, 4), ((5, 5, 5, 2), 4.25, 2), ((5, 5, 5, 1), None, 1), ((5, 5, 4, 5), 4.75, 5), ((5, 5, 5, 3), 4.5, 4),
         ((5, 5, 4, 4), 4.5, 4), ((3, 3, 3, 3), 3.0, 3), ((3, 3, 3, 2), 2.75, 2), ((4, 4, 4, 3), 3.75, 4)]


def v_opm_definitions():
    levels = "{minimally_satisfactory: 0.2, fully_successful: 0.3, exceeds_fully_successful: 0.4, outstanding: 0.5}"
    text, items = DESK, []
    for i, channel in enumerate(CHANNELS[:4]):
        text += share_metric(f"element_{i}", channel)
        items.append(f"    - {{metric: element_{i}, perspective: work, weight: 0.25, kind: {'subjective' if i == 0 else 'objective'}, "
                     f"floor: 0.1, target: 0.3, stretch: 0.5, critical: true, levels: {levels}}}\n")
    return text + card(items, rating="  rating: {levels: five, rule: points5}\n", by="[team]", perspectives="[work]")


def v_opm_log():
    log = Log()
    for team, (element_levels, *_) in enumerate(V_OPM):
        for level, channel in zip(element_levels, CHANNELS):
            log.tickets("2026-01-05T09:00:00Z", 2 * level, 20, channel, team=f"team{team}")
    return log


def test_summary_ratings_of_the_published_vector(ask):
    cards = ask(v_opm_definitions(), v_opm_log(), "-f", "json").json["cards"]
    assert [c["group"]["team"] for c in cards] == [f"team{i}" for i in range(len(V_OPM))]
    for found, (levels, total, rating) in zip(cards, V_OPM):
        assert tuple(line["level"]["level"] for line in found["lines"]) == levels
        assert found["rating"]["level"] == rating, levels
        assert found["rating"]["indeterminate"] is True            # 20 tickets tell no two levels apart
        if total is not None:
            assert found["rating"]["total"] == near(total)
    assert cards[2]["rating"]["because"] == "critical_element"


def test_a_person_confirms_and_one_card_can_be_asked_for(ask):
    log = v_opm_log()
    log.add("rating.confirmed", "2026-02-01T09:00:00Z", "desk/support", scorecard="card", team_id="team3", label="outstanding",
            person="jana", comment_ref="talk-12")
    (found,) = ask(v_opm_definitions(), log, "--group", "team=team3", "-f", "json").json["cards"]
    assert found["confirmation"] == {"label": "outstanding", "person": "jana", "comment_ref": "talk-12", "at": "2026-02-01T09:00:00Z"}
    assert "outstanding, by jana on 2026-02-01 09:00 (talk-12)" in ask(v_opm_definitions(), log, "--group", "team=team3").out


def test_csv_has_a_line_for_each_item_perspective_and_card(ask):
    rows = list(csv.DictReader(io.StringIO(ask(v_score_definitions(), v_score_log(), "-f", "csv").out)))
    assert len(rows) == 8 + 4 + 1
    assert float(rows[0]["attainment"]) == near(74.666667)
    assert (float(rows[-1]["attainment"]), rows[-1]["item"]) == (near(75.316667), "")


def test_errors_name_the_flag_and_the_words(ask):
    assert "scorecard card has no cards by it" in ask(v_score_definitions(), v_score_log(), "--group", "agent=7", check=2).err
    assert "malformed_group" in ask(v_score_definitions(), v_score_log(), "--group", "agent", check=2).err
    assert "--window" in ask(v_score_definitions(), v_score_log(), "--window", "7 parsecs", check=2).err
