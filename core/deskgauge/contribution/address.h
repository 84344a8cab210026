#pragma once
#include <cstdint>
#include <vector>

#include "deskgauge/contribution/contribution.h"
#include "deskgauge/metric/metric.h"
#include "deskgauge/time/grid.h"

namespace deskgauge::contribution {

/// One kept table of a metric: which positions of its key it keeps, at which grain.
struct TableSpec {
  std::uint16_t metric = 0;
  bool pending = false;                     ///< the table of immature members
  std::vector<std::uint8_t> positions;      ///< into the full key, in increasing order
  time::Grain grain = time::Grain::day;
};

/// The tables a metric keeps: its rollups × its grains, and for cohorts the same again for pending members. Without rollups: the full key.
/// Metrics that are read at `at` keep none.
std::vector<TableSpec> tables(const metric::Metric& metric, std::uint16_t position);

/// The part of a key that a table keeps.
Key restrict(const Key& key, const TableSpec& table);
/// The state that a table's cells hold.
aggregate::StateSpec state_spec(const metric::Metric& metric, bool pending);
/// A contribution as the sample its state takes.
aggregate::Sample sample(const Contribution& contribution, std::int64_t sign);

}  // namespace deskgauge::contribution
