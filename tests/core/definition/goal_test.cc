#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "deskgauge/definition/load.h"
#include "deskgauge/definition/render_text.h"

// What a goal's YAML becomes. What is refused, and in which words, stands in tests/golden/diagnostics.
namespace deskgauge::definition {
namespace {

using metric::ChangeUnit;
using metric::Goal;
using metric::PlanSpec;
using metric::TargetKind;
using WindowKind = metric::WindowSpec::Kind;

std::string read_file(const char* name) {
  std::ifstream in(std::filesystem::path(DESKGAUGE_SOURCE_DIR) / "tests/golden/diagnostics" / name, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

using Spec = std::map<std::string, std::string>;

/// A goal with the given keys in place of the usual ones; "" leaves a key out.
std::string goal_text(const Spec& changed) {
  Spec spec{{"metric", "csat"},
            {"window", "{rolling: 7d}"},
            {"baseline", "{value: 0.82, n: 940, period: 2025-12}"},
            {"target", "{increase_to: 0.87}"},
            {"start", "2026-01-05"},
            {"due", "2026-04-05"},
            {"met", "{sustained: 14d}"},
            {"parent", "desk_csat"}};
  for (auto const& [key, value] : changed) spec[key] = value;
  std::string text = "apiVersion: deskgauge/v1\nkind: Goal\nmetadata: {name: g, label: Happier, description: why, owner: ada}\nspec:\n";
  for (auto const& [key, value] : spec)
    if (!value.empty()) text += "  " + key + ": " + value + "\n";
  return text;
}

Loaded load_goal(const Spec& changed) {
  SourceFile const support{"support.yaml", read_file("support.yaml")}, goals{"goal_support.yaml", read_file("goal_support.yaml")};
  return load({support, goals, {"g.yaml", goal_text(changed)}}, {.lint = false});
}

Goal goal(const Spec& changed = {}) {
  Loaded const loaded = load_goal(changed);
  std::string faults;
  for (const Diagnostic& finding : loaded.diagnostics) faults += finding.message + "\n";
  EXPECT_TRUE(loaded.ok()) << faults;
  return loaded.ok() ? *loaded.catalogue->find_goal("g") : Goal{};
}

/// The rule of the only finding.
std::string fault(const Spec& changed) {
  Loaded const loaded = load_goal(changed);
  std::string rules;
  for (const Diagnostic& finding : loaded.diagnostics) rules += (rules.empty() ? "" : ", ") + finding.rule_name;
  return rules;
}

TEST(goal, takes_what_a_person_reads_from_its_metadata) {
  Goal const g = goal();
  EXPECT_EQ(g.label, "Happier");
  EXPECT_EQ(g.description, "why");
  EXPECT_EQ(g.owner, "ada");
  EXPECT_EQ(g.file, "g.yaml");
  EXPECT_EQ(g.line, 3);
  EXPECT_EQ(g.baseline_period, "2025-12");
  EXPECT_EQ(g.baseline_n, 940);
}

TEST(goal, begins_and_is_due_at_local_midnight_of_the_desk) {
  Goal const g = goal();
  EXPECT_EQ(time::to_text(g.starts_at), "2026-01-04T23:00:00Z") << "Berlin in winter";
  EXPECT_EQ(time::to_text(g.due_at), "2026-04-04T22:00:00Z") << "Berlin in summer";
}

TEST(goal, reads_amounts_as_numbers_shares_and_spans) {
  EXPECT_DOUBLE_EQ(goal({{"target", "{increase_to: 0.87}"}}).target.value, 0.87);
  EXPECT_DOUBLE_EQ(goal({{"target", "{increase_to: 87 %}"}}).target.value, 0.87);
  EXPECT_DOUBLE_EQ(goal({{"target", "{increase_to: \"87%\"}"}}).target.value, 0.87);
  Spec const times{{"metric", "answer_time"}, {"parent", ""}, {"supports", "scorecard/balanced"}, {"baseline", "{value: 1h}"}};
  Spec spans = times;
  spans["target"] = "{decrease_to: 45m}";
  EXPECT_EQ(goal(spans).target.value, 45 * 60);
  EXPECT_EQ(goal(spans).baseline, 3600.0);
  spans["target"] = "{decrease_to: 2700}";
  EXPECT_EQ(goal(spans).target.value, 45 * 60);
}

TEST(goal, reads_every_kind_of_target) {
  struct {
    const char* text;
    TargetKind kind;
    double value, high;
  } const cases[] = {{"{increase_to: 0.9}", TargetKind::increase_to, 0.9, 0},
                     {"{stay_at_or_above: 0.8}", TargetKind::stay_at_or_above, 0.8, 0},
                     {"{stay_within: [0.75, 0.9]}", TargetKind::stay_within, 0.75, 0.9}};
  for (auto const& c : cases) {
    metric::Target const target = goal({{"target", c.text}}).target;
    EXPECT_EQ(target.kind, c.kind) << c.text;
    EXPECT_DOUBLE_EQ(target.value, c.value) << c.text;
    EXPECT_DOUBLE_EQ(target.high, c.high) << c.text;
  }
  Spec down{{"metric", "answer_time"}, {"parent", ""}, {"supports", "scorecard/balanced"}, {"baseline", "{value: 1h}"}};
  down["target"] = "{decrease_to: 45m}";
  EXPECT_EQ(goal(down).target.kind, TargetKind::decrease_to);
  down["target"] = "{stay_at_or_below: 45m}";
  EXPECT_EQ(goal(down).target.kind, TargetKind::stay_at_or_below);
}

TEST(goal, reads_a_change_in_points_per_cent_or_the_metric_s_own_unit) {
  EXPECT_DOUBLE_EQ(goal({{"target", "{increase_by: 5, unit: points}"}}).target_from(0.82).value, 0.87);
  EXPECT_DOUBLE_EQ(goal({{"target", "{increase_by: 5, unit: percent}"}}).target_from(0.82).value, 0.861);
  Spec down{{"metric", "answer_time"}, {"parent", ""}, {"supports", "scorecard/balanced"}, {"baseline", "{value: 1h}"}};
  down["target"] = "{decrease_by: 15m, unit: absolute}";
  EXPECT_EQ(goal(down).target_from(3600).value, 2700);
  EXPECT_EQ(goal(down).change, ChangeUnit::absolute);
}

TEST(goal, reads_windows_as_mappings_and_as_the_text_of_a_question) {
  struct {
    const char* text;
    WindowKind kind;
    const char* shown;
  } const cases[] = {{"{rolling: 7d}", WindowKind::rolling, "7d"},
                     {"{rolling: 4w, complete: true}", WindowKind::rolling, "4w complete"},
                     {"{tumbling: month}", WindowKind::tumbling, "month"},
                     {"{tumbling: month, complete: true}", WindowKind::tumbling, "last month"},
                     {"{to_date: quarter}", WindowKind::to_date, "quarter_to_date"},
                     {"28d complete", WindowKind::rolling, "28d complete"}};
  for (auto const& c : cases) {
    metric::WindowSpec const window = goal({{"window", c.text}}).window;
    EXPECT_EQ(window.kind, c.kind) << c.text;
    EXPECT_EQ(to_text(window), c.shown);
  }
}

TEST(goal, reads_every_plan) {
  EXPECT_EQ(goal({{"plan", "linear"}}).plan, PlanSpec{});
  PlanSpec const steps = goal({{"plan", "{steps: [{on: 2026-02-01, share: 0.3}, {on: 2026-03-01, share: 100 %}]}"}}).plan;
  EXPECT_EQ(steps.shape, PlanSpec::Shape::steps);
  ASSERT_EQ(steps.steps.size(), 2u);
  EXPECT_EQ(time::to_text(steps.steps[0].on), "2026-02-01");
  EXPECT_DOUBLE_EQ(steps.steps[0].share, 0.3);
  EXPECT_DOUBLE_EQ(steps.steps[1].share, 1);
  PlanSpec const weighted = goal({{"plan", "{weighted: {schedule: office, weekdays: {sat: 0, sun: 0.5}}}"}}).plan;
  EXPECT_EQ(weighted.shape, PlanSpec::Shape::weighted);
  EXPECT_EQ(weighted.schedule, "office");
  EXPECT_EQ(weighted.weekdays, (std::array<double, 7>{1, 1, 1, 1, 1, 0, 0.5}));
}

TEST(goal, reads_every_rule_of_being_met) {
  EXPECT_TRUE(std::holds_alternative<metric::FinalValue>(goal({{"met", "final_value"}}).met));
  EXPECT_EQ(std::get<metric::Sustained>(goal({{"met", "{sustained: 2w}"}}).met).days, 14);
  EXPECT_EQ(std::get<metric::Confident>(goal({{"met", "{confident: 0.9}"}}).met).level, 0.9);
  EXPECT_EQ(std::get<metric::Posterior>(goal({{"met", "{posterior: 95 %}"}}).met).p, 0.95);
}

TEST(goal, sorts_its_scope_and_keeps_its_filter_as_text) {
  Goal const g = goal({{"scope", "{team: billing, channel: email}"}, {"where", "\"channel != 'chat'\""}});
  EXPECT_EQ(g.scope, (metric::Scope{{"channel", "email"}, {"team", "billing"}}));
  EXPECT_EQ(g.where, "channel != 'chat'");
}

TEST(goal, may_measure_its_baseline_at_the_start) {
  EXPECT_FALSE(goal({{"baseline", "measure_at_start"}}).baseline.has_value());
}

TEST(goal, refuses_what_it_cannot_read_with_one_finding) {
  struct {
    const char *key, *value, *rule;
  } const cases[] = {
      {"metric", "", "missing-key"},
      {"window", "", "missing-key"},
      {"window", "[7d]", "wrong-type"},
      {"window", "{}", "missing-key"},
      {"window", "{roling: 7d}", "unknown-key"},
      {"window", "{complete: true}", "missing-key"},
      {"window", "{rolling: 7d, tumbling: month}", "misplaced-key"},
      {"window", "{rolling: 7 days}", "malformed-value"},
      {"window", "{to_date: quarter, complete: true}", "misplaced-key"},
      {"window", "2026-01-01..2026-02-01", "malformed-value"},
      {"baseline", "", "missing-key"},
      {"baseline", "0.82", "unknown-word"},
      {"baseline", "{n: 940}", "missing-key"},
      {"baseline", "{value: much}", "malformed-value"},
      {"baseline", "{value: nan}", "malformed-value"},
      {"baseline", "{value: 0.82, n: -1}", "malformed-value"},
      {"baseline", "{value: 0.82, n: some}", "wrong-type"},
      {"target", "", "missing-key"},
      {"target", "0.87", "wrong-type"},
      {"target", "{}", "missing-key"},
      {"target", "{increase: 0.87}", "unknown-key"},
      {"target", "{increase_to: 0.87, unit: points}", "misplaced-key"},
      {"target", "{increase_by: 5, unit: point}", "unknown-word"},
      {"target", "{increase_by: 45m, unit: points}", "wrong-type"},
      {"target", "{stay_within: [0.75]}", "malformed-value"},
      {"target", "{stay_within: 0.75}", "wrong-type"},
      {"start", "", "missing-key"},
      {"start", "5.1.2026", "malformed-value"},
      {"due", "2026-02-30", "malformed-value"},
      {"plan", "curved", "unknown-word"},
      {"plan", "{}", "missing-key"},
      {"plan", "{steps: []}", "malformed-value"},
      {"plan", "{steps: [{on: 2026-02-01}]}", "missing-key"},
      {"plan", "{steps: [{on: 2026-02-01, share: 1}], weighted: {}}", "misplaced-key"},
      {"plan", "{weighted: {weekdays: {mon: -1}}}", "malformed-value"},
      {"plan", "{weighted: {weekdays: {mon: 0, tue: 0, wed: 0, thu: 0, fri: 0, sat: 0, sun: 0}}}", "malformed-value"},
      {"met", "", "missing-key"},
      {"met", "touched", "unknown-word"},
      {"met", "[final_value]", "wrong-type"},
      {"met", "{}", "missing-key"},
      {"met", "{sustain: 14d}", "unknown-key"},
      {"met", "{sustained: 14d, confident: 0.95}", "misplaced-key"},
      {"met", "{sustained: 36h}", "malformed-value"},
      {"met", "{sustained: 14}", "malformed-value"},
      {"met", "{confident: 95}", "malformed-value"},
      {"met", "{posterior: 0.4}", "malformed-value"},
      {"scope", "billing", "wrong-type"},
      {"scope", "{team: [billing]}", "wrong-type"},
      {"where", "[a]", "wrong-type"},
      {"parent", "[a]", "wrong-type"},
      {"supports", "balanced", "malformed-value"},
      {"weight", "1", "unknown-key"},
  };
  for (auto const& c : cases) EXPECT_EQ(fault({{c.key, c.value}}), c.rule) << c.key << ": " << c.value;
}

TEST(goal, is_not_judged_while_its_metric_cannot_be_read) {
  std::string const broken = "apiVersion: deskgauge/v1\nkind: Metric\nmetadata: {name: broken, version: 1}\nspec: {type: simple}\n";
  Loaded const loaded = load({{"m.yaml", broken}, {"g.yaml", goal_text({{"metric", "broken"}, {"parent", ""}})}});
  for (const Diagnostic& finding : loaded.diagnostics) EXPECT_NE(finding.at.file, "g.yaml") << finding.message;
}

TEST(goal, is_not_told_that_names_are_unknown_while_a_document_cannot_be_read) {
  Loaded const loaded = load({{"m.yaml", "kind: [\n"}, {"g.yaml", goal_text({{"parent", "unread"}})}});
  for (const Diagnostic& finding : loaded.diagnostics) EXPECT_NE(finding.at.file, "g.yaml") << finding.message;
}

TEST(goal, has_warnings_that_can_be_allowed_with_a_reason) {
  std::string text = goal_text({{"parent", ""}});
  text.replace(text.find("metadata:"), 0, "# deskgauge: allow DG3019 the board's own\n");
  Loaded const loaded =
      load({{"support.yaml", read_file("support.yaml")}, {"goal_support.yaml", read_file("goal_support.yaml")}, {"g.yaml", text}});
  EXPECT_TRUE(loaded.ok());
  EXPECT_TRUE(loaded.diagnostics.empty());
}

TEST(goal, changes_no_metric_s_number) {
  std::uint64_t const one = load_goal({}).catalogue->fingerprint(), other = load_goal({{"due", "2026-04-04"}}).catalogue->fingerprint();
  EXPECT_EQ(one, other);
}

}  // namespace
}  // namespace deskgauge::definition
