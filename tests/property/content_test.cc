#include <gtest/gtest.h>

#include "tests/property/answers.h"
#include "tests/property/law.h"

// One answer, whatever had to be corrected on the way.
namespace deskgauge::property {
namespace {

/// Metrics read at a window's own end see a retraction only where it lies before that end.
bool reads_window_ends(const metric::Catalogue& desk, const metric::Metric& m) {
  if (m.type != metric::MetricType::derived) return m.as_of_window_end || m.reads_at();
  auto const any = [&](auto const& self, const metric::Expression& e) -> bool {
    if (e.op == metric::Expression::Op::metric) {
      const metric::Metric* const part = desk.find_metric(e.metric);
      if (part && reads_window_ends(desk, *part)) return true;
    }
    for (const metric::Expression& child : e.operands)
      if (self(self, child)) return true;
    return false;
  };
  return any(any, m.expression);
}

TEST(one_answer, is_that_of_what_holds_after_revisions_retractions_and_reassertions) {
  holds_for_random_streams("corrections", [](const Stream& stream, Random random) {
    Order order = as_told(stream);
    shuffle(order, random);
    Engine const corrected = delivered(stream, order, random, {.in_batches = true, .names_subjects = true});
    Engine const plain = one_batch(stream.with(what_holds(stream)), true);
    std::vector<engine::Query> questions = random_questions(random, stream, stream.end, 4);
    std::vector<std::string> anywhere;
    for (const metric::Metric& m : stream.desk->metrics)
      if (!reads_window_ends(*stream.desk, m)) anywhere.push_back(m.name);
    for (engine::Query& q : questions)
      if (q.window.kind != metric::WindowSpec::Kind::cumulative) q.metrics = anywhere;
    if (anywhere.empty()) std::erase_if(questions, [](auto const& q) { return q.window.kind != metric::WindowSpec::Kind::cumulative; });
    return difference(corrected, plain, questions);
  });
}

}  // namespace
}  // namespace deskgauge::property
