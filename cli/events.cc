#include "events.h"

#include <map>

#include "command.h"
#include "deskgauge/interchange/event_json.h"
#include "files.h"
#include "words.h"

namespace deskgauge::cli {
namespace {

constexpr std::size_t kBatch = 1'000'000;   // events taken in at once: a history is recomputed once for each batch it is in
constexpr int kShownErrors = 5;

/// The error without its position in the batch: the line of the file says where.
base::Error of_line(base::Error error) {
  if (std::size_t const dot = error.field.find("]."); error.field.starts_with("events[") && dot != error.field.npos)
    error.field.erase(0, dot + 2);
  return error;
}

/// Counts what gave no event, and shows the first few on standard error.
class LeftAside {
 public:
  LeftAside(Console& console, std::string file) : console_(console), file_(std::move(file)) {}

  void add(std::int64_t line, const base::Error& error) {
    if (shown_++ < kShownErrors)
      console_.err() << file_ << ":" << line << ": " << console_.paint_err(Ink::caution, "left out: ") << to_text(error) << '\n';
    ++reasons_[error.reason];
    ++total_;
  }
  void add_uncounted(std::int64_t more) { total_ += more; }
  /// Types and fields that are not ours: no fault, but to be seen.
  void ignored(const std::map<std::string, std::int64_t>& names, const char* what) {
    int shown = 0;
    for (auto const& [name, count] : names) {
      if (shown++ == kShownErrors) break;
      console_.err() << file_ << ": " << what << " " << name << " ignored, " << grouped(count) << (count == 1 ? " time" : " times") << '\n';
    }
    if (names.size() > kShownErrors)
      console_.err() << file_ << ": "
                     << counted(static_cast<std::int64_t>(names.size()) - kShownErrors, std::string("more unknown ") + what)
                     << " ignored\n";
  }
  void summary(std::int64_t lines, std::string_view unit) {
    if (total_ == 0) return;
    console_.err() << file_ << ": " << grouped(total_) << " of " << counted(lines, unit) << " gave no event:";
    for (auto const& [reason, count] : reasons_) console_.err() << " " << reason << " " << grouped(count);
    console_.err() << '\n';
  }

 private:
  Console& console_;
  std::string file_;
  std::map<std::string, std::int64_t> reasons_;
  std::int64_t total_ = 0;
  int shown_ = 0;
};

void ingest(engine::Engine& engine, interchange::EventReader& reader, LeftAside& aside) {
  engine::IngestReport const report = engine.ingest(reader.events());
  for (const engine::Rejection& rejection : report.rejections) aside.add(reader.lines()[rejection.index], of_line(rejection.error));
  reader.clear_events();
}

/// CloudEvents, one a line.
base::Result<void> read_event_lines(const std::string& path, engine::Engine& engine, Console& console) {
  interchange::EventReader reader(engine.interner());
  LeftAside aside(console, path == "-" ? "<stdin>" : path);
  std::size_t reported = 0;
  DESKGAUGE_TRY(read_chunks(path, [&](std::string_view chunk) {
    reader.feed(chunk);
    for (; reported < reader.errors().size(); ++reported) aside.add(reader.errors()[reported].line, reader.errors()[reported].error);
    console.progress("read " + counted(reader.line_count(), "line") + " \u2026");
    if (reader.events().size() >= kBatch) ingest(engine, reader, aside);
  }));
  reader.finish();
  for (; reported < reader.errors().size(); ++reported) aside.add(reader.errors()[reported].line, reader.errors()[reported].error);
  aside.add_uncounted(reader.error_count() - static_cast<std::int64_t>(reported));
  console.progress("computing \u2026");
  ingest(engine, reader, aside);
  console.progress({});
  aside.ignored(reader.unknown_types(), "type");
  aside.ignored(reader.ignored_fields(), "field");
  aside.summary(reader.line_count(), "line");
  return {};
}

/// Rows of an export, turned into events on the way.
base::Result<void> read_export(const std::string& path, const std::shared_ptr<const interchange::Mapping>& mapping, engine::Engine& engine,
                               Console& console) {
  std::vector<event::Event> events;
  LeftAside aside(console, path == "-" ? "<stdin>" : path);
  auto const ingest = [&] {
    for (const engine::Rejection& rejection : engine.ingest(events).rejections) aside.add(0, of_line(rejection.error));
    events.clear();
  };
  interchange::Importer importer(mapping, engine.interner(), [&](std::span<const event::Event> batch) {
    events.insert(events.end(), batch.begin(), batch.end());
    if (events.size() >= kBatch) ingest();
  });
  base::Result<void> fed;
  DESKGAUGE_TRY(read_chunks(path, [&](std::string_view chunk) {
    if (fed) fed = importer.feed(chunk);
    console.progress("read " + counted(importer.report().rows, "row") + " \u2026");
  }));
  DESKGAUGE_TRY(std::move(fed));
  DESKGAUGE_TRY(importer.finish());
  console.progress("computing \u2026");
  ingest();
  console.progress({});
  for (const interchange::Quarantined& row : importer.report().quarantine)
    aside.add(row.row, {base::Code::invalid_argument, row.reason, row.field, row.value, "The row cannot be read",
                        "Use deskgauge import for a file of all such rows."});
  aside.summary(importer.report().rows, "row");
  return {};
}

}  // namespace

void EventOptions::declare(CLI::App& app) {
  app.add_option("-d,--definitions", definitions, "Files or folders of definitions")->capture_default_str()->allow_extra_args(false);
  app.add_option("-e,--events", files, "Events: CloudEvents JSON lines, or an export with --mapping or --preset; - reads standard input")
      ->required()
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false)                                // what follows a file is a metric's name
      ->option_text("FILE");
  mapping.declare(app);
}

base::Result<std::unique_ptr<engine::Engine>> load_engine(const EventOptions& options, Console& console) {
  DESKGAUGE_ASSIGN(catalogue, load_definitions(options.definitions, console));
  if (!catalogue) return std::unique_ptr<engine::Engine>();
  auto engine = std::make_unique<engine::Engine>(catalogue);
  std::shared_ptr<const interchange::Mapping> mapping;
  if (options.mapping.given()) {
    DESKGAUGE_ASSIGN(loaded, load_mapping(options.mapping, console));
    if (!loaded) return std::unique_ptr<engine::Engine>();
    mapping = loaded;
  }
  for (const std::string& file : options.files)
    DESKGAUGE_TRY(mapping ? read_export(file, mapping, *engine, console) : read_event_lines(file, *engine, console));
  return engine;
}

base::Result<time::Instant> parse_at(const std::string& text, const time::Zone& zone) {
  if (auto const date = time::parse_date(text)) return zone.midnight(*date);
  auto t = time::parse_instant(text);
  if (t) return t;
  return of_flag(t.error(), "--at");
}

base::Result<std::vector<std::string>> choose_metrics(const std::vector<std::string>& names, const metric::Catalogue& catalogue) {
  std::vector<std::string> known;
  for (const metric::Metric& m : catalogue.metrics) known.push_back(m.name);
  for (const std::string& name : names)
    if (!catalogue.find_metric(name)) return unknown_word("metric", "metric", name, known);
  return names.empty() ? known : names;
}

base::Result<void> check_dimensions(const std::vector<std::string>& names, const std::string& flag) {
  for (const std::string& name : names) {
    if (metric::parse_dimension(name)) continue;
    std::vector<std::string> known;
    for (std::string_view word : metric::dimension_names()) known.emplace_back(word);
    known.emplace_back("custom.NAME");
    return unknown_word("dimension", flag, name, known);
  }
  return {};
}

}  // namespace deskgauge::cli
