#include "deskgauge/score/attainment.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace deskgauge::score {
namespace {

base::Unexpected refuse(std::string reason, std::string field, std::string value, std::string message, std::string remedy) {
  return base::unexpected(base::Code::invalid_argument, std::move(reason), std::move(message), std::move(field), std::move(value),
                          std::move(remedy));
}

std::string listed(std::initializer_list<double> numbers) {
  std::string text;
  for (double number : numbers) text += (text.empty() ? "" : ", ") + std::to_string(number);
  return text;
}

bool ascend(double a, double b, double c) { return a < b && b < c; }

double within(double x, double low, double high) { return std::min(std::max(x, low), high); }

struct Check {
  const AttainmentScale& scale;

  base::Result<void> operator()(const Anchors& a) const {
    std::string const got = listed({a.floor, a.target, a.stretch});
    if (!std::isfinite(a.floor) || !std::isfinite(a.target) || !std::isfinite(a.stretch))
      return refuse("anchor_not_finite", "anchors", got, "An anchor is not a finite number.", "Give numbers.");
    if (ascend(a.floor, a.target, a.stretch) || ascend(a.stretch, a.target, a.floor)) return {};
    return refuse("anchors_not_ordered", "anchors", got, "Floor, target and stretch must ascend, or descend where lower is better.",
                  "Put the target between floor and stretch.");
  }

  base::Result<void> operator()(const Band& b) const {
    std::string const got = listed({b.floor_low, b.target_low, b.target_high, b.floor_high});
    if (!std::isfinite(b.floor_low) || !std::isfinite(b.target_low) || !std::isfinite(b.target_high) || !std::isfinite(b.floor_high))
      return refuse("anchor_not_finite", "band", got, "An anchor is not a finite number.", "Give numbers.");
    if (b.floor_low < b.target_low && b.target_low <= b.target_high && b.target_high < b.floor_high) return {};
    return refuse("band_not_ordered", "band", got, "The anchors of a band must ascend.", "Give floor, targets and floor from low to high.");
  }

  base::Result<void> operator()(const Steps& steps) const {
    if (steps.empty()) return refuse("steps_missing", "steps", "", "There is no step.", "Give at least one.");
    bool const down = steps.back().from < steps.front().from;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      std::string const field = "steps[" + std::to_string(i) + "]";
      Step const& step = steps[i];
      if (!std::isfinite(step.from))
        return refuse("anchor_not_finite", field, listed({step.from}), "A step is not finite.", "Give numbers.");
      if (!(step.attainment >= 0 && step.attainment <= scale.cap))
        return refuse("attainment_out_of_range", field, listed({step.attainment}), "An attainment lies between 0 and the cap.",
                      "Give a number from 0 to " + listed({scale.cap}) + ".");
      if (i == 0) continue;
      Step const& before = steps[i - 1];
      bool const ordered = down ? step.from < before.from : before.from < step.from;
      if (!ordered || step.attainment < before.attainment)
        return refuse("steps_not_ordered", field, listed({step.from, step.attainment}), "Steps go one way and attainment does not fall.",
                      "Sort the steps from worst to best.");
    }
    return {};
  }
};

struct Attain {
  double x;
  const AttainmentScale& scale;

  /// Shares of the two ways, each cut to [0, 1]: floor to target is worth at_target, target to stretch what is left up to the cap. The
  /// signs cancel in the ratios, so reversed anchors need no case.
  double operator()(const Anchors& a) const {
    double const first = within((x - a.floor) / (a.target - a.floor), 0, 1);
    if (first < 1) return first * scale.at_target;
    return scale.at_target + within((x - a.target) / (a.stretch - a.target), 0, 1) * (scale.cap - scale.at_target);
  }

  double operator()(const Band& b) const {
    double const rising = (x - b.floor_low) / (b.target_low - b.floor_low), falling = (b.floor_high - x) / (b.floor_high - b.target_high);
    return within(std::min(rising, falling), 0, 1) * std::min(100.0, scale.cap);
  }

  double operator()(const Steps& steps) const {
    bool const down = steps.back().from < steps.front().from;
    double reached = 0;
    for (Step const& step : steps)
      if (down ? x <= step.from : x >= step.from) reached = step.attainment;
    return reached;
  }
};

}  // namespace

base::Result<void> check(const AttainmentRule& rule, const AttainmentScale& scale) {
  if (!(scale.at_target > 0 && scale.at_target < scale.cap && std::isfinite(scale.cap)))
    return refuse("scale_out_of_range", "scale", listed({scale.at_target, scale.cap}),
                  "The target is worth more than 0 and less than the cap.", "Give 80 of 100, or 100 of 120.");
  return std::visit(Check{scale}, rule);
}

double attainment(const AttainmentRule& rule, double value, const AttainmentScale& scale) { return std::visit(Attain{value, scale}, rule); }

AttainmentInterval attainment(const AttainmentRule& rule, double low, double high, const AttainmentScale& scale) {
  double const a = attainment(rule, low, scale), b = attainment(rule, high, scale);
  AttainmentInterval interval{std::min(a, b), std::max(a, b)};
  if (auto const* band = std::get_if<Band>(&rule); band && low <= band->target_high && high >= band->target_low)
    interval.high = std::min(100.0, scale.cap);
  return interval;
}

}  // namespace deskgauge::score
