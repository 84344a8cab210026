#pragma once
#include <CLI/App.hpp>
#include <functional>
#include <string>

#include "console.h"
#include "deskgauge/base/result.h"

namespace deskgauge::cli {

/// What a verb does once its flags are read: the exit code, or an Error, which is shown and ends as kToolFailure.
using Run = std::function<base::Result<int>(Console&)>;

/// One verb each: declares its flags on `app` and returns what to run.
Run declare_init(CLI::App& app);
Run declare_check(CLI::App& app);
Run declare_test(CLI::App& app);
Run declare_eval(CLI::App& app);
Run declare_explain(CLI::App& app);
Run declare_import(CLI::App& app);
Run declare_simulate(CLI::App& app);

/// The refusal of a word that is none of those known: every such error lists them and guesses.
base::Unexpected unknown_word(const std::string& what, const std::string& field, const std::string& given,
                              const std::vector<std::string>& known);
/// The same error, said of the flag it came from.
base::Unexpected of_flag(base::Error error, std::string flag);

}  // namespace deskgauge::cli
