#pragma once

namespace deskgauge::cli {

/// What the command says to a script. Users need one distinction: your definitions are wrong, or the tool could not work.
enum ExitCode : int {
  kClean = 0,        ///< nothing at or above the failing level
  kFindings = 1,     ///< errors in definitions, failed tests
  kToolFailure = 2,  ///< bad flags, a file that cannot be read or written, an internal fault
  kLintOnly = 3,     ///< only lint findings, and --lint-fatal was given
};

}  // namespace deskgauge::cli
