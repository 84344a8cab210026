#include "sidecar/convert/scorecard.h"

#include <algorithm>

#include "sidecar/convert/time.h"
#include "sidecar/convert/value.h"
#include "sidecar/resource_name.h"

namespace deskgauge::sidecar::convert {
namespace {

struct WriteRule {
  v1::AttainmentRule& wire;
  void operator()(const metric::Anchors& rule) const {
    auto& out = *wire.mutable_anchors();
    out.set_floor(rule.floor);
    out.set_target(rule.target);
    out.set_stretch(rule.stretch);
  }
  void operator()(const metric::Band& rule) const {
    auto& out = *wire.mutable_band();
    out.set_floor_low(rule.floor_low);
    out.set_target_low(rule.target_low);
    out.set_target_high(rule.target_high);
    out.set_floor_high(rule.floor_high);
  }
  void operator()(const metric::Steps& rule) const {
    auto& out = *wire.mutable_steps();
    for (const metric::Step& step : rule) {
      auto* item = out.add_steps();
      item->set_from(step.from);
      item->set_attainment(step.attainment);
    }
  }
};

void write_scheme(const metric::RatingSpec& rating, v1::RatingScheme& wire) {
  for (const metric::RatingLevel& level : rating.scheme.levels) {
    auto* item = wire.add_levels();
    item->set_level(level.level);
    item->set_label(level.name);
    item->set_points(level.points);
  }
  wire.set_mandatory(rating.scheme.mandatory);
  wire.set_rule(rating.rule_name);
}

void write_level(const score::AssignedLevel& level, const metric::RatingScheme& scheme, v1::CardLevel& wire) {
  wire.set_level(level.level);
  wire.set_low(level.low);
  wire.set_high(level.high);
  auto const named = std::find_if(scheme.levels.begin(), scheme.levels.end(), [&](auto const& one) { return one.level == level.level; });
  if (named != scheme.levels.end()) wire.set_label(named->name);
  wire.set_indeterminate(level.indeterminate());
}

void write_line(std::string_view desk, const engine::ScorecardLine& line, const metric::Scorecard& scorecard, v1::CardLine& wire) {
  wire.set_metric(metric_name(desk, line.item.metric));
  wire.set_perspective(line.item.perspective);
  wire.set_weight(line.item.weight);
  write_group(line.item.scope, *wire.mutable_scope());
  wire.set_filter(line.item.where);
  std::visit(WriteRule{*wire.mutable_rule()}, line.item.attainment);
  write_value(line.value, *wire.mutable_value());
  if (line.attainment) wire.set_attainment(*line.attainment);
  if (line.interval) {
    wire.set_attainment_low(line.interval->low);
    wire.set_attainment_high(line.interval->high);
  }
  wire.set_subjective(line.item.subjective);
  wire.set_critical(line.item.critical);
  if (line.level && scorecard.rating) write_level(*line.level, scorecard.rating->scheme, *wire.mutable_level());
}

void write_score(const std::string& perspective, const score::Score& score, v1::CardScore& wire) {
  wire.set_perspective(perspective);
  if (score.score) wire.set_score(*score.score);
  if (score.interval) {
    wire.set_low(score.interval->low);
    wire.set_high(score.interval->high);
  }
  wire.set_weight(score.weight);
  wire.set_coverage(score.coverage);
  wire.set_absent_reason(std::string(score.absent_reason));
}

void write_rating(const score::Rating& rating, const metric::RatingScheme& scheme, v1::CardRating& wire) {
  write_level(rating.level, scheme, *wire.mutable_level());
  wire.set_total(rating.total);
  wire.set_because(std::string(rating.because));
}

void write_confirmation(const engine::Confirmation& confirmation, v1::CardConfirmation& wire) {
  wire.set_label(confirmation.label);
  wire.set_person(confirmation.person);
  wire.set_comment_ref(confirmation.comment_ref);
  write_instant(confirmation.at, *wire.mutable_confirm_time());
}

}  // namespace

void write_scorecard(std::string_view desk, const metric::Scorecard& scorecard, v1::Scorecard& wire) {
  wire.set_name(scorecard_name(desk, scorecard.name));
  wire.set_label(scorecard.label);
  wire.set_description(scorecard.description);
  wire.set_owner(scorecard.owner);
  wire.set_window(metric::to_text(scorecard.window));
  for (auto const& dimension : scorecard.by) wire.add_group_by(dimension);
  for (auto const& perspective : scorecard.perspectives) wire.add_perspectives(perspective);
  for (auto const& item : scorecard.items) wire.add_metrics(metric_name(desk, item.metric));
  wire.set_attainment_at_target(scorecard.scale.at_target);
  wire.set_attainment_cap(scorecard.scale.cap);
  wire.set_mean(std::string(metric::to_text(scorecard.composite.mean)));
  wire.set_missing_items(std::string(metric::to_text(scorecard.composite.missing)));
  wire.set_minimum_coverage(scorecard.composite.minimum_coverage);
  if (scorecard.rating) write_scheme(*scorecard.rating, *wire.mutable_rating());
}

void write_card(std::string_view desk, const engine::Card& card, const metric::Scorecard& scorecard, v1::Card& wire) {
  write_group(card.group, *wire.mutable_group());
  for (auto const& line : card.lines) write_line(desk, line, scorecard, *wire.add_lines());
  write_score({}, card.composite.total, *wire.mutable_score());
  for (auto const& one : card.composite.perspectives) write_score(one.name, one.score, *wire.add_perspectives());
  if (card.rating && scorecard.rating) write_rating(*card.rating, scorecard.rating->scheme, *wire.mutable_rating());
  wire.set_rating_absent_reason(card.rating_absent_reason);
  if (card.confirmation) write_confirmation(*card.confirmation, *wire.mutable_confirmation());
}

}  // namespace deskgauge::sidecar::convert
