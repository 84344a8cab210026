#include "deskgauge/contribution/address.h"

#include <algorithm>

namespace deskgauge::contribution {

std::vector<TableSpec> tables(const metric::Metric& metric, std::uint16_t position) {
  std::vector<TableSpec> found;
  if (metric.reads_at() || metric.type == metric::MetricType::derived) return found;
  std::vector<std::vector<std::uint8_t>> kept;
  for (const std::vector<std::string>& rollup : metric.rollups) {
    std::vector<std::uint8_t> positions;
    for (std::size_t i = 0; i < metric.dimensions.size(); ++i)
      if (std::find(rollup.begin(), rollup.end(), metric.dimensions[i].name()) != rollup.end())
        positions.push_back(static_cast<std::uint8_t>(i));
    kept.push_back(std::move(positions));
  }
  if (kept.empty()) {
    kept.emplace_back();
    for (std::size_t i = 0; i < metric.dimensions.size(); ++i) kept.back().push_back(static_cast<std::uint8_t>(i));
  }
  for (bool pending : {false, true}) {
    if (pending && !metric.maturity) break;
    for (const auto& positions : kept)
      for (time::Grain grain : metric.grains) found.push_back({position, pending, positions, grain});
  }
  return found;
}

Key restrict(const Key& key, const TableSpec& table) {
  Key part{};
  for (std::size_t i = 0; i < table.positions.size(); ++i) part[i] = key[table.positions[i]];
  return part;
}

aggregate::StateSpec state_spec(const metric::Metric& metric, bool pending) {
  // `bits` belongs to sketches alone; every other state has the default, so that a state read from bytes has the spec of its table
  if (pending) return {aggregate::StateKind::level};
  if (metric.type == metric::MetricType::ratio) return {aggregate::StateKind::proportion};
  aggregate::StateSpec spec{aggregate::aggregation_kind(metric.aggregation.aggregation).state};
  if (spec.kind == aggregate::StateKind::sketch) spec.bits = metric.aggregation.bits;
  return spec;
}

aggregate::Sample sample(const Contribution& contribution, std::int64_t sign) { return {contribution.value, contribution.weight * sign}; }

}  // namespace deskgauge::contribution
