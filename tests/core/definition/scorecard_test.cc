#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "deskgauge/definition/load.h"

// What a scorecard's YAML becomes. What is refused, and in which words, stands in tests/golden/diagnostics.
namespace deskgauge::definition {
namespace {

using metric::Scorecard;
using metric::ScorecardItem;

std::string read_file(const char* name) {
  std::ifstream in(std::filesystem::path(DESKGAUGE_SOURCE_DIR) / "tests/golden/diagnostics" / name, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

using Spec = std::map<std::string, std::string>;
const char* const kItems =
    "[{metric: csat, perspective: customer, weight: 40 %, kind: subjective, floor: 0.70, target: 0.85, stretch: 0.92}]";

std::string card_text(const Spec& changed) {
  Spec spec{{"window", "{tumbling: month}"}, {"by", "[]"},          {"scale", "target_80"},
            {"mean", "arithmetic"},          {"missing", "absent"}, {"perspectives", "[customer]"},
            {"items", kItems}};
  for (auto const& [key, value] : changed) spec[key] = value;
  std::string text = "apiVersion: deskgauge/v1\nkind: Scorecard\nmetadata: {name: c, label: Card, description: why, owner: ada}\nspec:\n";
  for (auto const& [key, value] : spec)
    if (!value.empty()) text += "  " + key + ": " + value + "\n";
  return text;
}

Loaded load_card(const Spec& changed) {
  SourceFile const support{"support.yaml", read_file("support.yaml")}, goals{"goal_support.yaml", read_file("goal_support.yaml")};
  return load({support, goals, {"c.yaml", card_text(changed)}}, {.lint = false});
}

Scorecard card(const Spec& changed = {}) {
  Loaded const loaded = load_card(changed);
  std::string faults;
  for (const Diagnostic& finding : loaded.diagnostics) faults += finding.message + "\n";
  EXPECT_TRUE(loaded.ok()) << faults;
  return loaded.ok() ? *loaded.catalogue->find_scorecard("c") : Scorecard{};
}

std::string fault(const Spec& changed) {
  std::string rules;
  for (const Diagnostic& finding : load_card(changed).diagnostics) rules += (rules.empty() ? "" : ", ") + finding.rule_name;
  return rules;
}

/// One item of csat with more keys.
std::string item(const std::string& keys, const std::string& metric = "csat") {
  return "[{metric: " + metric + ", perspective: customer, weight: 1, kind: subjective, " + keys + "}]";
}
const std::string kAnchors = "floor: 0.70, target: 0.85, stretch: 0.92";

TEST(scorecard, takes_what_a_person_reads_from_its_metadata) {
  Scorecard const c = card();
  EXPECT_EQ(c.label, "Card");
  EXPECT_EQ(c.description, "why");
  EXPECT_EQ(c.owner, "ada");
  EXPECT_EQ(c.file, "c.yaml");
  EXPECT_EQ(c.line, 3);
}

TEST(scorecard, reads_scales_by_name_and_by_numbers) {
  EXPECT_EQ(card({{"scale", "target_80"}}).scale.cap, 100);
  EXPECT_EQ(card({{"scale", "target_100_cap_120"}}).scale.at_target, 100);
  EXPECT_EQ(card({{"scale", "{at_target: 50, cap: 60}"}}).scale.cap, 60);
}

TEST(scorecard, reads_the_rule_of_the_whole) {
  Scorecard const c = card({{"mean", "geometric"}, {"missing", "renormalise"}, {"minimum_coverage", "80 %"}, {"by", "[team, channel]"}});
  EXPECT_EQ(c.composite.mean, metric::MeanKind::geometric);
  EXPECT_EQ(c.composite.missing, metric::MissingPolicy::renormalise);
  EXPECT_DOUBLE_EQ(c.composite.minimum_coverage, 0.8);
  EXPECT_EQ(c.by, (std::vector<std::string>{"team", "channel"}));
  EXPECT_EQ(card({{"missing", "as_zero"}}).composite.missing, metric::MissingPolicy::as_zero);
}

TEST(scorecard, reads_every_attainment) {
  EXPECT_EQ(std::get<metric::Anchors>(card().items[0].attainment).target, 0.85);
  auto const band = std::get<metric::Band>(card({{"items", item("band: [60 %, 0.7, 0.8, 0.9]")}}).items[0].attainment);
  EXPECT_DOUBLE_EQ(band.floor_low, 0.6);
  EXPECT_DOUBLE_EQ(band.floor_high, 0.9);
  Scorecard const stepped = card({{"items", item("steps: [{from: 0.7, attainment: 50}, {from: 0.9, attainment: 100}]")}});
  auto const steps = std::get<metric::Steps>(stepped.items[0].attainment);
  ASSERT_EQ(steps.size(), 2u);
  EXPECT_EQ(steps[1].attainment, 100);
}

TEST(scorecard, reads_the_rest_of_an_item) {
  ScorecardItem const i =
      card({{"items", item(kAnchors + ", scope: {team: billing}, where: \"channel == 'chat'\", overlap_ok: true")}}).items[0];
  EXPECT_TRUE(i.subjective);
  EXPECT_TRUE(i.overlap_ok);
  EXPECT_FALSE(i.critical);
  EXPECT_EQ(i.scope, (metric::Scope{{"team", "billing"}}));
  EXPECT_EQ(i.where, "channel == 'chat'");
  EXPECT_EQ(i.line, 6);
  EXPECT_DOUBLE_EQ(card().items[0].weight, 0.4);
}

TEST(scorecard, reads_a_rating_with_its_standards_in_the_order_of_levels) {
  Scorecard const c = card({{"rating", "{levels: five, rule: points5}"},
                            {"items", item(kAnchors + ", critical: true, levels: {outstanding: 0.92, fully_successful: 0.85}")}});
  ASSERT_TRUE(c.rating.has_value());
  EXPECT_EQ(c.rating->rule_name, "points5");
  EXPECT_EQ(c.rating->scheme.mandatory, 3);
  EXPECT_TRUE(c.items[0].critical);
  ASSERT_TRUE(c.items[0].standard.has_value());
  EXPECT_EQ(c.items[0].standard->thresholds[0].level, 3);
  EXPECT_EQ(c.items[0].standard->thresholds[1].level, 5);
  EXPECT_FALSE(c.items[0].standard->lower_is_better);
}

TEST(scorecard, takes_from_the_metric_that_less_is_better) {
  Scorecard const c = card({{"rating", "{levels: five, rule: weighted500}"},
                            {"items", item("floor: 4h, target: 1h, stretch: 30m, levels: {fully_successful: 1h, outstanding: 30m}",
                                           "answer_time")}});
  EXPECT_TRUE(c.items[0].standard->lower_is_better);
}

TEST(scorecard, takes_from_the_anchors_that_less_is_better_where_the_metric_has_no_direction) {
  auto const lower = [&](const char* keys) {
    return card({{"rating", "{levels: five, rule: points5}"}, {"items", item(keys, "tickets_created")}}).items[0].standard->lower_is_better;
  };
  EXPECT_TRUE(lower("floor: 300, target: 200, stretch: 100, levels: {fully_successful: 200}"));
  EXPECT_FALSE(lower("floor: 100, target: 200, stretch: 300, levels: {fully_successful: 200}"));
}

TEST(scorecard, reads_levels_of_one_s_own) {
  Scorecard const c = card(
      {{"rating",
        "{levels: [{level: 1, name: Poor, points: 0}, {level: 2, name: Fair, points: 2}, {level: 3, name: Sound Work, points: 3}, "
        "{level: 4, name: Good, points: 4}, {level: 5, name: Great, points: 5}], mandatory: sound_work, rule: weighted500}"},
       {"items", item(kAnchors + ", levels: {sound_work: 0.8}")}});
  EXPECT_EQ(c.rating->scheme.mandatory, 3);
  EXPECT_EQ(c.items[0].standard->thresholds[0].level, 3);
}

TEST(scorecard, refuses_what_it_cannot_read_with_one_finding) {
  struct {
    const char* key;
    std::string value;
    const char* rule;
  } const cases[] = {
      {"window", "", "missing-key"},
      {"by", "", "missing-key"},
      {"by", "agent", "wrong-type"},
      {"by", "[team, team]", "malformed-value"},
      {"scale", "", "missing-key"},
      {"scale", "target_90", "unknown-word"},
      {"scale", "{at_target: 80}", "missing-key"},
      {"scale", "{at_target: 0, cap: 100}", "malformed-value"},
      {"mean", "harmonic", "unknown-word"},
      {"missing", "", "missing-key"},
      {"missing", "ignore", "unknown-word"},
      {"missing", "renormalise", "missing-key"},
      {"minimum_coverage", "0.7", "misplaced-key"},
      {"perspectives", "customer", "wrong-type"},
      {"perspectives", "[customer, customer]", "malformed-value"},
      {"items", "", "missing-key"},
      {"items", "[]", "malformed-value"},
      {"items", "csat", "wrong-type"},
      {"items", "[csat]", "wrong-type"},
      {"items", item("floor: 0.7, target: 0.8"), "missing-key"},
      {"items", item("floor: low, target: 0.8, stretch: 0.9"), "malformed-value"},
      {"items", item("band: [0.7, 0.8]"), "malformed-value"},
      {"items", item("band: [0.6, 0.7, 0.8, 0.9], floor: 0.6"), "misplaced-key"},
      {"items", item("steps: []"), "malformed-value"},
      {"items", item("steps: [{from: 0.7}]"), "missing-key"},
      {"items", item("steps: [{from: 0.7, attainment: 101}]"), "malformed-value"},
      {"items", item(kAnchors + ", critical: true"), "misplaced-key"},
      {"items", item(kAnchors + ", levels: {fully_successful: 0.8}"), "misplaced-key"},
      {"items", item(kAnchors + ", overlap_ok: \"true\""), "wrong-type"},
      {"items", item(kAnchors + ", wieght: 1"), "unknown-key"},
      {"rating", "{levels: six, rule: points5}", "unknown-word"},
      {"rating", "{levels: five, rule: points6}", "unknown-word"},
      {"rating", "{levels: five, mandatory: fully_successful, rule: points5}", "misplaced-key"},
      {"rating", "{levels: five}", "missing-key"},
  };
  for (auto const& c : cases) EXPECT_EQ(fault({{c.key, c.value}}), c.rule) << c.key << ": " << c.value;
}

}  // namespace
}  // namespace deskgauge::definition
