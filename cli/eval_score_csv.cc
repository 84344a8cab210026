#include <ostream>

#include "csv_line.h"
#include "eval_subject.h"

namespace deskgauge::cli {
namespace {

void header(std::ostream& out, std::initializer_list<const char*> names) {
  Line line(out);
  for (const char* name : names) line.add(name);
}

/// value, reason, n, low, high: five fields.
void add_value(Line& line, const value::Value& v) {
  bool const interval = v.uncertainty.method != value::IntervalMethod::none;
  line.add(exact(v.number)).add(v.number ? std::string() : std::string(to_text(v.reason))).add(std::to_string(v.n));
  line.add(interval ? exact(v.uncertainty.low) : "").add(interval ? exact(v.uncertainty.high) : "");
}

void add_forecast(Line& line, const engine::GoalForecast& f) {
  if (f.method.empty()) line.add_empty(4);
  else line.add(exact(f.median)).add(exact(f.low)).add(exact(f.high)).add(exact(f.probability));
}

/// The card's group as "agent=7 team=billing": how many dimensions there are is the scorecard's matter.
std::string group_text(const engine::Group& group) {
  std::string text;
  for (auto const& [dimension, value] : group) text += (text.empty() ? "" : " ") + dimension + "=" + value;
  return text;
}

}  // namespace

void write_goals_csv(std::ostream& out, const engine::GoalAnswer& answer, const metric::Catalogue& catalogue) {
  header(out, {"goal", "metric", "unit", "status", "since", "value", "reason", "n", "low", "high", "baseline", "target", "target_high",
               "expected", "progress", "pace", "gap", "required_per_day", "verdict", "running", "needed", "days_met", "days", "forecast",
               "forecast_low", "forecast_high", "probability", "smart_faults"});
  for (const engine::GoalReport& r : answer.goals) {
    const metric::Metric* const m = catalogue.find_metric(r.goal.metric);
    Line line(out);
    line.add(r.goal.name).add(r.goal.metric).add(m ? std::string(to_text(m->unit)) : std::string());
    line.add(std::string(to_text(r.status.status))).add(instant(r.status.since));
    add_value(line, r.value);
    bool const within = r.target && r.target->kind == metric::TargetKind::stay_within;
    line.add(exact(r.baseline)).add(r.target ? exact(r.target->value) : "").add(within ? exact(r.target->high) : "");
    line.add(exact(r.progress.expected)).add(exact(r.progress.progress)).add(exact(r.progress.pace)).add(exact(r.progress.gap));
    line.add(exact(r.progress.required_per_day)).add(std::string(to_text(r.met.verdict)));
    line.add(std::to_string(r.met.running)).add(std::to_string(r.met.needed));
    line.add(std::to_string(r.passed.met)).add(std::to_string(r.passed.days));
    add_forecast(line, r.forecast);
    std::string faults;
    for (const metric::SmartFault& f : r.smart) faults += (faults.empty() ? "" : " ") + std::string(f.id);
    line.add(faults);
  }
}

void write_scorecard_csv(std::ostream& out, const engine::ScorecardAnswer& answer, const metric::Catalogue& catalogue) {
  header(out, {"scorecard", "group", "perspective", "item", "unit", "weight", "value", "reason", "n", "low", "high", "attainment",
               "attainment_low", "attainment_high", "level", "level_low", "level_high", "coverage"});
  for (const engine::Card& card : answer.cards) {
    auto const add_score = [&](Line& line, const score::Score& s) {
      line.add(exact(s.score)).add(s.interval ? exact(s.interval->low) : "").add(s.interval ? exact(s.interval->high) : "");
    };
    auto const add_level = [&](Line& line, const score::AssignedLevel& l) {
      line.add(std::to_string(l.level)).add(std::to_string(l.low)).add(std::to_string(l.high));
    };
    for (const engine::ScorecardLine& item : card.lines) {
      const metric::Metric* const m = catalogue.find_metric(item.item.metric);
      Line line(out);
      line.add(answer.scorecard.name).add(group_text(card.group)).add(item.item.perspective).add(item.item.metric);
      line.add(m ? std::string(to_text(m->unit)) : std::string()).add(exact(item.item.weight));
      add_value(line, item.value);
      line.add(exact(item.attainment));
      line.add(item.interval ? exact(item.interval->low) : "").add(item.interval ? exact(item.interval->high) : "");
      if (item.level) add_level(line, *item.level);
      else line.add_empty(3);
      line.add({});
    }
    for (const score::PerspectiveScore& p : card.composite.perspectives) {
      Line line(out);
      line.add(answer.scorecard.name).add(group_text(card.group)).add(p.name).add_empty(2).add(exact(p.score.weight)).add({});
      line.add(std::string(p.score.absent_reason)).add_empty(3);
      add_score(line, p.score);
      line.add_empty(3).add(exact(p.score.coverage));
    }
    const score::Score& total = card.composite.total;
    Line line(out);
    line.add(answer.scorecard.name).add(group_text(card.group)).add_empty(3).add(exact(total.weight)).add({});
    line.add(std::string(total.absent_reason)).add_empty(3);
    add_score(line, total);
    if (card.rating) add_level(line, card.rating->level);
    else line.add_empty(3);
    line.add(exact(total.coverage));
  }
}

void write_standings_csv(std::ostream& out, const engine::Standings& answer) {
  header(out, {"metric", answer.by.c_str(), "value", "reason", "n", "low", "high", "shrunken", "shrunken_low", "shrunken_high", "weight",
               "below_pool", "group", "best", "worst", "z", "p", "q", "outside_95", "outside_99_8", "standardised", "standardised_cover",
               "response_rate", "below_minimum"});
  for (const engine::StandingRow& row : answer.rows) {
    Line line(out);
    line.add(answer.metric).add(row.name);
    add_value(line, row.value);
    const score::Shrunk& s = row.shrunk;
    if (s.estimate) line.add(exact(s.estimate)).add(exact(s.low)).add(exact(s.high)).add(exact(s.weight)).add(exact(s.below_pool));
    else line.add_empty(5);
    if (row.standing)
      line.add(std::to_string(row.standing->group)).add(std::to_string(row.standing->best)).add(std::to_string(row.standing->worst));
    else line.add_empty(3);
    if (row.funnel) {
      line.add(exact(row.funnel->z)).add(exact(row.funnel->p)).add(exact(row.funnel->q));
      line.add(flag(row.funnel->outside_inner)).add(flag(row.funnel->outside_outer));
    } else {
      line.add_empty(5);
    }
    line.add(exact(row.standardised)).add(row.standardised ? exact(row.standardised_cover) : "");
    line.add(row.response_rate ? exact(row.response_rate->number) : "").add(flag(row.below_minimum));
  }
}

void write_exceptions_csv(std::ostream& out, const engine::ExceptionAnswer& answer) {
  header(out, {"key", "kind", "severity", "subject", "message", "since", "last", "occurrences", "value", "limit"});
  for (const engine::Exception& e : answer.exceptions) {
    Line line(out);
    line.add(e.key).add(std::string(to_text(e.kind))).add(std::string(to_text(e.severity))).add(e.subject).add(e.message);
    line.add(instant(e.since)).add(instant(e.last)).add(std::to_string(e.occurrences)).add(exact(e.value)).add(exact(e.limit));
  }
}

}  // namespace deskgauge::cli
