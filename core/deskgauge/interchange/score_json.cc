#include "deskgauge/interchange/score_json.h"

#include "deskgauge/interchange/json_values.h"

namespace deskgauge::interchange {
namespace {

using engine::Card;
using engine::ScorecardLine;
using metric::RatingScheme;
using metric::Scorecard;

/// The level's own name; a level is a number where the scheme does not know it.
json level_name(const RatingScheme& scheme, int level) {
  for (const metric::RatingLevel& one : scheme.levels)
    if (one.level == level) return one.name;
  return nullptr;
}

json level_object(const score::AssignedLevel& level, const RatingScheme& scheme) {
  return {{"level", level.level},
          {"name", level_name(scheme, level.level)},
          {"low", level.low},
          {"high", level.high},
          {"indeterminate", level.indeterminate()}};
}

json attainment_interval(const std::optional<score::AttainmentInterval>& i) {
  return i ? json{{"low", i->low}, {"high", i->high}} : json(nullptr);
}

struct RuleObject {
  json operator()(const metric::Anchors& a) const { return {{"floor", a.floor}, {"target", a.target}, {"stretch", a.stretch}}; }
  json operator()(const metric::Band& b) const { return {{"band", {b.floor_low, b.target_low, b.target_high, b.floor_high}}}; }
  json operator()(const metric::Steps& steps) const {
    json list = json::array();
    for (const metric::Step& step : steps) list.push_back({{"from", step.from}, {"attainment", step.attainment}});
    return {{"steps", std::move(list)}};
  }
};

json rating_spec(const metric::RatingSpec& rating) {
  json levels = json::array();
  for (const metric::RatingLevel& level : rating.scheme.levels)
    levels.push_back({{"level", level.level}, {"name", level.name}, {"points", level.points}});
  return {{"levels", std::move(levels)}, {"mandatory", rating.scheme.mandatory}, {"rule", rating.rule_name}};
}

json definition_object(const Scorecard& card) {
  json out{{"name", card.name},
           {"label", card.label},
           {"window", to_text(card.window)},
           {"by", card.by},
           {"scale", {{"at_target", card.scale.at_target}, {"cap", card.scale.cap}}},
           {"mean", to_text(card.composite.mean)},
           {"missing", to_text(card.composite.missing)},
           {"minimum_coverage", card.composite.minimum_coverage},
           {"perspectives", card.perspectives},
           {"rating", card.rating ? rating_spec(*card.rating) : json(nullptr)}};
  if (!card.description.empty()) out["description"] = card.description;
  if (!card.owner.empty()) out["owner"] = card.owner;
  return out;
}

json line_object(const ScorecardLine& line, const Scorecard& card) {
  const metric::ScorecardItem& item = line.item;
  json out = value_object(line.value);
  out.update({{"metric", item.metric},
              {"perspective", item.perspective},
              {"weight", item.weight},
              {"scope", group(item.scope)},
              {"subjective", item.subjective},
              {"critical", item.critical},
              {"rule", std::visit(RuleObject{}, item.attainment)},
              {"attainment", optional(line.attainment)},
              {"attainment_interval", attainment_interval(line.interval)}});
  if (!item.where.empty()) out["where"] = item.where;
  if (line.level && card.rating) out["level"] = level_object(*line.level, card.rating->scheme);
  return out;
}

json score_object(const score::Score& s) {
  json out{{"score", optional(s.score)}, {"interval", attainment_interval(s.interval)}, {"weight", s.weight}, {"coverage", s.coverage}};
  if (!s.absent_reason.empty()) out["reason"] = s.absent_reason;
  return out;
}

json rating_object(const score::Rating& rating, const RatingScheme& scheme) {
  json out = level_object(rating.level, scheme);
  out.update({{"total", rating.total}, {"because", rating.because}});
  return out;
}

json card_object(const Card& card, const Scorecard& definition) {
  json out{{"group", group(card.group)}, {"score", score_object(card.composite.total)}};
  json& lines = out["lines"] = json::array();
  for (const ScorecardLine& line : card.lines) lines.push_back(line_object(line, definition));
  json& perspectives = out["perspectives"] = json::array();
  for (const score::PerspectiveScore& p : card.composite.perspectives) {
    json one = score_object(p.score);
    one["name"] = p.name;
    perspectives.push_back(std::move(one));
  }
  bool const rated = card.rating && definition.rating;
  out["rating"] = rated ? rating_object(*card.rating, definition.rating->scheme) : json(nullptr);
  if (!rated) out["rating_reason"] = card.rating_absent_reason;
  out["confirmation"] = nullptr;
  if (auto const& c = card.confirmation)
    out["confirmation"] = {{"label", c->label}, {"person", c->person}, {"comment_ref", c->comment_ref}, {"at", instant(c->at)}};
  return out;
}

}  // namespace

std::string scorecard_json(const engine::ScorecardAnswer& answer, int indent) {
  json out{{"schema", "deskgauge.scorecard.v1"},
           {"at", instant(answer.at)},
           {"revision", answer.revision},
           {"definitions_fingerprint", hex(answer.definitions_fingerprint)},
           {"window", interval(answer.window)},
           {"scorecard", definition_object(answer.scorecard)},
           {"cards", json::array()}};
  for (const Card& card : answer.cards) out["cards"].push_back(card_object(card, answer.scorecard));
  return dump(out, indent);
}

}  // namespace deskgauge::interchange
