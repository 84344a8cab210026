#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

/// The shortest a window can be; months have at least 28 days.
std::optional<time::Span> shortest(const metric::WindowSpec& window) {
  using Kind = metric::WindowSpec::Kind;
  if (window.kind == Kind::cumulative) return std::nullopt;
  if (window.kind == Kind::custom) return window.to - window.from;
  constexpr std::int64_t kHours[] = {1, 24, 168, 672, 2160, 8760};
  return time::hours(kHours[static_cast<std::size_t>(window.grain)] * window.count);
}

}  // namespace

void check_window_below_maturity(const Definitions& definitions, Report& report) {
  for (const auto& read : definitions.tests) {
    const Node& expect = find_path(*read.node, {"spec", "expect"});
    for (std::size_t i = 0; i < read.spec.expect.size() && i < expect.items.size(); ++i) {
      const metric::Expectation& expected = read.spec.expect[i];
      const auto* const tested = definitions.find_metric(expected.metric.empty() ? read.spec.metric : expected.metric);
      if (!tested || !tested->complete || !tested->spec.maturity || expected.window.empty()) continue;
      auto const window = metric::parse_window(expected.window, definitions.zone());
      auto const length = window ? shortest(*window) : std::nullopt;
      if (!length || *length >= *tested->spec.maturity) continue;
      report.add(RuleId::window_below_maturity, find_path(expect.items[i], {"window"}).at,
                 "spec.expect[" + std::to_string(i) + "].window " + quote(expected.window) + " is shorter than the maturity " +
                     time::to_exact_text(*tested->spec.maturity) + " of " + quote(tested->spec.name) +
                     ": up to now nothing in it counts yet",
                 "write a longer window");
    }
  }
}

}  // namespace deskgauge::definition
