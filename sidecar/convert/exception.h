#pragma once
#include "deskgauge/engine/exception_report.h"
#include "deskgauge/v1/score_service.pb.h"

namespace deskgauge::sidecar::convert {

void write_exception(const engine::Exception& exception, v1::Exception& wire);

}  // namespace deskgauge::sidecar::convert
