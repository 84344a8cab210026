#include "mapping.h"

#include <algorithm>

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

/// Puts findings back on the lines of the file as it was before `with_zone`.
void move_up(std::vector<definition::Diagnostic>& findings, int after) {
  for (definition::Diagnostic& d : findings)
    if (d.at.line > after) --d.at.line;
}

int spec_line(const std::string& text) {
  if (text.starts_with("spec:")) return 1;
  std::size_t const at = text.find("\nspec:");
  if (at == std::string::npos) return 0;
  return static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at) + 1, '\n')) + 1;
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
  std::size_t const at = text.starts_with("spec:") ? 0 : text.find("\nspec:");
  if (at == std::string::npos) return text;
  std::size_t const line = text.find('\n', at == 0 ? 0 : at + 1);
  if (line == std::string::npos) return text;
  std::size_t indent = 0;   // as the first key has it; comments and blank lines before it do not count
  for (std::size_t begin = line + 1; begin < text.size(); begin = text.find('\n', begin) + 1) {
    std::size_t const key = text.find_first_not_of(' ', begin);
    if (key == std::string::npos) break;
    if (text[key] != '#' && text[key] != '\n') {
      indent = key - begin;
      break;
    }
    if (text.find('\n', begin) == std::string::npos) break;
  }
  return text.substr(0, line + 1) + std::string(indent, ' ') + "zone: " + zone + "\n" + text.substr(line + 1);
}

base::Result<std::shared_ptr<const interchange::Mapping>> load_mapping(const MappingOptions& options, Console& console) {
  DESKGAUGE_ASSIGN(named, read_mapping(options));
  std::string text = named.text;
  if (!options.zone.empty()) {
    DESKGAUGE_TRY(time::Zone::load(options.zone));
    text = with_zone(text, options.zone);
  }
  interchange::LoadedMapping loaded = interchange::load_mapping(named.name, text);
  if (!options.zone.empty()) move_up(loaded.diagnostics, spec_line(named.text));
  if (!loaded.mapping || !loaded.diagnostics.empty())
    report_findings_text(console.err(), console, loaded.diagnostics, {{named.name, named.text}});
  return loaded.mapping;
}

}  // namespace deskgauge::cli
