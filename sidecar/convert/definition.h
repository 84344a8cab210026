#pragma once
#include <string_view>
#include <vector>

#include "deskgauge/definition/load.h"
#include "deskgauge/metric/metric.h"
#include "deskgauge/v1/definition_service.pb.h"
#include "deskgauge/v1/metric.pb.h"

namespace deskgauge::sidecar::convert {

std::vector<definition::SourceFile> read_files(const google::protobuf::RepeatedPtrField<v1::DefinitionFile>& wire);
void write_files(const std::vector<definition::SourceFile>& files, google::protobuf::RepeatedPtrField<v1::DefinitionFile>& wire);
void write_diagnostic(const definition::Diagnostic& diagnostic, v1::Diagnostic& wire);
/// `desk` completes the resource name.
void write_metric(std::string_view desk, const metric::Metric& metric, v1::Metric& wire);

}  // namespace deskgauge::sidecar::convert
