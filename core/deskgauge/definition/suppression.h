#pragma once
#include <vector>

#include "deskgauge/definition/load.h"
#include "deskgauge/definition/report.h"

namespace deskgauge::definition {

/// Drops the lint findings that a comment allows, written on the line before (or in the comment lines just before):
///   # deskgauge: allow DG2013 the response rate stands on another board
/// A comment without a reason, for an unknown rule or for one that is no lint is a finding; so is one that allows nothing, if
/// `tell_unused`.
void apply_suppressions(const std::vector<SourceFile>& files, bool tell_unused, Report& report);

}  // namespace deskgauge::definition
