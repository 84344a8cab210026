#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "deskgauge/engine/query.h"

namespace deskgauge::engine {

enum class ExceptionKind : std::uint8_t {
  threshold,      ///< a goal is at risk, off track or missed
  signal,         ///< a metric left its control limits, or shifted
  sla_due,        ///< a target runs out soon, or has run out unfulfilled
  data_quality,   ///< the numbers had to decide something
};
std::string_view to_text(ExceptionKind kind);
enum class Severity : std::uint8_t { notice, warning, critical };
std::string_view to_text(Severity severity);

/// What to look for.
struct ExceptionRequest {
  std::optional<time::Instant> at;
  std::vector<std::string> metrics;              ///< charted for signals; empty = those of goals and scorecards
  time::Span due_within = time::hours(4);        ///< sla_due: how soon
  time::Span overdue_within = time::days(7);     ///< and how lately: what ran out before is no news
  int watch_days = 14;                           ///< signals: closed days looked at. Days are judged in blocks of as many, each by limits
                                                 ///< frozen on the days before its block, so that what was said of a day stays said
  int baseline_days = 90;                        ///< at most; at least 20 with a value
  int cool_down_days = 3;                        ///< signals of one key this close together are one exception
  std::size_t max_exceptions = 1000;             ///< named limit
};

/// Something a manager should know. A function of the state and the request: the same key means the same exception, however often it is
/// asked for, so that a door can tell what it has shown before.
struct Exception {
  std::string key;                               ///< "signal/csat/run_of_eight/2026-03-04": stable while the exception lasts
  ExceptionKind kind = ExceptionKind::threshold;
  Severity severity = Severity::warning;
  std::string subject;                           ///< goal, metric, "ticket/123" or a quality reason
  std::string message;                           ///< one sentence
  time::Instant since, last;                     ///< first and latest moment it held; of sla_due the due moment
  std::int64_t occurrences = 1;                  ///< days or findings it stands for
  std::optional<double> value, limit;            ///< where there are any, in the metric's unit
};

struct ExceptionAnswer {
  time::Instant at;
  std::vector<Exception> exceptions;             ///< critical first, then by kind, then by key
  std::int64_t revision = 0;
};

}  // namespace deskgauge::engine
