#include "sidecar/convert/exception.h"

#include "sidecar/convert/time.h"

namespace deskgauge::sidecar::convert {
namespace {

v1::ExceptionKind kind(engine::ExceptionKind kind) {
  switch (kind) {
    case engine::ExceptionKind::threshold: return v1::EXCEPTION_KIND_THRESHOLD;
    case engine::ExceptionKind::signal: return v1::EXCEPTION_KIND_SIGNAL;
    case engine::ExceptionKind::sla_due: return v1::EXCEPTION_KIND_SLA_DUE;
    case engine::ExceptionKind::data_quality: return v1::EXCEPTION_KIND_DATA_QUALITY;
  }
  return v1::EXCEPTION_KIND_UNSPECIFIED;
}

v1::ExceptionSeverity severity(engine::Severity severity) {
  switch (severity) {
    case engine::Severity::notice: return v1::EXCEPTION_SEVERITY_NOTICE;
    case engine::Severity::warning: return v1::EXCEPTION_SEVERITY_WARNING;
    case engine::Severity::critical: return v1::EXCEPTION_SEVERITY_CRITICAL;
  }
  return v1::EXCEPTION_SEVERITY_UNSPECIFIED;
}

}  // namespace

void write_exception(const engine::Exception& exception, v1::Exception& wire) {
  wire.set_key(exception.key);
  wire.set_kind(kind(exception.kind));
  wire.set_severity(severity(exception.severity));
  wire.set_subject(exception.subject);
  wire.set_message(exception.message);
  write_instant(exception.since, *wire.mutable_since_time());
  write_instant(exception.last, *wire.mutable_last_time());
  wire.set_occurrences(exception.occurrences);
  if (exception.value) wire.set_value(*exception.value);
  if (exception.limit) wire.set_limit(*exception.limit);
}

}  // namespace deskgauge::sidecar::convert
