#pragma once
#include <variant>

#include "deskgauge/engine/query.h"
#include "deskgauge/metric/catalogue.h"
#include "deskgauge/v1/metric_service.pb.h"

namespace deskgauge::sidecar::convert {

/// A question of the wire as one of the core, at `at`. Windows are read in the desk's zone. Errors name fields of the wire.
base::Result<engine::Query> read_query(const v1::QueryMetricsRequest& wire, const metric::Catalogue& catalogue, time::Instant at,
                                       std::size_t max_groups);
base::Result<engine::ExplainRequest> read_explain(const v1::ExplainValueRequest& wire, const std::string& metric,
                                                  const metric::Catalogue& catalogue, time::Instant at);

/// A window in the desk's zone; errors name the field "window".
base::Result<metric::WindowSpec> read_window(const std::string& text, const metric::Catalogue& catalogue);
/// "desks/acme/metrics/csat" and "csat" -> "csat"
std::string short_name(std::string_view name);
/// An error of the engine with the field spelled as on the wire: where -> filter, at -> read_time, by -> group_by.
base::Error with_wire_field(base::Error error);

}  // namespace deskgauge::sidecar::convert
