#include <filesystem>

#include "command.h"
#include "exit_code.h"
#include "report.h"
#include "starter.h"
#include "words.h"

namespace deskgauge::cli {
namespace {

namespace fs = std::filesystem;

base::Unexpected refuse(const fs::path& path, std::string message, std::string remedy) {
  return base::unexpected(base::Code::precondition, "unwritable_file", std::move(message), "folder", path.generic_string(),
                          std::move(remedy));
}

/// Nothing is overwritten: all names are looked at before the first file is written.
base::Result<void> write_starter(const fs::path& folder) {
  std::error_code fault;
  for (const StarterFile& file : starter_files())
    if (fs::exists(folder / file.name, fault)) return refuse(folder / file.name, "The file exists", "Choose an empty folder.");
  fs::create_directories(folder, fault);
  if (fault) return refuse(folder, "The folder cannot be made: " + fault.message(), "Choose another one.");
  for (const StarterFile& file : starter_files()) {
    Console out;
    DESKGAUGE_TRY(out.open_output((folder / file.name).string()));
    out.out() << file.text;
    DESKGAUGE_TRY(out.finish());
  }
  return {};
}

base::Result<int> init(const std::string& folder, Console& console) {
  DESKGAUGE_TRY(write_starter(folder));
  std::string const shown = fs::path(folder).lexically_normal().generic_string();
  for (const StarterFile& file : starter_files())
    console.out() << "  " << console.paint(Ink::strong, (fs::path(folder) / file.name).lexically_normal().generic_string()) << "  "
                  << console.paint(Ink::faint, std::string(file.summary)) << '\n';
  console.out() << "\nNext:\n  deskgauge check " << shown << "\n  deskgauge test " << shown
                << "\n  deskgauge simulate --days 28 --output events.jsonl\n  deskgauge eval -d " << shown
                << " -e events.jsonl --window 7d --by team\n";
  return kClean;
}

}  // namespace

Run declare_init(CLI::App& app) {
  auto const folder = std::make_shared<std::string>("deskgauge");
  app.description(
      "Write a small folder of definitions to start from: a desk with working hours, a survey, a few metrics, a goal, a scorecard and "
      "tests. They pass check and test as they are.");
  app.add_option("folder", *folder, "Where to; nothing there is overwritten")->capture_default_str();
  return [folder](Console& console) { return init(*folder, console); };
}

}  // namespace deskgauge::cli
