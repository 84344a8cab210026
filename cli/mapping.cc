#include "mapping.h"

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

base::Result<std::shared_ptr<const interchange::Mapping>> load_mapping(const MappingOptions& options, Console& console) {
  DESKGAUGE_ASSIGN(named, read_mapping(options));
  if (!options.zone.empty())
    if (auto const zone = time::Zone::load(options.zone); !zone) return of_flag(zone.error(), "--zone");
  interchange::LoadedMapping const loaded =
      interchange::load_mapping(named.name, named.text, {.zone = options.zone, .source = options.source});
  if (!loaded.diagnostics.empty()) report_findings_text(console.err(), console, loaded.diagnostics, {{named.name, named.text}});
  return loaded.mapping;
}

}  // namespace deskgauge::cli
