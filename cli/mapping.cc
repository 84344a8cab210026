#include "mapping.h"

#include <algorithm>
#include <regex>

#include "command.h"
#include "files.h"
#include "report.h"

namespace deskgauge::cli {
namespace {

struct Named {
  std::string name, text;
};

base::Result<Named> read_mapping(const MappingOptions& options) {
  if (!options.file.empty() && !options.preset.empty())
    return base::unexpected(base::Code::invalid_argument, "two_mappings", "There can be one mapping only", "--preset", options.preset,
                            "Leave out --mapping or --preset.");
  if (!options.given())
    return base::unexpected(base::Code::invalid_argument, "mapping_required", "An export needs a mapping", "--mapping", "",
                            "Give --mapping FILE, or --preset with one of those that --help lists.");
  if (options.preset.empty()) {
    DESKGAUGE_ASSIGN(text, read_file(options.file));
    return Named{options.file, std::move(text)};
  }
  DESKGAUGE_ASSIGN(text, preset_text(options.preset));
  return Named{"preset:" + options.preset, std::move(text)};
}

/// Puts findings back on the lines of the file as it was before `with_zone`: one line up from where the two texts part.
void move_up(std::vector<definition::Diagnostic>& findings, const std::string& before, const std::string& after) {
  auto const parting = std::mismatch(before.begin(), before.end(), after.begin(), after.end()).first;
  auto const line = 1 + std::count(before.begin(), parting, '\n');
  for (definition::Diagnostic& d : findings)
    if (d.at.line > line) --d.at.line;
}

}  // namespace

void MappingOptions::declare(CLI::App& app) {
  std::string known;
  for (std::string_view name : interchange::preset_names()) known += (known.empty() ? "" : ", ") + std::string(name);
  app.add_option("-m,--mapping", file, "Mapping file that turns an export into events")->option_text("FILE");
  app.add_option("--preset", preset, "A mapping that comes with deskgauge: " + known)->option_text("NAME");
  app.add_option("--zone", zone, "Zone of the times without an offset, as Europe/Berlin, where the mapping states none")
      ->option_text("ZONE");
}

base::Result<std::string> preset_text(const std::string& name) {
  if (auto const text = interchange::preset_mapping(name)) return std::string(*text);
  std::vector<std::string> known;
  for (std::string_view preset : interchange::preset_names()) known.emplace_back(preset);
  return unknown_word("preset", "--preset", name, known);
}

std::string with_zone(const std::string& text, const std::string& zone) {
  // "spec:", what is left of its line, blank lines and comments, then the indentation that its first key has.
  static const std::regex kSpec("(^|\\n)(spec:[^\\n]*\\n(?: *(?:#[^\\n]*)?\\n)*)( +)");
  return std::regex_replace(text, kSpec, "$1$2$3zone: " + zone + "\n$3", std::regex_constants::format_first_only);
}

base::Result<std::shared_ptr<const interchange::Mapping>> load_mapping(const MappingOptions& options, Console& console) {
  DESKGAUGE_ASSIGN(named, read_mapping(options));
  std::string text = named.text;
  if (!options.zone.empty()) {
    if (auto const zone = time::Zone::load(options.zone); !zone) return of_flag(zone.error(), "--zone");
    text = with_zone(text, options.zone);
  }
  interchange::LoadedMapping loaded = interchange::load_mapping(named.name, text);
  if (!options.zone.empty()) move_up(loaded.diagnostics, named.text, text);
  if (!loaded.mapping || !loaded.diagnostics.empty())
    report_findings_text(console.err(), console, loaded.diagnostics, {{named.name, named.text}});
  return loaded.mapping;
}

}  // namespace deskgauge::cli
