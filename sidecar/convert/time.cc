#include "sidecar/convert/time.h"

namespace deskgauge::sidecar::convert {
namespace {

// Years 0001 to 9999, as google/protobuf/timestamp.proto bounds them.
constexpr std::int64_t kFirstSecond = -62'135'596'800, kLastSecond = 253'402'300'799;

}  // namespace

base::Result<time::Instant> read_instant(std::string_view field, const google::protobuf::Timestamp& wire) {
  bool const sound = wire.seconds() >= kFirstSecond && wire.seconds() <= kLastSecond && wire.nanos() >= 0 && wire.nanos() < 1'000'000'000;
  if (!sound)
    return base::unexpected(base::Code::invalid_argument, "malformed_instant", "This is no valid google.protobuf.Timestamp",
                            std::string(field), std::to_string(wire.seconds()) + " s " + std::to_string(wire.nanos()) + " ns",
                            "Seconds since 1970 in the years 1 to 9999, nanos from 0 to 999999999.");
  return time::Instant{wire.seconds() * 1000 + wire.nanos() / 1'000'000};
}

void write_instant(time::Instant instant, google::protobuf::Timestamp& wire) {
  std::int64_t seconds = instant.ms / 1000, ms = instant.ms % 1000;
  if (ms < 0) {  // nanos count forward, before 1970 too
    ms += 1000;
    --seconds;
  }
  wire.set_seconds(seconds);
  wire.set_nanos(static_cast<std::int32_t>(ms) * 1'000'000);
}

void write_range(time::Interval interval, v1::TimeRange& wire) {
  if (interval.from != time::kBeginning) write_instant(interval.from, *wire.mutable_start_time());
  if (interval.to != time::kNever) write_instant(interval.to, *wire.mutable_end_time());
}

}  // namespace deskgauge::sidecar::convert
