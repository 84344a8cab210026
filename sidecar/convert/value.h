#pragma once
#include <string_view>

#include "deskgauge/engine/query.h"
#include "deskgauge/v1/metric_service.pb.h"
#include "deskgauge/v1/value.pb.h"

namespace deskgauge::sidecar::convert {

void write_value(const value::Value& value, v1::MetricValue& wire);
/// `desk` completes the metric's resource name.
void write_row(std::string_view desk, const engine::Row& row, v1::MetricRow& wire);
void write_left_out(const engine::LeftOut& left_out, v1::LeftOut& wire);
void write_group(const engine::Group& group, google::protobuf::RepeatedPtrField<v1::Dimension>& wire);

/// 16 hexadecimal digits.
std::string fingerprint_text(std::uint64_t fingerprint);

}  // namespace deskgauge::sidecar::convert
