#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "deskgauge/metric/catalogue.h"
#include "deskgauge/score/comparison.h"
#include "deskgauge/value/value.h"

namespace deskgauge::cli {

// Numbers and times as people read them. Rounded for display only.

std::string grouped(std::int64_t number);                             ///< "12 345"
std::string counted(std::int64_t number, std::string_view thing);    ///< "1 test", "12 345 events"
std::string rounded(double number, int decimals);                     ///< "83.3"; never "-0.0"

/// A number of a metric: "83.3 %", "1h 10m", "42.1", "4.32", "3.2 d"; counts as whole numbers where they are.
std::string number_text(double number, const metric::Metric& metric);
/// A value: its number, or the reason in words ("no data").
std::string value_text(const value::Value& value, const metric::Metric& metric);
/// "[71.9 – 90.7]", the unit left out where the value beside it shows one; "" where there is none.
std::string interval_text(const value::Uncertainty& uncertainty, const metric::Metric& metric);
std::string words_of(std::string_view name);   ///< "no_data" -> "no data"
std::string reason_text(value::Reason reason);
/// "[71.9 – 90.7]" of any two ends.
std::string range_text(double low, double high, const metric::Metric& metric);

/// A share as per cent: "83.3 %", "90 %".
std::string percent(double share);
/// A change a day with its first two digits: "0.067 pts", "1m 30s", "0.4".
std::string daily_text(double per_day, const metric::Metric& metric);
/// The ratio or difference of a comparison as far as it is known: "[-1.2 – 4.3]", "×0.82 [0.66 – 1.01]".
std::string comparison_text(const score::Comparison& comparison, const metric::Metric& metric);
std::string p_text(double p);   ///< "0.023", "< 0.001"

/// A change: "↑ 2.1 pts", "↓ 12m", "→ 0".
std::string change_text(double difference, const metric::Metric& metric);
/// > 0: the change is for the better; < 0: for the worse; 0: neither, or the definition does not say.
int judged(double before, double after, const metric::Metric& metric);

/// "2026-05-04 09:50" in the zone.
std::string local_text(time::Instant t, const time::Zone& zone);
/// "2026-03-30 – 2026-04-05": whole local days by their first and last, "since 2026-03-30" where the end is the moment asked for, others by
/// their moments; "all events" from the beginning.
std::string window_text(time::Interval window, std::optional<time::Instant> at, const time::Zone& zone);

}  // namespace deskgauge::cli
