#include "tests/property/random_desk.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

#include "deskgauge/definition/load.h"

namespace deskgauge::property {
namespace {

struct Plain {
  const char* name;
  const char* spec;
};

// What the standard catalogue has no example of.
constexpr Plain kMore[] = {
    {"reply_sketch", R"(type: simple
  fact: reply
  bots: clear
  measure: duration
  clock: calendar
  aggregation: {quantile_sketch: {bits: 7}, q: 0.9, method: discrete}
  anchor: replied
  attribution: author
  dimensions: [agent, team, channel]
  rollups: [[agent, team, channel], []]
  unit: s
  direction: down)"},
    {"customers_distinct", R"(type: simple
  fact: ticket
  measure: count
  aggregation: distinct
  anchor: created
  attribution: none
  dimensions: [channel, {priority: created}, tag]
  rollups: [[channel], [tag], []]
  unit: "1"
  direction: none)"},
    {"tickets_by_tag", R"(type: simple
  fact: ticket
  measure: count
  aggregation: count
  anchor: created
  attribution: none
  dimensions: [tag, {category: latest}, custom.plan]
  rollups: [[tag], [category], [tag, custom.plan], []]
  unit: "{ticket}"
  direction: none)"},
    {"solved_shared", R"(type: simple
  fact: solve
  start: created
  measure: duration
  clock: {business: by_ticket, policy: last}
  aggregation: mean
  anchor: solved
  attribution: all_participants
  dimensions: [agent, tier]
  rollups: [[agent], [agent, tier], []]
  unit: s
  direction: down)"},
    {"touches_sum", R"(type: simple
  fact: ticket
  measure: touches
  aggregation: sum
  anchor: last_solved
  attribution: last_public_replier
  dimensions: [agent, brand, organization]
  rollups: [[agent], [brand], []]
  unit: "1"
  direction: down)"},
    {"csat_capped_spread", R"(type: simple
  fact: survey_response
  instrument: csat
  revisions: all
  cap: 2d
  measure: rating
  aggregation: distribution
  anchor: responded
  attribution: assignee_at_survey_sent
  dimensions: [agent, channel]
  rollups: [[agent], [channel], []]
  unit: "{score}"
  direction: up)"},
    {"csat_capped_first", R"(type: simple
  fact: survey_response
  instrument: csat
  revisions: first
  cap: 12h
  measure: rating
  aggregation: csat
  anchor: first_responded
  attribution: solver
  dimensions: [agent, customer]
  rollups: [[agent], []]
  unit: "1"
  direction: up)"},
    {"issues_by_category", R"(type: simple
  fact: issue
  contacts: both
  gap: 1d
  match: category
  measure: contacts
  aggregation: mean
  anchor: ended
  maturity: 1d
  attribution: none
  dimensions: [category, channel]
  rollups: [[category], []]
  unit: "{contact}"
  direction: down)"},
    {"talk_time", R"(type: simple
  fact: contact
  measure: duration
  clock: calendar
  aggregation: {quantile: 0.5, method: continuous}
  anchor: ended
  attribution: none
  dimensions: [channel, segment]
  rollups: [[channel], []]
  unit: s
  direction: down)"},
    {"open_by_agent", R"(type: simple
  fact: open
  measure: count
  aggregation: level
  anchor: entered
  attribution: assignee
  dimensions: [agent, priority, category]
  rollups: [[agent], [priority], [agent, priority], []]
  unit: "{ticket}"
  direction: down)"},
    {"next_reply_targets_met", R"(type: ratio
  fact: sla
  filter: 'sla_metric == "next_reply"'
  numerator: "met == 1"
  anchor: due
  attribution: author
  dimensions: [agent, policy]
  rollups: [[agent], [policy], []]
  unit: "1"
  direction: up)"},
    {"improper_pause_sum", R"(type: simple
  fact: ticket
  measure: improper_pause
  clock: {business: office, policy: in_force}
  aggregation: sum
  anchor: created
  attribution: owner_at_as_of
  dimensions: [agent, language, bot_involved]
  unit: s
  direction: down)"},
};

std::string as_document(const Plain& plain) {
  return std::string("apiVersion: deskgauge/v1\nkind: Metric\nmetadata: {name: ") + plain.name + ", version: 1}\nspec:\n  " + plain.spec +
         "\n  null_policy: no_data\n  minimum_sample: 1\n---\n";
}

metric::Catalogue load() {
  std::vector<definition::SourceFile> files;
  for (auto const& entry : std::filesystem::recursive_directory_iterator(DESKGAUGE_SOURCE_DIR "/examples/definitions")) {
    if (entry.path().extension() != ".yaml") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    files.push_back({entry.path().filename().string(), text.str()});
  }
  std::sort(files.begin(), files.end(), [](auto const& a, auto const& b) { return a.name < b.name; });
  std::string more;
  for (const Plain& plain : kMore) more += as_document(plain);
  files.push_back({"more.yaml", more});
  definition::Loaded const loaded = definition::load(files, {.lint = false});
  std::string faults;
  for (const definition::Diagnostic& d : loaded.diagnostics)
    faults += "\n" + d.at.file + ":" + std::to_string(d.at.line) + " " + d.rule + ": " + d.message;
  if (!loaded.ok()) throw std::runtime_error("the definitions of the property tests do not load:" + faults);
  return *loaded.catalogue;
}

void operands(const metric::Expression& e, std::set<std::string>& out) {
  if (e.op == metric::Expression::Op::metric) out.insert(e.metric);
  for (const metric::Expression& child : e.operands) operands(child, out);
}

}  // namespace

const metric::Catalogue& whole_catalogue() {
  static const metric::Catalogue catalogue = load();
  return catalogue;
}

std::shared_ptr<const metric::Catalogue> random_desk(scenario::Random& random) {
  const metric::Catalogue& whole = whole_catalogue();
  std::set<std::string> chosen;
  auto const pick = [&](std::size_t from, std::size_t n) {
    return from + static_cast<std::size_t>(random.below(static_cast<std::int64_t>(n)));
  };
  for (int i = 0; i < 8; ++i) chosen.insert(whole.metrics[pick(0, whole.metrics.size())].name);
  for (int i = 0; i < 4; ++i) chosen.insert(kMore[pick(0, std::size(kMore))].name);
  if (random.chance(500)) chosen.insert("nps_capped_90d");
  if (random.chance(500)) chosen.insert("fcr_no_repeat_1d");
  for (bool grew = true; grew;) {
    std::size_t const before = chosen.size();
    for (const metric::Metric& m : whole.metrics)
      if (m.type == metric::MetricType::derived && chosen.contains(m.name)) operands(m.expression, chosen);
    grew = chosen.size() > before;
  }
  auto desk = std::make_shared<metric::Catalogue>(whole);
  std::erase_if(desk->metrics, [&](const metric::Metric& m) { return !chosen.contains(m.name); });
  desk->tests.clear();
  return desk;
}

}  // namespace deskgauge::property
