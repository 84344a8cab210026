#include "sidecar/convert/standings.h"

#include "sidecar/convert/time.h"
#include "sidecar/convert/value.h"
#include "sidecar/resource_name.h"

namespace deskgauge::sidecar::convert {
namespace {

void write_shrunk(const score::Shrunk& shrunk, v1::ShrunkValue& wire) {
  if (shrunk.raw) wire.set_raw(*shrunk.raw);
  if (shrunk.estimate) wire.set_estimate(*shrunk.estimate);
  wire.set_low(shrunk.low);
  wire.set_high(shrunk.high);
  wire.set_weight(shrunk.weight);
  wire.set_below_pool(shrunk.below_pool);
  wire.set_absent_reason(std::string(shrunk.absent_reason));
}

void write_rank(const score::Standing& standing, v1::Rank& wire) {
  wire.set_group(static_cast<std::int32_t>(standing.group));
  wire.set_best(static_cast<std::int32_t>(standing.best));
  wire.set_worst(static_cast<std::int32_t>(standing.worst));
}

void write_funnel(const score::FunnelPoint& point, v1::FunnelPoint& wire) {
  wire.set_n(point.n);
  if (point.rate) wire.set_rate(*point.rate);
  if (point.z) wire.set_z(*point.z);
  if (point.p) wire.set_p(*point.p);
  if (point.q) wire.set_q(*point.q);
  wire.set_inner_low(point.limits.inner_low);
  wire.set_inner_high(point.limits.inner_high);
  wire.set_outer_low(point.limits.outer_low);
  wire.set_outer_high(point.limits.outer_high);
  wire.set_outside_inner(point.outside_inner);
  wire.set_outside_outer(point.outside_outer);
}

}  // namespace

void write_standings(std::string_view desk, const engine::Standings& standings, v1::Standings& wire) {
  wire.set_metric(metric_name(desk, standings.metric));
  wire.set_group_by(standings.by);
  write_range(standings.window, *wire.mutable_window());
  write_value(standings.pool, *wire.mutable_pool());
  wire.set_absent_reason(standings.absent_reason);
  wire.set_prior_n(standings.prior_n);
  wire.set_dispersion(standings.dispersion);
  wire.set_groups(static_cast<std::int32_t>(standings.groups));
}

void write_standing(const engine::StandingRow& row, v1::Standing& wire) {
  wire.set_name(row.name);
  write_value(row.value, *wire.mutable_value());
  write_shrunk(row.shrunk, *wire.mutable_shrunk());
  if (row.standing) write_rank(*row.standing, *wire.mutable_rank());
  if (row.funnel) write_funnel(*row.funnel, *wire.mutable_funnel());
  if (row.standardised) wire.set_standardised(*row.standardised);
  wire.set_standardised_cover(row.standardised_cover);
  if (row.response_rate) write_value(*row.response_rate, *wire.mutable_response_rate());
  wire.set_below_minimum(row.below_minimum);
}

}  // namespace deskgauge::sidecar::convert
