#pragma once
#include <google/protobuf/timestamp.pb.h>

#include <string_view>

#include "deskgauge/time/interval.h"
#include "deskgauge/v1/common.pb.h"

namespace deskgauge::sidecar::convert {

/// Truncated to the millisecond. Refuses what is no valid Timestamp: "malformed_instant" with `field`.
base::Result<time::Instant> read_instant(std::string_view field, const google::protobuf::Timestamp& wire);
void write_instant(time::Instant instant, google::protobuf::Timestamp& wire);
/// Unbounded ends are left out.
void write_range(time::Interval interval, v1::TimeRange& wire);

}  // namespace deskgauge::sidecar::convert
