#include "eval_subject.h"

#include "words.h"

namespace deskgauge::cli {

void SubjectOptions::declare(CLI::App& app) {
  events.declare(app);
  app.add_option("--at", at, "Moment to ask for: RFC 3339 or a date of the desk's zone; otherwise that of the last event")
      ->option_text("TIME");
  app.add_option("-f,--format", format, "text, csv or json")->capture_default_str();
  app.add_option("-o,--output", output, "Write to a file instead of standard output")->option_text("FILE");
}

base::Result<std::unique_ptr<engine::Engine>> SubjectOptions::load(Console& console) const {
  if (format != "text" && format != "csv" && format != "json") return unknown_word("format", "--format", format, {"text", "csv", "json"});
  return load_engine(events, console);
}

base::Result<std::optional<time::Instant>> SubjectOptions::moment(const time::Zone& zone) const {
  if (at.empty()) return std::optional<time::Instant>();
  DESKGAUGE_ASSIGN(t, parse_at(at, zone));
  return std::optional(t);
}

base::Result<metric::WindowSpec> window_of_flag(const std::string& text, const time::Zone& zone) {
  auto const window = metric::parse_window(text, zone);
  if (!window) return of_flag(window.error(), "--window");
  return *window;
}

base::Result<engine::Group> parse_group(const std::vector<std::string>& pairs) {
  engine::Group group;
  for (const std::string& pair : pairs) {
    std::size_t const equals = pair.find('=');
    if (equals == std::string::npos)
      return base::unexpected(base::Code::invalid_argument, "malformed_group", "This is not dimension=value", "--group", pair,
                              "Write for example agent=7.");
    DESKGAUGE_TRY(check_dimensions({pair.substr(0, equals)}, "--group"));
    group.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
  }
  return group;
}

std::string place_text(const metric::Desk& desk, const std::string& window, time::Instant at) {
  std::string line = desk.label.empty() ? desk.name : desk.label;
  if (!window.empty()) line += " \u00b7 " + window;
  return line + " \u00b7 at " + local_text(at, desk.zone) + " " + desk.zone.name();
}

}  // namespace deskgauge::cli
