#include "deskgauge/metric/window_spec.h"

#include <array>
#include <charconv>
#include <optional>

namespace deskgauge::metric {
namespace {

using time::Grain;

struct Unit {
  std::string_view suffix;
  Grain grain;
};
constexpr std::array<Unit, 6> kUnits{
    {{"h", Grain::hour}, {"d", Grain::day}, {"w", Grain::week}, {"mo", Grain::month}, {"q", Grain::quarter}, {"y", Grain::year}}};
constexpr int kMostUnits = 10'000;  // more than a year of hours, less than what overflows a bucket number
constexpr std::string_view kToDate = "_to_date", kComplete = " complete", kLast = "last ";

base::Unexpected refuse(std::string_view text, const char* message, const char* remedy) {
  return base::unexpected(base::Code::invalid_argument, "malformed_window", message, "window", std::string(text), remedy);
}
constexpr const char* kRemedy =
  "Write a rolling window (7d, 28d complete, 24h, 4w, 3mo), a calendar one (day, month, last month, month_to_date), a range "
  "(2026-05-01..2026-06-01) or all.";

/// A number from 1 to kMostUnits at the front of `text`, removed from it.
std::optional<int> take_count(std::string_view& text) {
  int count = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc{} || count < 1 || count > kMostUnits) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return count;
}

std::optional<WindowSpec> parse_rolling(std::string_view text) {
  WindowSpec window;
  if (text.ends_with(kComplete)) window.complete = true, text.remove_suffix(kComplete.size());
  auto const count = take_count(text);
  if (!count) return std::nullopt;
  for (const Unit& unit : kUnits)
    if (unit.suffix == text) {
      window.count = *count, window.grain = unit.grain;
      return window;
    }
  return std::nullopt;
}

/// "month", "last month", "3 months", "last 3 months", "month_to_date".
std::optional<WindowSpec> parse_tumbling(std::string_view text) {
  WindowSpec window{.kind = WindowSpec::Kind::tumbling, .count = 1};
  if (text.ends_with(kToDate)) {
    window.kind = WindowSpec::Kind::to_date;
    text.remove_suffix(kToDate.size());
  } else {
    if (text.starts_with(kLast)) window.complete = true, text.remove_prefix(kLast.size());
    if (!text.empty() && text[0] >= '0' && text[0] <= '9') {
      auto const count = take_count(text);
      if (!count || !text.starts_with(' ')) return std::nullopt;
      window.count = *count;
      text.remove_prefix(1);
      if (*count > 1) {
        if (!text.ends_with('s')) return std::nullopt;
        text.remove_suffix(1);
      }
    }
  }
  auto const grain = time::parse_grain(text);
  if (!grain) return std::nullopt;
  window.grain = *grain;
  return window;
}

base::Result<time::Instant> parse_end(std::string_view text, const time::Zone& zone) {
  if (text.size() != 10) return time::parse_instant(text);
  auto const date = time::parse_date(text);
  if (!date) return base::unexpected(date.error());
  return zone.midnight(*date);
}

base::Result<WindowSpec> parse_custom(std::string_view text, std::size_t dots, const time::Zone& zone) {
  DESKGAUGE_ASSIGN(from, parse_end(text.substr(0, dots), zone));
  DESKGAUGE_ASSIGN(to, parse_end(text.substr(dots + 2), zone));
  if (to <= from) return refuse(text, "The window ends before it starts", "Windows are half-open: write [from, to) with from before to.");
  return WindowSpec{.kind = WindowSpec::Kind::custom, .count = 1, .from = from, .to = to};
}

std::string suffix_of(Grain grain) {
  for (const Unit& unit : kUnits)
    if (unit.grain == grain) return std::string(unit.suffix);
  return {};
}

constexpr std::array<std::string_view, 3> kComparisons{"none", "previous_period", "previous_year"};

}  // namespace

base::Result<WindowSpec> parse_window(std::string_view text, const time::Zone& zone) {
  if (text == "all") return WindowSpec{.kind = WindowSpec::Kind::cumulative, .count = 1};
  if (auto const dots = text.find(".."); dots != text.npos) return parse_custom(text, dots, zone);
  if (auto const window = parse_rolling(text)) return *window;
  if (auto const window = parse_tumbling(text)) return *window;
  return refuse(text, "This is not a window", kRemedy);
}

std::string to_text(const WindowSpec& window) {
  std::string const grain(time::to_text(window.grain));
  switch (window.kind) {
    case WindowSpec::Kind::rolling:
      return std::to_string(window.count) + suffix_of(window.grain) + (window.complete ? std::string(kComplete) : "");
    case WindowSpec::Kind::tumbling: {
      std::string const units = window.count == 1 ? grain : std::to_string(window.count) + " " + grain + "s";
      return window.complete ? std::string(kLast) + units : units;
    }
    case WindowSpec::Kind::to_date: return grain + std::string(kToDate);
    case WindowSpec::Kind::custom: return time::to_text(window.from) + ".." + time::to_text(window.to);
    case WindowSpec::Kind::cumulative: break;
  }
  return "all";
}

base::Result<Comparison> parse_comparison(std::string_view text) {
  for (std::size_t i = 0; i < kComparisons.size(); ++i)
    if (kComparisons[i] == text) return static_cast<Comparison>(i);
  return base::unexpected(base::Code::invalid_argument, "unknown_comparison", "This is not a comparison", "comparison", std::string(text),
                          "Write none, previous_period or previous_year.");
}
std::string_view to_text(Comparison comparison) { return kComparisons[static_cast<std::size_t>(comparison)]; }

}  // namespace deskgauge::metric
