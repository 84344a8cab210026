// Exceptions: what a manager should know, each once.
#include "deskgauge/engine/exceptions.h"

#include <algorithm>
#include <set>

#include "deskgauge/engine/question.h"
#include "deskgauge/fact/derive.h"

namespace deskgauge::engine {

std::string_view to_text(ExceptionKind kind) {
  static constexpr std::string_view kNames[] = {"threshold", "signal", "sla_due", "data_quality"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view to_text(Severity severity) {
  static constexpr std::string_view kNames[] = {"notice", "warning", "critical"};
  return kNames[static_cast<std::size_t>(severity)];
}

namespace {

/// One target that is not fulfilled, as an exception.
Exception due_target(const Engine::Impl& e, const timeline::Ticket& ticket, const fact::Fact& target, const fact::SlaTerms& terms,
                     Instant at) {
  Instant const due = target.instant(metric::sla::due);
  std::string const what(metric::dimension_words(metric::Dimension::sla_metric)[static_cast<std::size_t>(terms.metric)]);
  Exception one;
  one.subject = event::to_text(ticket.subject, *e.interner);
  one.key = "sla_due/" + one.subject + "/" + what + "/" + time::to_text(target.instant(metric::sla::started));
  one.kind = ExceptionKind::sla_due;
  one.severity = due < at ? Severity::critical : Severity::warning;
  one.since = target.instant(metric::sla::started);
  one.last = due;
  one.message = what + (due < at ? " ran out at " : " runs out at ") + time::to_text(due);
  return one;
}

void add_due_targets_of(const Engine::Impl& e, const timeline::Ticket& ticket, const ExceptionRequest& request, Instant at,
                        Plan::Workspace& room, Exceptions& out) {
  if (!ticket.has_ticket || ticket.left_out != timeline::LeftOut::none || ticket.done()) return;
  room.targets.clear();
  e.environment->policies.targets(ticket, *e.interner, room.targets);
  fact::Context const context{*e.interner, e.environment->words, e.environment->clocks, room.targets};
  room.facts.clear();
  fact::derive(metric::FactKind::sla, {}, ticket, context, room.facts);
  for (const fact::Fact& target : room.facts.facts) {
    Instant const due = target.instant(metric::sla::due);
    if (target.instant(metric::sla::fulfilled) <= at || due == time::kNever) continue;
    if (due > at + request.due_within || at > due + request.overdue_within) continue;
    out.push_back(due_target(e, ticket, target, room.facts.terms[static_cast<std::size_t>(target.detail)], at));
  }
}

}  // namespace

void add_due_targets(const Engine::Impl& e, const ExceptionRequest& request, Instant at, Exceptions& out) {
  Plan::Workspace room;
  std::vector<HistoryIndex> group;
  for (HistoryIndex i = 0; i < e.book.size(); ++i) {
    if (e.book.history(i).subject().kind != event::SubjectKind::ticket) continue;
    e.book.group(i, group);
    if (group.front() != i) continue;
    timeline::fold(e.book, group, at, e.environment->words, *e.interner, room.tickets);
    for (std::size_t k = 0; k < group.size(); ++k) add_due_targets_of(e, room.tickets[k], request, at, room, out);
  }
}

namespace {

void add_goals(const GoalAnswer& answer, Exceptions& out) {
  using score::GoalStatus;
  for (const GoalReport& report : answer.goals) {
    GoalStatus const status = report.status.status;
    if (status != GoalStatus::at_risk && status != GoalStatus::off_track && status != GoalStatus::missed) continue;
    Exception one;
    std::string const since = report.status.since ? time::to_text(*report.status.since) : "";
    one.key = "threshold/" + report.goal.name + "/" + std::string(score::to_text(status)) + "/" + since;
    one.severity = status == GoalStatus::at_risk ? Severity::warning : Severity::critical;
    one.subject = report.goal.name;
    one.since = report.status.since.value_or(answer.at);
    one.last = answer.at;
    one.occurrences = std::max(1, report.status.days);
    one.value = report.value.number;
    if (report.target) one.limit = report.progress.expected.value_or(report.target->value);
    one.message = "the goal " + report.goal.name + " is " +
                  (status == GoalStatus::at_risk ? "at risk" : status == GoalStatus::missed ? "missed" : "off track");
    out.push_back(std::move(one));
  }
}

/// Findings come sorted by reason and subject, so that what is the same stands together. A conflict tells how events were delivered and is
/// forgotten with the delivery counters, and exceptions are a function of the state: Engine::quality has it.
void add_quality(const std::vector<QualityFinding>& findings, Instant at, Exceptions& out) {
  for (const QualityFinding& finding : findings) {
    if (finding.reason == "revision_conflict") continue;
    Exception one;
    one.key = "data_quality/" + finding.reason + "/" + finding.subject;
    if (!out.empty() && out.back().key == one.key) {
      ++out.back().occurrences;
      continue;
    }
    one.kind = ExceptionKind::data_quality;
    one.severity = Severity::notice;
    one.subject = finding.subject;
    one.since = one.last = at;
    one.message = finding.reason + ": " + finding.detail;
    out.push_back(std::move(one));
  }
}

/// The metrics somebody aims at.
std::set<std::string> watched(const metric::Catalogue& catalogue) {
  std::set<std::string> names;
  for (const metric::Goal& goal : catalogue.goals) names.insert(goal.metric);
  for (const metric::Scorecard& card : catalogue.scorecards)
    for (const metric::ScorecardItem& item : card.items) names.insert(item.metric);
  return names;
}

}  // namespace

base::Result<ExceptionAnswer> Engine::exceptions(const ExceptionRequest& request) const {
  const Impl& e = *impl_;
  ExceptionAnswer answer;
  answer.at = request.at.value_or(e.now);
  if (answer.at == time::kBeginning) answer.at = Instant{0};
  answer.revision = e.revision;
  if (request.watch_days < 1 || request.baseline_days < 1 || request.cool_down_days < 0)
    return base::unexpected(base::Code::invalid_argument, "days_out_of_range", "days to watch and to learn from are at least 1",
                            "watch_days", std::to_string(request.watch_days), "Choose 14 and 90, for example.");
  DESKGAUGE_ASSIGN(goals, this->goals({{}, answer.at, false, false, false}));
  add_goals(goals, answer.exceptions);
  std::set<std::string> names(request.metrics.begin(), request.metrics.end());
  if (names.empty()) names = watched(*e.catalogue);
  for (const std::string& name : names) DESKGAUGE_TRY(add_signals(e, name, request, answer.at, answer.exceptions));
  if (!e.cells_only) {
    add_due_targets(e, request, answer.at, answer.exceptions);
    add_quality(quality(), answer.at, answer.exceptions);
  }
  if (answer.exceptions.size() > request.max_exceptions)
    return base::unexpected(base::Code::exhausted, "max_exceptions", "there are more exceptions than max_exceptions", "max_exceptions",
                            std::to_string(answer.exceptions.size()), "Raise the limit, or narrow due_within.");
  std::sort(answer.exceptions.begin(), answer.exceptions.end(), [](const Exception& a, const Exception& b) {
    if (a.severity != b.severity) return a.severity > b.severity;
    return std::tie(a.kind, a.key) < std::tie(b.kind, b.key);
  });
  return answer;
}

}  // namespace deskgauge::engine
