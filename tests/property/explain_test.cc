#include <gtest/gtest.h>

#include <cmath>

#include "tests/property/answers.h"
#include "tests/property/law.h"

// One answer, and its explanation adds up to it.
namespace deskgauge::property {
namespace {

using aggregate::Aggregation;
using metric::Metric;
using metric::MetricType;

/// Metrics whose n is the number of their facts: split credit counts shares, and samples of surveys can share a customer.
bool is_plain(const Metric& m) { return m.type != MetricType::derived && m.attribution != metric::Attribution::all_participants; }

std::string unequal(const char* what, double explained, double answered) {
  if (std::abs(explained - answered) <= 1e-9 * std::max(1.0, std::abs(answered))) return "";
  return std::string(what) + ": the facts give " + std::to_string(explained) + ", the answer is " + std::to_string(answered);
}

std::string adds_up(const Metric& m, const engine::Explanation& why) {
  const value::Value& value = why.row.value;
  double sum = 0;
  std::int64_t n = 0, pending = 0;
  for (const engine::ExplainedFact& fact : why.facts) {
    if (fact.pending) { ++pending; continue; }
    ++n;
    sum += fact.sample;
  }
  if (pending != value.pending) return unequal("pending", static_cast<double>(pending), static_cast<double>(value.pending));
  if (m.is_level()) return unequal("level", static_cast<double>(n), value.number.value_or(0));
  if (m.aggregation.aggregation != Aggregation::distinct && n != value.n)
    return unequal("n", static_cast<double>(n), static_cast<double>(value.n));
  if (!value.number || n == 0) return "";
  if (m.type == MetricType::ratio) return unequal("ratio", sum / static_cast<double>(n), *value.number);
  switch (m.aggregation.aggregation) {
    case Aggregation::count: return unequal("count", static_cast<double>(n), *value.number);
    case Aggregation::sum: return unequal("sum", sum, *value.number);
    case Aggregation::mean:
    case Aggregation::rating_mean: return unequal("mean", sum / static_cast<double>(n), *value.number);
    default: return "";
  }
}

TEST(one_answer, is_what_its_explanation_adds_up_to) {
  holds_for_random_streams("explanations", [](const Stream& stream, Random random) {
    Engine const engine = delivered(stream, as_told(stream), random, {.in_batches = true});
    Instant const at = random.chance(600) ? stream.end : random_moment(random, stream);
    for (engine::Query q : random_questions(random, stream, at, 2))
      for (const Metric& m : stream.desk->metrics) {
        if (!is_plain(m)) continue;
        q.metrics = {m.name};
        q.series.reset();
        auto const answer = engine.query(q);
        if (!answer) continue;
        for (const engine::Row& row : answer->rows) {
          engine::ExplainRequest request{m.name, q.window, q.at, row.group, q.where, "", 100'000, 0};
          auto const why = engine.explain(request);
          if (!why && why.error().reason == "filter_after_cap") continue;   // one tag of a capped metric: refused by name
          if (!why) return m.name + " is not explained: " + to_text(why.error());
          if (std::string d = adds_up(m, *why); !d.empty()) return to_text(q) + ", " + m.name + ": " + d;
        }
      }
    return std::string();
  });
}

}  // namespace
}  // namespace deskgauge::property
