#include <algorithm>

#include "deskgauge/definition/keys.h"
#include "deskgauge/definition/read_target.h"
#include "deskgauge/metric/scorecard.h"

namespace deskgauge::definition {
namespace {

using metric::Scorecard;
using metric::ScorecardItem;

/// The first text of a list that stands in it twice; "" if there is none.
std::string repeated(std::vector<std::string> texts) {
  std::sort(texts.begin(), texts.end());
  auto const twice = std::adjacent_find(texts.begin(), texts.end());
  return twice == texts.end() ? std::string() : *twice;
}

/// A list of texts, each of which counts once.
void read_names(const std::optional<Field>& field, std::vector<std::string>& out, Report& report) {
  if (!field) return;
  auto names = read_texts(*field, report);
  if (!names) return;
  out = std::move(*names);
  if (std::string const twice = repeated(out); !twice.empty())
    report.add(RuleId::malformed_value, field->node.at, field->path + " names " + quote(twice) + " twice", "keep one");
}

/// The level of that name, or a finding with the names there are.
const metric::RatingLevel* find_level(const metric::RatingScheme& scheme, const std::string& word, Position at, const std::string& path,
                                      Report& report) {
  std::vector<std::string> words;
  for (const metric::RatingLevel& level : scheme.levels) {
    if (metric::key_of(level) == word) return &level;
    words.push_back(metric::key_of(level));
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

metric::Steps read_steps(const Field& field, const metric::AttainmentScale& scale, Report& report) {
  metric::Steps steps;
  for (const Field& item : read_items(field, report)) {
    Fields const fields(item.node, item.node.at, item.path, known_keys("Scorecard", "spec.items[].steps[]"), report);
    metric::Step step;
    fields.take(fields.required("from", "from: 0.7"), step.from, read_amount);
    auto const attainment = fields.required("attainment", "attainment: 50");
    if (fields.take(attainment, step.attainment, read_number) && (step.attainment < 0 || step.attainment > scale.cap))
      report.add(RuleId::malformed_value, attainment->node.at, attainment->path + " must be 0 … the scale's cap",
                 "write what the step is worth, such as " + std::to_string(static_cast<int>(scale.at_target)));
    steps.push_back(step);
  }
  if (field.node.type == Node::Type::sequence && steps.empty())
    report.add(RuleId::malformed_value, field.node.at, field.path + " holds no step", "write {from: 0.7, attainment: 50}");
  return steps;
}

void read_attainment(const Fields& fields, const metric::AttainmentScale& scale, ScorecardItem& out) {
  Report& report = fields.report();
  if (auto const band = fields.optional("band")) {
    auto const ends = read_amounts(*band, report);
    if (ends && ends->size() == 4) out.attainment = metric::Band{(*ends)[0], (*ends)[1], (*ends)[2], (*ends)[3]};
    else if (ends)
      report.add(RuleId::malformed_value, band->node.at, band->path + " must be four amounts",
                 "write [lower floor, lower target, upper target, upper floor]");
    for (std::string_view key : {"floor", "target", "stretch", "steps"})
      fields.refuse(key, "does not belong beside band", "keep one of the two");
    return;
  }
  if (auto const steps = fields.optional("steps")) {
    out.attainment = read_steps(*steps, scale, report);
    for (std::string_view key : {"floor", "target", "stretch"}) fields.refuse(key, "does not belong beside steps", "keep one of the two");
    return;
  }
  metric::Anchors anchors;
  fields.take(fields.required("floor", "floor: 0.70, worth nothing"), anchors.floor, read_amount);
  fields.take(fields.required("target", "target: 0.85"), anchors.target, read_amount);
  fields.take(fields.required("stretch", "stretch: 0.92, worth everything"), anchors.stretch, read_amount);
  out.attainment = anchors;
}

/// `levels: {fully_successful: 0.85, outstanding: 0.92}`: names of the rating's levels.
void read_levels(const Field& field, const metric::RatingSpec& rating, ScorecardItem& out, Report& report) {
  if (field.node.type != Node::Type::mapping)
    return report.add(RuleId::wrong_type, field.node.at, field.path + " must be a mapping from level to the value it begins at",
                      "write {fully_successful: 0.85}");
  metric::Standard standard;
  for (const Node::Member& member : field.node.members) {
    const metric::RatingLevel* const level = find_level(rating.scheme, member.key, member.at, field.path, report);
    if (!level) continue;
    if (auto const from = read_amount({member.value, field.path + "." + member.key}, report))
      standard.thresholds.push_back({level->level, *from});
  }
  std::sort(standard.thresholds.begin(), standard.thresholds.end(), [](auto const& a, auto const& b) { return a.level < b.level; });
  out.standard = std::move(standard);
}

/// What an item adds to the card's rating.
void read_rated(const Fields& fields, const std::optional<metric::RatingSpec>& rating, ScorecardItem& out) {
  constexpr std::string_view kNoRating = "has no meaning without a rating", kRemedy = "write spec.rating, or leave it out";
  if (!rating) {
    fields.refuse("critical", kNoRating, kRemedy);
    fields.refuse("levels", kNoRating, kRemedy);
    return;
  }
  fields.take(fields.optional("critical"), out.critical, read_boolean);
  if (auto const levels = fields.optional("levels")) read_levels(*levels, *rating, out, fields.report());
}

ScorecardItem read_item(const Field& item, const Scorecard& card, Report& report) {
  ScorecardItem out;
  Fields const fields(item.node, item.node.at, item.path, known_keys("Scorecard", "spec.items[]"), report);
  out.line = item.node.at.line;
  fields.take(fields.required("metric", "metric: csat"), out.metric, read_text);
  fields.take(fields.required("perspective", "perspective: customer"), out.perspective, read_text);
  auto const weight = fields.required("weight", "weight: 0.25");
  if (fields.take(weight, out.weight, read_amount) && out.weight <= 0)
    report.add(RuleId::malformed_value, weight->node.at, weight->path + " must be more than 0",
                "write its share of the whole, such as 0.25");
  std::size_t kind = 0;
  if (auto const field = fields.required("kind", "kind: objective, or subjective where people judge"))
    if (auto const word = read_word(*field, kItemKinds, report)) kind = *word;
  out.subjective = kind == 1;
  read_attainment(fields, card.scale, out);
  fields.take(fields.optional("scope"), out.scope, read_scope);
  fields.take(fields.optional("where"), out.where, read_text);
  fields.take(fields.optional("overlap_ok"), out.overlap_ok, read_boolean);
  read_rated(fields, card.rating, out);
  return out;
}

/// The list from the worst to the best: numbers ascend, names differ.
std::vector<metric::RatingLevel> read_rating_levels(const Field& field, Report& report) {
  std::vector<metric::RatingLevel> levels;
  std::vector<std::string> names;
  for (const Field& item : read_items(field, report)) {
    Fields const fields(item.node, item.node.at, item.path, known_keys("Scorecard", "spec.rating.levels[]"), report);
    metric::RatingLevel level;
    std::int64_t number = 0;
    auto const where = fields.required("level", "level: 1");
    if (fields.take(where, number, read_integer)) {
      level.level = static_cast<int>(std::clamp<std::int64_t>(number, 0, 1000));
      if (number < 1 || number > 1000 || (!levels.empty() && level.level <= levels.back().level))
        report.add(RuleId::malformed_value, where->node.at, where->path + " must ascend from 1",
                   "list the levels from the worst to the best");
    }
    fields.take(fields.required("name", "name: fully_successful"), level.name, read_text);
    fields.take(fields.required("points", "points: 3"), level.points, read_number);
    names.push_back(metric::key_of(level));
    levels.push_back(std::move(level));
  }
  if (field.node.type == Node::Type::sequence && levels.size() < 2)
    report.add(RuleId::malformed_value, field.node.at, field.path + " must hold two levels or more", "write five, or list them");
  if (std::string const twice = repeated(names); !twice.empty())
    report.add(RuleId::malformed_value, field.node.at, field.path + " names " + quote(twice) + " twice", "give each level its own name");
  return levels;
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
  scheme.levels = read_rating_levels(*field, report);
  std::string mandatory;
  auto const name = fields.required("mandatory", "mandatory: fully_successful, the level that every item must define");
  if (!fields.take(name, mandatory, read_text)) return scheme;
  if (const metric::RatingLevel* const level = find_level(scheme, mandatory, name->node.at, name->path, report))
    scheme.mandatory = level->level;
  return scheme;
}

/// The levels that a summary rule can give.
std::vector<int> levels_of(const metric::SummaryRule& rule) {
  std::vector<int> levels;
  if (auto const* points = std::get_if<metric::PointsRule>(&rule)) {
    for (const metric::PointsRow& row : points->rows) levels.push_back(row.level);
    levels.push_back(points->otherwise);
  } else {
    for (const metric::WeightedBand& band : std::get<metric::WeightedRule>(rule).bands) levels.push_back(band.level);
  }
  return levels;
}

metric::RatingSpec read_rating(const Field& field, Report& report) {
  metric::RatingSpec out;
  Fields const fields(field.node, field.node.at, field.path, known_keys("Scorecard", "spec.rating"), report);
  out.scheme = read_scheme(fields, report);
  std::size_t rule = 0;
  auto const word = fields.required("rule", "rule: points5, or weighted500");
  if (word)
    if (auto const index = read_word(*word, kSummaryRules, report)) rule = *index;
  out.rule_name = kSummaryRules[rule];
  if (rule == 0) out.rule = metric::points5();
  else out.rule = metric::weighted500();
  for (int given : levels_of(out.rule)) {
    auto const has = [&](const metric::RatingLevel& level) { return level.level == given; };
    if (!word || out.scheme.levels.size() < 2 || std::any_of(out.scheme.levels.begin(), out.scheme.levels.end(), has)) continue;
    report.add(RuleId::malformed_value, word->node.at,
               word->path + ": " + out.rule_name + " can give level " + std::to_string(given) + ", which the levels do not have",
               "number the levels 1 … 5, or write levels: five");
    break;
  }
  return out;
}

void read_missing(const Fields& fields, metric::CompositeRule& out) {
  if (!fields.word(fields.required("missing", "missing: renormalise"), kMissingPolicies, out.missing)) return;
  if (out.missing != metric::MissingPolicy::renormalise)
    return fields.refuse("minimum_coverage", "belongs to missing: renormalise", "leave it out");
  auto const least = fields.required("minimum_coverage", "minimum_coverage: 0.7");
  if (fields.take(least, out.minimum_coverage, read_amount) && (out.minimum_coverage < 0 || out.minimum_coverage > 1))
    fields.report().add(RuleId::malformed_value, least->node.at, least->path + " must be 0 … 1",
                        "write the share of the weight that must have a value, such as 0.7");
}

}  // namespace

void read_scorecard(const Node& spec, Position at, const Metadata& metadata, Scorecard& out, Report& report) {
  Fields const fields(spec, std::move(at), "spec", known_keys("Scorecard", "spec"), report);
  out.label = metadata.label, out.description = metadata.description, out.owner = metadata.owner;
  out.file = metadata.at.file, out.line = metadata.at.line;
  fields.take(fields.required("window", "window: {tumbling: month}"), out.window, read_window);
  read_names(fields.required("by", "by: [], one card of the desk, or [agent]"), out.by, report);
  if (auto const scale = fields.required("scale", "scale: target_80")) read_scale(*scale, out.scale, report);
  fields.word(fields.required("mean", "mean: arithmetic"), kMeans, out.composite.mean);
  read_missing(fields, out.composite);
  read_names(fields.required("perspectives", "perspectives: [financial, customer, internal_process, learning_and_growth]"),
             out.perspectives, report);
  if (auto const rating = fields.optional("rating")) out.rating = read_rating(*rating, report);
  auto const items = fields.required("items", "items: [{metric: csat, perspective: customer, weight: 0.25, …}]");
  if (!items) return;
  for (const Field& item : read_items(*items, report)) out.items.push_back(read_item(item, out, report));
  if (items->node.type == Node::Type::sequence && out.items.empty())
    report.add(RuleId::malformed_value, items->node.at, "spec.items holds no item", "write at least one");
}

}  // namespace deskgauge::definition
