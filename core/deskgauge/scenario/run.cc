#include "deskgauge/scenario/run.h"

#include <algorithm>
#include <cmath>

#include "deskgauge/engine/engine.h"
#include "deskgauge/metric/number_text.h"

namespace deskgauge::scenario {
namespace {

using base::Result;
using metric::Expectation;
using metric::number_text;

/// As a test would write it: durations of whole milliseconds as spans.
std::string value_text(double number, metric::Unit unit) {
  double const ms = number * 1000;
  bool const whole = std::abs(ms) < 9e15 && ms == std::floor(ms);
  if (unit != metric::Unit::seconds || !whole) return number_text(number);
  return time::to_exact_text(time::milliseconds(static_cast<std::int64_t>(ms)));
}

std::string optional_text(const std::optional<std::int64_t>& number) { return number ? std::to_string(*number) : "none"; }

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

/// The error without its position in the batch: a line of the test says where.
base::Error of_line(base::Error error) {
  if (std::size_t const dot = error.field.find("]."); error.field.starts_with("events[") && dot != error.field.npos)
    error.field.erase(0, dot + 2);
  return error;
}

std::string words_of(const Expectation& expected) {
  std::string words;
  for (auto const& [dimension, value] : expected.group)
    words += (words.empty() ? "" : ", ") + dimension + " " + (value.empty() ? "none" : value);
  return words;
}

/// Compares one row with one expectation.
class Comparer {
 public:
  Comparer(const Expectation& expected, const metric::Metric& metric, std::vector<Difference>& out)
      : expected_(expected), metric_(metric), out_(out) {}

  void compare(const value::Value& actual) {
    compare_number(actual);
    auto const same = [&](const char* field, const std::optional<std::int64_t>& wanted, const std::optional<std::int64_t>& found) {
      if (wanted && wanted != found) differ(field, std::to_string(*wanted), optional_text(found));
    };
    same("n", expected_.n, actual.n);
    same("numerator", expected_.numerator, actual.numerator);
    same("denominator", expected_.denominator, actual.denominator);
    same("pending", expected_.pending, actual.pending);
    if (expected_.provisional && *expected_.provisional != actual.provisional)
      differ("provisional", *expected_.provisional ? "true" : "false", actual.provisional ? "true" : "false");
  }

 private:
  void compare_number(const value::Value& actual) {
    std::string const found = actual.number ? value_text(*actual.number, metric_.unit) : std::string(to_text(actual.reason));
    if (!expected_.reason.empty() && (actual.number || expected_.reason != to_text(actual.reason)))
      differ("reason", expected_.reason, found);
    if (!expected_.value) return;
    bool const equal = actual.number && (expected_.tolerance ? std::abs(*actual.number - *expected_.value) <= *expected_.tolerance
                                                             : *actual.number == *expected_.value);
    if (equal) return;
    std::string wanted = value_text(*expected_.value, metric_.unit);
    if (expected_.tolerance) wanted += " ± " + value_text(*expected_.tolerance, metric_.unit);
    differ("value", std::move(wanted), found);
  }
  void differ(std::string field, std::string wanted, std::string found) {
    out_.push_back({expected_.line, metric_.name, words_of(expected_), time::to_exact_text(expected_.at), std::move(field),
                    std::move(wanted), std::move(found)});
  }

  const Expectation& expected_;
  const metric::Metric& metric_;
  std::vector<Difference>& out_;
};

/// One test on its way: the engine is filled first, then asked.
class TestRun {
 public:
  TestRun(const metric::TestSpec& test, const std::shared_ptr<const metric::Catalogue>& catalogue)
      : test_(test), catalogue_(*catalogue), engine_(catalogue) {
    outcome_.name = test.name;
    outcome_.metric = test.metric;
    outcome_.file = test.file;
    outcome_.line = test.line;
  }

  TestOutcome run() {
    take_in();
    for (const Expectation& expected : test_.expect) {
      ++outcome_.expectations;
      if (auto const done = ask(expected); !done) outcome_.faults.push_back({expected.line, done.error()});
    }
    return std::move(outcome_);
  }

 private:
  void take_in() {
    std::vector<event::Event> events;
    std::vector<int> lines;
    int position = 0;
    for (const metric::TestEvent& line : test_.given) {
      auto built = build_event(line, test_.start, ++position, engine_.interner());
      if (!built) {
        outcome_.faults.push_back({line.line, built.error()});
        continue;
      }
      events.push_back(std::move(*built));
      lines.push_back(line.line);
    }
    outcome_.events = static_cast<int>(events.size());
    engine::IngestReport const report = engine_.ingest(events, {last_moment(test_)});
    for (const engine::Rejection& rejection : report.rejections)
      outcome_.faults.push_back({lines[rejection.index], of_line(rejection.error)});
  }

  Result<void> ask(const Expectation& expected) {
    std::string const& name = expected.metric.empty() ? test_.metric : expected.metric;
    const metric::Metric* const metric = catalogue_.find_metric(name);
    if (!metric)
      return base::unexpected(base::Code::not_found, "unknown_metric", "There is no such metric", "metric", name, "Check the spelling.");
    engine::Query query;
    query.metrics = {name};
    DESKGAUGE_ASSIGN(window, metric::parse_window(expected.window.empty() ? "all" : expected.window, catalogue_.desk.zone));
    query.window = window;
    query.at = test_.start + expected.at;
    query.where = filter_of(expected);
    DESKGAUGE_ASSIGN(answer, engine_.query(query));
    Comparer comparer(expected, *metric, outcome_.differences);
    if (answer.rows.size() == 1) comparer.compare(answer.rows.front().value);
    else comparer.compare(value::Value{});
    return {};
  }

  const metric::TestSpec& test_;
  const metric::Catalogue& catalogue_;
  engine::Engine engine_;
  TestOutcome outcome_;
};

}  // namespace

time::Instant last_moment(const metric::TestSpec& test) {
  time::Span last{};
  for (const metric::TestEvent& line : test.given) last = std::max(last, line.at);
  for (const Expectation& expected : test.expect) last = std::max(last, expected.at);
  return test.start + last;
}

std::string filter_of(const Expectation& expected) {
  std::string filter;
  for (auto const& [dimension, value] : expected.group) {
    if (!filter.empty()) filter += " and ";
    filter += value.empty() ? dimension + " is null" : dimension + " == " + quoted(value);
  }
  return filter;
}

TestOutcome run(const metric::TestSpec& test, const std::shared_ptr<const metric::Catalogue>& catalogue) {
  return TestRun(test, catalogue).run();
}

}  // namespace deskgauge::scenario
