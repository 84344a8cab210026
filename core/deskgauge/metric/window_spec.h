#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "deskgauge/base/result.h"
#include "deskgauge/time/grid.h"

namespace deskgauge::metric {

/// A window as a user says it; window/ turns it into instants at a given `at`.
struct WindowSpec {
  enum class Kind : std::uint8_t {
    rolling,     ///< `count` local units (hours, days, weeks, months …) up to `at`; the unit that holds `at` counts as one
    tumbling,    ///< the calendar bucket of `grain` that holds `at`, up to `at`
    to_date,     ///< like tumbling; compared with the same elapsed part of the period before (X32)
    custom,      ///< [from, to)
    cumulative,  ///< everything up to `at`
  };
  Kind kind = Kind::rolling;
  time::Grain grain = time::Grain::day;
  int count = 7;            ///< rolling: how many; tumbling: how many buckets back, 1 = the current one only
  bool complete = false;    ///< whole units only: ends at the start of the unit that holds `at`
  time::Instant from{}, to{};  ///< custom
  friend bool operator==(const WindowSpec&, const WindowSpec&) = default;
};

/// "7d", "28d complete", "24h", "4w", "3mo": rolling · "day", "week", "month", "quarter", "year": tumbling · "last month" (complete) ·
/// "month_to_date" … · "all": cumulative · "2026-05-01..2026-06-01" (local midnights of `zone`) or two RFC 3339 instants: custom.
base::Result<WindowSpec> parse_window(std::string_view text, const time::Zone& zone);
std::string to_text(const WindowSpec& window);

/// What a value is compared with.
enum class Comparison : std::uint8_t { none, previous_period, previous_year };
base::Result<Comparison> parse_comparison(std::string_view text);  ///< "none", "previous_period", "previous_year"
std::string_view to_text(Comparison comparison);

}  // namespace deskgauge::metric
