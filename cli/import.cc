#include "command.h"
#include "deskgauge/interchange/event_json.h"
#include "exit_code.h"
#include "files.h"
#include "mapping.h"
#include "words.h"

namespace deskgauge::cli {
namespace {

struct Options {
  std::string file, output, quarantine, show_preset;
  MappingOptions mapping;
  bool fail_on_quarantine = false;
};

base::Result<void> run_import(const std::string& file, interchange::Importer& importer, Console& console) {
  base::Result<void> fed;
  DESKGAUGE_TRY(read_chunks(file, [&](std::string_view chunk) {
    if (fed) fed = importer.feed(chunk);
    console.progress("read " + counted(importer.report().rows, "row") + " \u2026");
  }));
  DESKGAUGE_TRY(std::move(fed));
  return importer.finish();
}

/// Where rows go that gave no event: as told, or beside the output; "" = nowhere.
std::string quarantine_path(const Options& options) {
  if (!options.quarantine.empty()) return options.quarantine;
  return options.output.empty() || options.output == "-" ? "" : options.output + ".quarantine.csv";
}

base::Result<void> write_quarantine(const std::string& path, const interchange::ImportReport& report) {
  if (path.empty() || report.quarantined == 0) return {};
  Console file;
  DESKGAUGE_TRY(file.open_output(path));
  file.out() << interchange::to_csv(report.quarantine);
  return file.finish();
}

void summary(Console& console, const interchange::ImportReport& report, const std::string& path) {
  std::ostream& err = console.err();
  err << counted(report.rows, "row") << ": " << grouped(report.used) << " used";
  if (report.without_event > 0) err << ", " << grouped(report.without_event) << " without an event";
  if (report.skipped > 0) err << ", " << grouped(report.skipped) << " skipped";
  if (report.quarantined > 0) err << ", " << console.paint_err(Ink::caution, grouped(report.quarantined) + " quarantined");
  err << '\n' << counted(report.events, "event");
  if (report.entities > 0) err << " of " << counted(report.entities, "ticket");
  err << '\n';
  if (report.moved_times > 0)
    err << counted(report.moved_times, "time") << " lay too early and were read as the time they must not precede\n";
  if (report.quarantined == 0) return;
  for (auto const& [reason, count] : report.quarantined_by_reason) err << "  " << reason << " " << grouped(count) << '\n';
  if (path.empty()) err << "  name a file with --quarantine to keep these rows\n";
  else err << "  kept in " << path << '\n';
  auto const kept = static_cast<std::int64_t>(report.quarantine.size());
  if (!path.empty() && kept < report.quarantined) err << "  the first " << grouped(kept) << " of them only\n";
}

base::Result<int> import(const Options& options, Console& console) {
  if (!options.show_preset.empty()) {
    DESKGAUGE_ASSIGN(text, preset_text(options.show_preset));
    DESKGAUGE_TRY(console.open_output(options.output));
    console.out() << text;
    return kClean;
  }
  if (options.file.empty())
    return base::unexpected(base::Code::invalid_argument, "file_required", "There is nothing to import", "file", "",
                            "Name the export; - reads standard input.");
  DESKGAUGE_ASSIGN(mapping, load_mapping(options.mapping, console));
  if (!mapping) return kFindings;
  DESKGAUGE_TRY(console.open_output(options.output));
  base::Interner interner;
  std::string lines;
  interchange::Importer importer(mapping, interner, [&](std::span<const event::Event> batch) {
    lines.clear();
    for (const event::Event& e : batch) interchange::write_event(lines, e, interner);
    console.out() << lines;
  });
  DESKGAUGE_TRY(run_import(options.file, importer, console));
  console.progress({});
  std::string const path = quarantine_path(options);
  DESKGAUGE_TRY(write_quarantine(path, importer.report()));
  summary(console, importer.report(), path);
  return options.fail_on_quarantine && importer.report().quarantined > 0 ? kFindings : kClean;
}

}  // namespace

Run declare_import(CLI::App& app) {
  auto const options = std::make_shared<Options>();
  app.description(
      "Turn an export of tickets (CSV, JSON) into events, as a mapping says. Rows that cannot be read, or whose times run backwards, are "
      "put aside and counted.");
  app.add_option("file", options->file, "The export; - reads standard input");
  options->mapping.declare(app);
  app.add_option("-o,--output", options->output, "Write events to a file instead of standard output")->option_text("FILE");
  app.add_option("-q,--quarantine", options->quarantine, "Write rows that gave no event to a CSV file [OUTPUT.quarantine.csv]")
      ->option_text("FILE");
  app.add_flag("--fail-on-quarantine", options->fail_on_quarantine, "Exit with 1 if any row was put aside");
  app.add_option("--show-preset", options->show_preset, "Print a preset, to start a mapping of your own")->option_text("NAME");
  return [options](Console& console) { return import(*options, console); };
}

}  // namespace deskgauge::cli
