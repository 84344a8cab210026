#include <algorithm>
#include <ostream>

#include "draw.h"
#include "eval_subject.h"
#include "table.h"
#include "words.h"

namespace deskgauge::cli {
namespace {

using engine::GoalReport;
using metric::Metric;
using score::GoalStatus;

constexpr std::size_t kWidth = 60;   // of a line of days

Ink ink_of(GoalStatus status) {
  switch (status) {
    case GoalStatus::on_track:
    case GoalStatus::met: return Ink::good;
    case GoalStatus::at_risk: return Ink::caution;
    case GoalStatus::off_track:
    case GoalStatus::missed: return Ink::bad;
    default: return Ink::faint;
  }
}

std::string target_text(const metric::Target& target, const Metric& m) {
  std::string const value = number_text(target.value, m);
  switch (target.kind) {
    case metric::TargetKind::increase_to: return "up to " + value;
    case metric::TargetKind::decrease_to: return "down to " + value;
    case metric::TargetKind::stay_at_or_above: return "stay at or above " + value;
    case metric::TargetKind::stay_at_or_below: return "stay at or below " + value;
    case metric::TargetKind::stay_within: break;
  }
  return "stay within " + value + " \u2013 " + number_text(target.high, m);
}

/// One goal in full: a label and a line for each thing it says.
class Sheet {
 public:
  Sheet(std::ostream& out, const Console& console, const GoalReport& goal, const Metric& metric, const time::Zone& zone)
      : out_(out), console_(console), r_(goal), m_(metric), zone_(zone) {}

  void write() {
    title();
    value();
    way();
    days();
    rule();
    forecast();
    smart();
    corrections();
    parts();
  }

 private:
  std::string paint(Ink ink, std::string_view text) const { return console_.paint(ink, text); }
  std::string faint(std::string_view text) const { return paint(Ink::faint, text); }
  void line(const std::string& label, const std::string& text) {
    out_ << "  " << faint(label) << std::string(label.size() < 11 ? 11 - label.size() : 1, ' ') << text << '\n';
  }
  std::string day(time::Instant t) const { return time::to_text(zone_.date(t)); }
  std::string number(double value) const { return number_text(value, m_); }

  void title() {
    GoalStatus const status = r_.status.status;
    std::string const name = r_.goal.label.empty() ? r_.goal.name : r_.goal.label;
    std::string word = words_of(to_text(status));
    std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    out_ << paint(Ink::strong, name) << "  " << paint(ink_of(status), word);
    bool const over = status == GoalStatus::met || status == GoalStatus::missed;
    if (r_.status.since) out_ << faint((over ? " on " : " since ") + day(*r_.status.since));
    std::string text = r_.goal.label.empty() ? r_.goal.metric : r_.goal.name + " \u00b7 " + r_.goal.metric;
    for (auto const& [dimension, value] : r_.goal.scope) text += " \u00b7 " + dimension + " " + value;
    if (!r_.goal.where.empty()) text += " \u00b7 where " + r_.goal.where;
    text += " \u00b7 window " + metric::to_text(r_.goal.window);
    text += " \u00b7 " + time::to_text(r_.goal.start) + " to " + time::to_text(r_.goal.due);
    if (!r_.goal.owner.empty()) text += " \u00b7 owner " + r_.goal.owner;
    if (!r_.goal.supports.empty()) text += " \u00b7 serves " + r_.goal.supports;
    if (!r_.goal.parent.empty()) text += " \u00b7 part of " + r_.goal.parent;
    out_ << '\n' << faint(text) << "\n\n";
  }

  void value() {
    const value::Value& v = r_.value;
    std::string text = paint(v.number ? Ink::strong : Ink::faint, value_text(v, m_));
    if (std::string const interval = interval_text(v.uncertainty, m_); !interval.empty()) text += "  " + faint(interval);
    text += "  n " + grouped(v.n);
    if (v.numerator && v.denominator) text += faint("  " + grouped(*v.numerator) + " / " + grouped(*v.denominator));
    if (v.low_n && v.number) text += "  " + paint(Ink::caution, "low n");
    line("now", text);
    std::string target = r_.target ? target_text(*r_.target, m_) : "not known before the baseline is";
    if (r_.target && !score::maintains(*r_.target) && r_.baseline) target += ", from " + number(*r_.baseline) + faint(baseline_note());
    line("target", target);
  }

  std::string baseline_note() const {
    std::string note = r_.baseline_measured ? " (measured at the start" : " (given";
    if (!r_.goal.baseline_period.empty()) note += ", " + r_.goal.baseline_period;
    if (r_.baseline_n > 0) note += ", n " + grouped(r_.baseline_n);
    return note + ")";
  }

  /// How far it has come beside how far it should be.
  void way() {
    const score::Progress& p = r_.progress;
    bool const running = r_.at >= r_.goal.starts_at;
    if (r_.target && score::maintains(*r_.target)) return;
    if (p.expected && running) {
      std::string text = number(*p.expected) + " by now";
      bool const behind = p.progress && *p.progress < p.planned;
      if (p.gap) text += ": " + change_text(*p.gap, m_) + (behind ? paint(Ink::caution, " behind") : " ahead");
      line("plan", text + faint(" \u00b7 " + percent(p.elapsed) + " of the time is over"));
    }
    if (p.progress && running) {
      std::string text = bar(*p.progress, 24, p.planned) + "  " + percent(*p.progress) + " of the way";
      text += faint(", planned " + percent(p.planned));
      if (p.pace) text += faint(" \u00b7 pace ") + rounded(*p.pace, 2);
      line("progress", text);
    } else if (!p.absent_reason.empty()) {
      line("progress", faint(words_of(p.absent_reason)));
    }
    bool const done = r_.target && r_.value.number && score::meets(*r_.target, *r_.value.number);
    if (p.required_per_day && running && !done) {
      double const days_left = static_cast<double>((r_.goal.due_at - r_.at).ms) / static_cast<double>(time::days(1).ms);
      bool const last_day = days_left < 1;               // a rate a day would shout
      std::string text = daily_text(*p.required_per_day * (last_day ? days_left : 1), m_) + (last_day ? "" : " a day");
      text += " until " + time::to_text(r_.goal.due);
      if (!last_day && p.planned_per_day && *p.planned_per_day != 0)
        text += faint(", planned were " + daily_text(*p.planned_per_day, m_) + " (" +
                      rounded(*p.required_per_day / *p.planned_per_day, 1) + " times that)");
      line("needed", text);
    }
  }

  void days() {
    if (r_.days.empty()) return;
    Series values, plan;
    for (const engine::GoalDay& d : r_.days) values.push_back(d.value.number), plan.push_back(d.expected);
    values = thinned(values, kWidth);
    plan = thinned(plan, kWidth);
    std::vector<double> seen;
    for (const Series* series : {&values, &plan})
      for (auto const& value : *series)
        if (value) seen.push_back(*value);
    if (seen.empty()) return;
    auto const [low, high] = std::minmax_element(seen.begin(), seen.end());
    std::size_t const step = stride(r_.days.size(), kWidth);
    line("days", sparkline(values, *low, *high) +
                     faint("  " + number(*low) + " to " + number(*high) + (step == 1 ? "" : ", every " + std::to_string(step) + " days")));
    if (!score::maintains(*r_.target)) line("planned", faint(sparkline(plan, *low, *high)));
    std::string marks;
    for (auto const& value : values) marks += !value ? " " : score::meets(*r_.target, *value) ? paint(Ink::good, "\u25cf") : "\u00b7";
    line("at target", marks + faint("  on " + grouped(r_.passed.met) + " of " + counted(r_.passed.days, "day")));
  }

  /// What the rule asks for, and how much of that there is.
  struct RuleText {
    const GoalReport& r;
    std::string operator()(const metric::FinalValue&) const { return "the value of the last day decides"; }
    std::string operator()(const metric::Sustained&) const {
      return grouped(r.met.running) + " of " + counted(r.met.needed, "day") + " in a row at the target";
    }
    std::string operator()(const metric::Confident& rule) const {
      return "the one-sided " + percent(rule.level) + " bound must be at the target";
    }
    std::string operator()(const metric::Posterior& rule) const {
      return "the truth must be at the target with a probability of " + percent(rule.p);
    }
  };

  void rule() {
    if (r_.at < r_.goal.starts_at) return;
    std::string text = std::visit(RuleText{r_}, r_.goal.met);
    bool const kept = r_.target && score::maintains(*r_.target);
    bool const held = r_.met.running >= r_.met.needed && !std::holds_alternative<metric::Sustained>(r_.goal.met);
    if (r_.met.verdict == score::Verdict::yes) text = paint(Ink::good, "yes") + ": " + text;
    else if (r_.met.verdict == score::Verdict::no) text = paint(Ink::bad, "no") + ": " + text;
    else text = "not yet: " + text + (held ? ", as it is today" : "") + faint(kept ? ", judged on " + time::to_text(r_.goal.due) : "");
    if (!r_.met.absent_reason.empty()) text += faint(" (" + words_of(r_.met.absent_reason) + ")");
    line("met", text);
  }

  void forecast() {
    const engine::GoalForecast& f = r_.forecast;
    if (f.method.empty()) {
      if (!f.absent_reason.empty() && f.absent_reason != "over") line("forecast", faint("none: " + words_of(f.absent_reason)));
      return;
    }
    std::string text = paint(Ink::strong, number(f.median));
    text += faint("  " + range_text(f.low, f.high, m_) + " at " + percent(f.confidence));
    text += ", a chance of " + paint(Ink::strong, chance(f.probability));
    line("forecast", text + " to be at the target on " + time::to_text(r_.goal.due));
    std::string note = words_of(f.method);
    // the last week may reach beyond the due date
    auto const in_time = [&](const std::optional<time::Instant>& t) { return t && *t <= r_.goal.due_at; };
    std::string const earliest = in_time(f.earliest) ? "at the earliest " + day(*f.earliest) : std::string();
    if (in_time(f.likely)) note += " \u00b7 reaches it about " + day(*f.likely) + (earliest.empty() ? "" : ", " + earliest);
    else if (!earliest.empty()) note += " \u00b7 reaches it " + earliest;
    line("", faint(note));
    if (f.back_test) line("", faint(back_test_text(*f.back_test, f.back_test_weeks)));
  }

  static std::string chance(double p) { return p < 0.01 ? "< 1 %" : p > 0.99 ? "> 99 %" : rounded(p * 100, 0) + " %"; }

  static std::string back_test_text(const score::BackTest& b, int weeks) {
    std::string const ahead = weeks > 0 ? ", " + counted(weeks, "week") + " ahead" : "";
    if (!b.testable)
      return "back-test: not yet testable (" + counted(b.origins, "past forecast") + ahead + ", it takes " +
             std::to_string(score::BackTest::kMinimumOrigins) + ")";
    std::string text = "back-test: " + counted(b.origins, "past forecast") + ahead;
    if (b.coverage)
      text += ": " + percent(*b.coverage) + " of the intervals held [" + rounded(b.coverage_low * 100, 0) + " \u2013 " +
              rounded(b.coverage_high * 100, 0) + "]";
    if (b.brier) text += ", Brier " + rounded(*b.brier, 2);
    if (b.skill) text += ", skill " + rounded(*b.skill, 2);
    return text;
  }

  void smart() {
    using enum metric::SmartLetter;
    std::string text;
    for (auto letter : {specific, measurable, achievable, relevant, time_bound}) {
      bool const faulty = std::any_of(r_.smart.begin(), r_.smart.end(), [&](auto const& f) { return f.letter == letter; });
      text += (text.empty() ? "" : "  ") + std::string(metric::to_text(letter)) + " " +
              paint(faulty ? Ink::bad : Ink::good, faulty ? "\u2717" : "\u2713");
    }
    line("SMART", text);
    for (const metric::SmartFault& f : r_.smart) {
      line("", std::string(metric::to_word(f.letter)) + ": " + f.message);
      if (!f.remedy.empty()) line("", faint("\u2192 " + f.remedy));
    }
  }

  void corrections() {
    for (std::size_t i = 0; i < r_.corrections.size(); ++i) {
      const engine::Correction& c = r_.corrections[i];
      std::string text = "of " + local_text(c.as_of, zone_) + " was said " + number(c.said) + ", now it is " +
                         (c.now ? number(*c.now) : std::string("without a value"));
      for (std::size_t k = 0; k < c.moved_by.size() && k < 3; ++k)
        text += (k == 0 ? faint("  after ") : faint(", ")) + faint(c.moved_by[k].type + " of " + c.moved_by[k].subject);
      if (c.moved_by.size() > 3) text += faint(" and " + grouped(static_cast<std::int64_t>(c.moved_by.size()) - 3) + " more");
      line(i == 0 ? "corrected" : "", text);
    }
  }

  void parts() {
    for (std::size_t i = 0; i < r_.parts.size(); ++i) {
      const engine::GoalPart& p = r_.parts[i];
      std::string text = p.goal + "  " + grouped(p.numerator) + " / " + grouped(p.denominator);
      if (p.share_of_change) text += faint("  " + percent(*p.share_of_change) + " of the change");
      line(i == 0 ? "parts" : "", text);
    }
  }

  std::ostream& out_;
  const Console& console_;
  const GoalReport& r_;
  const Metric& m_;
  const time::Zone& zone_;
};

/// All goals, a line each.
void overview(std::ostream& out, const Console& console, const engine::GoalAnswer& answer, const metric::Catalogue& catalogue) {
  Table table;
  table.column("goal", Align::left);
  table.column("status", Align::left);
  for (const char* title : {"now", "n", "plan", "target", "progress", "due", "chance"}) table.column(title, Align::right);
  for (const GoalReport& r : answer.goals) {
    const Metric& m = *catalogue.find_metric(r.goal.metric);
    auto const shown = [&](const std::optional<double>& x) { return x ? number_text(*x, m) : std::string(); };
    bool const way = r.target && !score::maintains(*r.target);
    std::string progress = way && r.progress.progress ? percent(*r.progress.progress) : std::string();
    if (!way && r.passed.days > 0) progress = grouped(r.passed.met) + " of " + counted(r.passed.days, "day");
    table.row({{r.goal.name},
               {words_of(to_text(r.status.status)), ink_of(r.status.status)},
               {value_text(r.value, m), r.value.number ? Ink::strong : Ink::faint},
               {grouped(r.value.n)},
               {way ? shown(r.progress.expected) : std::string()},
               {r.target ? number_text(r.target->value, m) : std::string()},
               {progress},
               {time::to_text(r.goal.due)},
               {r.forecast.method.empty() ? std::string() : percent(std::round(r.forecast.probability * 100) / 100)}});
  }
  table.print(out, console);
}

}  // namespace

void write_goals_text(std::ostream& out, const Console& console, const engine::GoalAnswer& answer, const metric::Catalogue& catalogue,
                      bool in_full) {
  out << console.paint(Ink::faint, place_text(catalogue.desk, {}, answer.at)) << "\n\n";
  if (answer.goals.empty()) out << console.paint(Ink::faint, "These definitions have no goals.") << '\n';
  if (answer.goals.size() > 1) overview(out, console, answer, catalogue);
  if (!in_full) out << '\n' << console.paint(Ink::faint, "Name a goal to see its days, forecast and SMART check.") << '\n';
  bool first = answer.goals.size() == 1;
  for (std::size_t i = 0; in_full && i < answer.goals.size(); ++i) {
    if (!first) out << '\n';
    first = false;
    Sheet(out, console, answer.goals[i], *catalogue.find_metric(answer.goals[i].goal.metric), catalogue.desk.zone).write();
  }
}

}  // namespace deskgauge::cli
