#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "deskgauge/score/progress.h"

namespace deskgauge::score {

/// When a goal counts as met. "Touched the target once" is no rule: at 5 responses a day it is true of 99.9 % of goals whose rate never
/// moved. Confident and posterior are looked at anew every day, so over a quarter of a rolling week they are false more often than
/// 1 - level: where nothing moved and the target is five points up, level .95 is false in 31 % of goals at 5 responses a day, 9 % at 14 and
/// 0.2 % at 50; .975 in 5 %, 3 % and 0.05 % (the simulation in met_test.cc, after kpis.md §4.2).
using metric::Confident;
using metric::FinalValue;
using metric::MetRule;
using metric::Posterior;
using metric::Sustained;
/// Refused with "met_rule_out_of_range": fewer than one day, a level outside [0.5, 1), a probability outside (0, 1).
base::Result<void> check(const MetRule& rule);

/// What is known of a closed day's window besides its value.
struct RateEvidence { std::int64_t hits = 0, n = 0; };
struct MeanEvidence { std::int64_t n = 0; double mean = 0, variance = 0; };  ///< unbiased variance of one sample
struct NormalEvidence { double estimate = 0, standard_error = 0; };          ///< any other estimate that is about normal
struct BoundEvidence { double low = 0, high = 0; };  ///< one-sided bounds at the rule's level, found elsewhere (quantiles, survival)
using Evidence = std::variant<std::monostate, RateEvidence, MeanEvidence, NormalEvidence, BoundEvidence>;

/// A day that is over: its end, the metric's value then, and the evidence.
struct ClosedDay {
  time::Instant close;
  std::optional<double> value;
  Evidence evidence;
};

/// One-sided bounds at `level`: each alone holds with that probability. Wilson for rates, t for means, z for normal estimates, what was
/// passed in for bounds; absent without evidence or with too little (n = 0, a mean of one value).
std::optional<BoundEvidence> one_sided_bounds(const Evidence& evidence, double level);

/// P(the truth meets the target): Beta(k + ½, n - k + ½) for rates (Jeffreys), the normal law for means (standard error √(s²/n)) and normal
/// estimates; absent for bounds alone and without evidence.
std::optional<double> posterior_probability(const Target& target, const Evidence& evidence);

enum class Verdict : std::uint8_t { not_yet, yes, no };
std::string_view to_text(Verdict verdict);

/// The verdict and how far it is: "9 of 14 days".
struct MetState {
  Verdict verdict = Verdict::not_yet;
  std::optional<time::Instant> since;   ///< of yes the close of the day on which the rule was first fulfilled, of no the due instant
  std::int64_t running = 0;             ///< days in a row up to the last closed day on which the rule's condition held, at most `needed`
  std::int64_t needed = 1;
  std::string_view absent_reason;       ///< "no_value" where the verdict is no because the last day had none
};

/// Folds the closed days, ascending, into a verdict at `at`. It depends on nothing else. Only days that close in (start, due] and not after
/// `at` count.
/// - A day without a value (or, for confident and posterior, without evidence) neither continues a run nor breaks it; only final_value
///   needs one on the last day.
/// - A goal to reach something stays met once it was met. A goal to maintain something is judged at its due instant by the days before it.
/// - From the due instant on a goal that is not met is not met: `no`.
MetState fold_met(const MetRule& rule, const Target& target, const std::vector<ClosedDay>& days, time::Instant start, time::Instant due,
                  time::Instant at);

}  // namespace deskgauge::score
