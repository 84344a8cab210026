#include "tests/property/answers.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <sstream>

namespace deskgauge::property {
namespace {

using engine::Query;
using engine::Row;
using metric::Metric;
using metric::WindowSpec;

std::string exact(double x) {
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%.17g", x);
  return buffer;
}

void append(std::string& out, const value::Value& v) {
  out += v.number ? exact(*v.number) : std::string(to_text(v.reason));
  out += " n=" + std::to_string(v.n);
  if (v.numerator) out += " num=" + std::to_string(*v.numerator);
  if (v.denominator) out += " den=" + std::to_string(*v.denominator);
  out += " [" + exact(v.uncertainty.low) + "," + exact(v.uncertainty.high) + " " + std::string(to_text(v.uncertainty.method)) +
         std::string(v.uncertainty.absent_reason) + "]";
  if (v.low_n) out += " low_n";
  if (v.provisional) out += " provisional";
  if (v.pending) out += " pending=" + std::to_string(v.pending);
  for (auto const& [rating, count] : v.distribution) out += " " + std::to_string(rating) + "x" + std::to_string(count);
}

std::string line(const Row& row) {
  std::string out = row.metric;
  for (auto const& [dimension, value] : row.group) out += " " + dimension + "=" + value;
  out += " " + time::to_text(row.window.from) + ".." + time::to_text(row.window.to) + " " + row.bucket + ": ";
  append(out, row.value);
  if (row.compared) append(out += " | " + time::to_text(row.compared_window.from) + ": ", *row.compared);
  return out + (row.groups_overlap ? " overlap\n" : "\n");
}

template <std::size_t N>
const char* one_of(Random& random, const char* const (&words)[N]) {
  return words[random.below(static_cast<std::int64_t>(N))];
}

WindowSpec random_window(Random& random, const Stream& stream) {
  static constexpr const char* kWindows[] = {"all", "all", "7d", "24h", "3d complete", "2w", "day", "week", "month", "week_to_date",
                                             "month_to_date", "last week", "1mo"};
  if (random.chance(700)) return *metric::parse_window(one_of(random, kWindows), stream.desk->desk.zone);
  WindowSpec custom{.kind = WindowSpec::Kind::custom};
  custom.from = random_moment(random, stream);
  custom.to = random_moment(random, stream);
  if (custom.to < custom.from) std::swap(custom.from, custom.to);
  if (custom.from == custom.to) custom.to = custom.to + time::milliseconds(1);
  return custom;
}

std::vector<std::string> random_grouping(Random& random, const Stream& stream) {
  static constexpr const char* kWords[] = {"channel", "priority", "category", "tag", "customer", "team", "agent", "custom.plan", "policy"};
  if (random.chance(350)) return {};
  if (random.chance(500)) return {one_of(random, kWords)};
  const Metric& m = stream.desk->metrics[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(stream.desk->metrics.size())))];
  std::vector<std::string> by;
  for (const metric::DimensionRef& d : m.dimensions)
    if (random.chance(500) && by.size() < 3) by.push_back(d.name());
  return by;
}

}  // namespace

Instant random_moment(Random& random, const Stream& stream) {
  if (stream.told.empty()) return stream.end;
  static constexpr std::array<std::int64_t, 8> kLater{0, 0, 0, 1'800'000, 14'400'000, 86'400'000, 7 * 86'400'000LL, 14 * 86'400'000LL};
  Instant const t = stream.told[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(stream.told.size())))].event.time;
  return t + time::milliseconds(kLater[static_cast<std::size_t>(random.below(8))] + (random.chance(600) ? 0 : random.below(3) - 1));
}

std::vector<Query> random_questions(Random& random, const Stream& stream, Instant at, int count) {
  static constexpr const char* kFilters[] = {"channel == \"email\"", "priority in (\"high\", \"urgent\")", "not team == \"billing\"",
                                             "customer is not null", "tag == \"a\"", "category != \"other\" and channel is not null"};
  std::vector<Query> questions;
  for (int i = 0; i < count; ++i) {
    Query q;
    q.at = at;
    q.window = random_window(random, stream);
    q.by = random_grouping(random, stream);
    if (random.chance(250)) q.where = one_of(random, kFilters);
    bool const bounded = q.window.kind != WindowSpec::Kind::cumulative;
    if (bounded && random.chance(200)) q.series = random.chance(700) ? time::Grain::day : time::Grain::week;
    if (bounded && random.chance(200)) q.compare = metric::Comparison::previous_period;
    questions.push_back(std::move(q));
  }
  return questions;
}

std::string answer_text(const Engine& engine, const Query& query) {
  auto const answer = engine.query(query);
  std::string out;
  if (answer) {
    for (const Row& row : answer->rows) out += line(row);
    return out;
  }
  std::vector<std::string> names = query.metrics;               // one metric that refuses the question must not hide the others
  if (names.size() == 1) return names[0] + ": " + answer.error().reason + "\n";
  if (names.empty())
    for (const Metric& m : engine.catalogue().metrics) names.push_back(m.name);
  for (const std::string& name : names) {
    Query one = query;
    one.metrics = {name};
    out += answer_text(engine, one);
  }
  return out;
}

std::string to_text(const Query& query) {
  std::string out = "at " + time::to_text(query.at.value_or(time::kNever)) + " window " + to_text(query.window) + " by [";
  for (const std::string& name : query.by) out += name + " ";
  out += "] where " + query.where;
  if (query.series) out += *query.series == time::Grain::day ? " series day" : " series week";
  return out + (query.compare == metric::Comparison::none ? "" : " compared");
}

std::string difference(const std::string& what, const std::string& a, const std::string& b) {
  if (a == b) return "";
  std::istringstream left(a), right(b);
  std::string x, y;
  for (;;) {
    bool const more_left = static_cast<bool>(std::getline(left, x)), more_right = static_cast<bool>(std::getline(right, y));
    if (!more_left) x = "(nothing)";
    if (!more_right) y = "(nothing)";
    if (x != y || (!more_left && !more_right)) return what + "\n  one:   " + x + "\n  other: " + y;
  }
}

std::string difference(const Engine& a, const Engine& b, const std::vector<Query>& questions) {
  for (const Query& q : questions)
    if (std::string const d = difference(to_text(q), answer_text(a, q), answer_text(b, q)); !d.empty()) return d;
  return "";
}

std::string difference_in_bytes(const Engine& a, const Engine& b) {
  std::string const x = a.canonical_bytes(), y = b.canonical_bytes();
  if (x == y) return "";
  auto const at = std::mismatch(x.begin(), x.end(), y.begin(), y.end()).first - x.begin();
  return "canonical bytes differ: " + std::to_string(x.size()) + " and " + std::to_string(y.size()) + " bytes, first at " +
         std::to_string(at);
}

}  // namespace deskgauge::property
