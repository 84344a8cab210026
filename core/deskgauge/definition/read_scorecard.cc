#include <algorithm>

#include "deskgauge/definition/keys.h"
#include "deskgauge/definition/read_target.h"
#include "deskgauge/metric/scorecard.h"

namespace deskgauge::definition {
namespace {

using metric::Scorecard;
using metric::ScorecardItem;

constexpr std::array<std::string_view, 2> kMeans{"arithmetic", "geometric"};
constexpr std::array<std::string_view, 3> kMissing{"renormalise", "as_zero", "absent"};
constexpr std::array<std::string_view, 2> kItemKinds{"objective", "subjective"};
constexpr std::array<std::string_view, 2> kSummaryRules{"points5", "weighted500"};

/// "Fully Successful" as a key: fully_successful.
std::string word_of(std::string_view name) {
  std::string word;
  for (char c : name) word += c == ' ' ? '_' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return word;
}

/// The level of that name, or a finding with the names there are.
const metric::RatingLevel* find_level(const metric::RatingScheme& scheme, const std::string& word, Position at, const std::string& path,
                                      Report& report) {
  std::vector<std::string> words;
  for (const metric::RatingLevel& level : scheme.levels) {
    if (word_of(level.name) == word) return &level;
    words.push_back(word_of(level.name));
  }
  report.add(RuleId::unknown_word, std::move(at), path + ": there is no level " + quote(word), suggest(word, words));
  return nullptr;
}

void read_scale(const Field& field, metric::AttainmentScale& out, Report& report) {
  if (field.node.type == Node::Type::scalar) {
    if (field.node.scalar == "target_80") out = metric::kTarget80;
    else if (field.node.scalar == "target_100_cap_120") out = metric::kTarget100Cap120;
    else
      report.add(RuleId::unknown_word, field.node.at, field.path + " cannot be " + quote(field.node.scalar),
                 "write target_80, target_100_cap_120, or {at_target: 80, cap: 100}");
    return;
  }
  Fields const fields(field.node, field.node.at, field.path, known_keys("Scorecard", "spec.scale"), report);
  bool const target = fields.take(fields.required("at_target", "at_target: 80"), out.at_target, read_number);
  bool const cap = fields.take(fields.required("cap", "cap: 100"), out.cap, read_number);
  if (target && cap && !(0 < out.at_target && out.at_target < out.cap))
    report.add(RuleId::malformed_value, field.node.at, field.path + " must have 0 < at_target < cap", "write {at_target: 80, cap: 100}");
}

metric::Steps read_steps(const Field& field, Report& report) {
  metric::Steps steps;
  for (const Field& item : read_items(field, report)) {
    Fields const fields(item.node, item.node.at, item.path, known_keys("Scorecard", "spec.items[].steps[]"), report);
    metric::Step step;
    fields.take(fields.required("from", "from: 0.7"), step.from, read_amount);
    fields.take(fields.required("attainment", "attainment: 50"), step.attainment, read_number);
    steps.push_back(step);
  }
  return steps;
}

void read_attainment(const Fields& fields, ScorecardItem& out) {
  Report& report = fields.report();
  if (auto const band = fields.optional("band")) {
    auto const ends = read_amounts(*band, report);
    if (ends && ends->size() == 4) out.attainment = metric::Band{(*ends)[0], (*ends)[1], (*ends)[2], (*ends)[3]};
    else if (ends)
      report.add(RuleId::malformed_value, band->node.at, band->path + " must be four amounts",
                 "write [lower floor, lower target, upper target, upper floor]");
    for (std::string_view key : {"floor", "target", "stretch", "steps"}) fields.refuse(key, "does not belong beside band");
    return;
  }
  if (auto const steps = fields.optional("steps")) {
    out.attainment = read_steps(*steps, report);
    for (std::string_view key : {"floor", "target", "stretch"}) fields.refuse(key, "does not belong beside steps");
    return;
  }
  metric::Anchors anchors;
  fields.take(fields.required("floor", "floor: 0.70, worth nothing"), anchors.floor, read_amount);
  fields.take(fields.required("target", "target: 0.85"), anchors.target, read_amount);
  fields.take(fields.required("stretch", "stretch: 0.92, worth everything"), anchors.stretch, read_amount);
  out.attainment = anchors;
}

/// `levels: {fully_successful: 0.85, outstanding: 0.92}`: names of the rating's levels.
void read_levels(const Field& field, const std::optional<metric::RatingSpec>& rating, ScorecardItem& out, Report& report) {
  if (field.node.type != Node::Type::mapping)
    return report.add(RuleId::wrong_type, field.node.at, field.path + " must be a mapping from level to the value it begins at",
                      "write {fully_successful: 0.85}");
  if (!rating)
    return report.add(RuleId::misplaced_key, field.node.at, field.path + " has no meaning without a rating", "write spec.rating, or leave it out");
  metric::Standard standard;
  for (const Node::Member& member : field.node.members) {
    const metric::RatingLevel* const level = find_level(rating->scheme, member.key, member.at, field.path, report);
    if (!level) continue;
    if (auto const from = read_amount({member.value, field.path + "." + member.key}, report))
      standard.thresholds.push_back({level->level, *from});
  }
  std::sort(standard.thresholds.begin(), standard.thresholds.end(), [](auto const& a, auto const& b) { return a.level < b.level; });
  out.standard = std::move(standard);
}

ScorecardItem read_item(const Field& item, const std::optional<metric::RatingSpec>& rating, Report& report) {
  ScorecardItem out;
  Fields const fields(item.node, item.node.at, item.path, known_keys("Scorecard", "spec.items[]"), report);
  out.line = item.node.at.line;
  fields.take(fields.required("metric", "metric: csat"), out.metric, read_text);
  fields.take(fields.required("perspective", "perspective: customer"), out.perspective, read_text);
  auto const weight = fields.required("weight", "weight: 0.25");
  if (fields.take(weight, out.weight, read_amount) && out.weight < 0)
    report.add(RuleId::malformed_value, weight->node.at, weight->path + " must be 0 or more", "write its share of the whole, such as 0.25");
  std::size_t kind = 0;
  if (auto const field = fields.required("kind", "kind: objective, or subjective where people judge"))
    if (auto const word = read_word(*field, kItemKinds, report)) kind = *word;
  out.subjective = kind == 1;
  read_attainment(fields, out);
  fields.take(fields.optional("scope"), out.scope, read_scope);
  fields.take(fields.optional("where"), out.where, read_text);
  fields.take(fields.optional("critical"), out.critical, read_boolean);
  fields.take(fields.optional("overlap_ok"), out.overlap_ok, read_boolean);
  if (auto const levels = fields.optional("levels")) read_levels(*levels, rating, out, report);
  return out;
}

metric::RatingScheme read_scheme(const Fields& fields, Report& report) {
  auto const field = fields.required("levels", "levels: five");
  if (!field) return {};
  if (field->node.type == Node::Type::scalar) {
    if (field->node.scalar != "five")
      report.add(RuleId::unknown_word, field->node.at, field->path + " cannot be " + quote(field->node.scalar),
                 "write five, or the list of levels from the worst to the best");
    fields.refuse("mandatory", "is fully_successful of the five levels");
    return metric::five_levels();
  }
  metric::RatingScheme scheme;
  for (const Field& item : read_items(*field, report)) {
    Fields const level(item.node, item.node.at, item.path, known_keys("Scorecard", "spec.rating.levels[]"), report);
    metric::RatingLevel one;
    std::int64_t number = 0;
    if (level.take(level.required("level", "level: 1"), number, read_integer)) one.level = static_cast<int>(number);
    level.take(level.required("name", "name: fully_successful"), one.name, read_text);
    level.take(level.required("points", "points: 3"), one.points, read_number);
    scheme.levels.push_back(std::move(one));
  }
  std::string mandatory;
  auto const name = fields.required("mandatory", "mandatory: fully_successful, the level that every item must define");
  if (!fields.take(name, mandatory, read_text)) return scheme;
  if (const metric::RatingLevel* const level = find_level(scheme, mandatory, name->node.at, name->path, report))
    scheme.mandatory = level->level;
  return scheme;
}

metric::RatingSpec read_rating(const Field& field, Report& report) {
  metric::RatingSpec out;
  Fields const fields(field.node, field.node.at, field.path, known_keys("Scorecard", "spec.rating"), report);
  out.scheme = read_scheme(fields, report);
  std::size_t rule = 0;
  if (auto const word = fields.required("rule", "rule: points5, or weighted500"))
    if (auto const index = read_word(*word, kSummaryRules, report)) rule = *index;
  out.rule_name = kSummaryRules[rule];
  if (rule == 0) out.rule = metric::points5();
  else out.rule = metric::weighted500();
  return out;
}

}  // namespace

void read_scorecard(const Node& spec, Position at, const Metadata& metadata, Scorecard& out, Report& report) {
  Fields const fields(spec, std::move(at), "spec", known_keys("Scorecard", "spec"), report);
  out.label = metadata.label, out.description = metadata.description, out.owner = metadata.owner;
  out.file = metadata.at.file, out.line = metadata.at.line;
  fields.take(fields.required("window", "window: {tumbling: month}"), out.window, read_window);
  fields.take(fields.required("by", "by: [], one card of the desk, or [agent]"), out.by, read_texts);
  if (auto const scale = fields.required("scale", "scale: target_80")) read_scale(*scale, out.scale, report);
  fields.word(fields.required("mean", "mean: arithmetic"), kMeans, out.composite.mean);
  bool const renormalises = fields.word(fields.required("missing", "missing: renormalise"), kMissing, out.composite.missing) &&
                            out.composite.missing == metric::MissingPolicy::renormalise;
  if (renormalises) fields.take(fields.required("minimum_coverage", "minimum_coverage: 0.7"), out.composite.minimum_coverage, read_amount);
  else fields.refuse("minimum_coverage", "belongs to missing: renormalise");
  fields.take(fields.required("perspectives", "perspectives: [financial, customer, internal_process, learning_and_growth]"),
              out.perspectives, read_texts);
  if (auto const rating = fields.optional("rating")) out.rating = read_rating(*rating, report);
  auto const items = fields.required("items", "items: [{metric: csat, perspective: customer, weight: 0.25, …}]");
  if (!items) return;
  for (const Field& item : read_items(*items, report)) out.items.push_back(read_item(item, out.rating, report));
  if (items->node.type == Node::Type::sequence && out.items.empty())
    report.add(RuleId::malformed_value, items->node.at, "spec.items holds no item", "write at least one");
}

}  // namespace deskgauge::definition
