#include "sidecar/convert/value.h"

#include <cinttypes>
#include <cstdio>

#include "sidecar/convert/comparison.h"
#include "sidecar/convert/time.h"
#include "sidecar/resource_name.h"

namespace deskgauge::sidecar::convert {
namespace {

v1::NoValueReason reason(value::Reason reason) {
  switch (reason) {
    case value::Reason::none: break;
    case value::Reason::no_data: return v1::NO_VALUE_REASON_NO_DATA;
    case value::Reason::zero_denominator: return v1::NO_VALUE_REASON_ZERO_DENOMINATOR;
    case value::Reason::immature: return v1::NO_VALUE_REASON_IMMATURE;
    case value::Reason::not_applicable: return v1::NO_VALUE_REASON_NOT_APPLICABLE;
    case value::Reason::too_many_participants: return v1::NO_VALUE_REASON_TOO_MANY_PARTICIPANTS;
    case value::Reason::not_reached: return v1::NO_VALUE_REASON_NOT_REACHED;
    case value::Reason::beyond_observation: return v1::NO_VALUE_REASON_BEYOND_OBSERVATION;
  }
  return v1::NO_VALUE_REASON_UNSPECIFIED;
}

v1::IntervalMethod method(value::IntervalMethod method) {
  switch (method) {
    case value::IntervalMethod::none: break;
    case value::IntervalMethod::wilson: return v1::INTERVAL_METHOD_WILSON;
    case value::IntervalMethod::student_t: return v1::INTERVAL_METHOD_STUDENT_T;
    case value::IntervalMethod::order_statistic: return v1::INTERVAL_METHOD_ORDER_STATISTIC;
    case value::IntervalMethod::adjusted_wald_nps: return v1::INTERVAL_METHOD_ADJUSTED_WALD_NPS;
    case value::IntervalMethod::poisson: return v1::INTERVAL_METHOD_POISSON;
    case value::IntervalMethod::greenwood: return v1::INTERVAL_METHOD_GREENWOOD;
  }
  return v1::INTERVAL_METHOD_UNSPECIFIED;
}

void write_uncertainty(const value::Uncertainty& uncertainty, v1::Uncertainty& wire) {
  wire.set_low(uncertainty.low);
  wire.set_high(uncertainty.high);
  wire.set_confidence(uncertainty.confidence);
  wire.set_method(method(uncertainty.method));
  wire.set_absent_reason(std::string(uncertainty.absent_reason));
}

}  // namespace

void write_value(const value::Value& value, v1::MetricValue& wire) {
  if (value.number) wire.set_number(*value.number);
  else wire.set_no_value_reason(reason(value.reason));
  wire.set_n(value.n);
  if (value.numerator) wire.set_numerator(*value.numerator);
  if (value.denominator) wire.set_denominator(*value.denominator);
  write_uncertainty(value.uncertainty, *wire.mutable_uncertainty());
  wire.set_low_n(value.low_n);
  wire.set_provisional(value.provisional);
  wire.set_pending(value.pending);
  wire.set_error_bound(value.error_bound);
  for (auto const& [rating, n] : value.distribution) {
    auto* item = wire.add_distribution();
    item->set_rating(rating);
    item->set_n(n);
  }
}

void write_group(const engine::Group& group, google::protobuf::RepeatedPtrField<v1::Dimension>& wire) {
  for (auto const& [key, value] : group) {
    auto* item = wire.Add();
    item->set_key(key);
    item->set_value(value);
  }
}

void write_row(std::string_view desk, const engine::Row& row, v1::MetricRow& wire) {
  wire.set_metric(metric_name(desk, row.metric));
  write_group(row.group, *wire.mutable_group());
  write_range(row.window, *wire.mutable_window());
  wire.set_bucket(row.bucket);
  write_value(row.value, *wire.mutable_value());
  if (row.compared) {
    write_value(*row.compared, *wire.mutable_compared_value());
    write_range(row.compared_window, *wire.mutable_compared_window());
  }
  if (row.comparison) write_comparison(*row.comparison, *wire.mutable_comparison());
  wire.set_path(row.path == engine::Path::cells ? v1::ANSWER_PATH_CELLS : v1::ANSWER_PATH_REPLAY);
  wire.set_groups_overlap(row.groups_overlap);
}

void write_left_out(const engine::LeftOut& left_out, v1::LeftOut& wire) {
  wire.set_merged(left_out.merged);
  wire.set_spam(left_out.spam);
  wire.set_deleted(left_out.deleted);
  wire.set_test(left_out.test);
  wire.set_orphaned(left_out.orphaned);
  wire.set_retracted(left_out.retracted);
}

std::string fingerprint_text(std::uint64_t fingerprint) {
  char buffer[17];
  std::snprintf(buffer, sizeof buffer, "%016" PRIx64, fingerprint);
  return buffer;
}

}  // namespace deskgauge::sidecar::convert
