#include <gtest/gtest.h>

#include "tests/property/answers.h"
#include "tests/property/law.h"

// One answer, from cells or from histories.
namespace deskgauge::property {
namespace {

/// The same question in a form that cells cannot answer: the condition is true of everything, over a dimension no metric keeps.
engine::Query replayed(engine::Query q) {
  std::string const always = "custom.never_set is null";
  q.where = q.where.empty() ? always : "(" + q.where + ") and " + always;
  return q;
}

TEST(one_answer, from_cells_is_that_of_replayed_histories) {
  std::int64_t from_cells = 0, replays = 0;
  holds_for_random_streams("cells and replay", [&](const Stream& stream, Random random) {
    Engine const engine = delivered(stream, as_told(stream), random, {.in_batches = true, .advances = true});
    for (int i = 0; i < 2; ++i) {
      // at the present, after it, and in the silence before it
      Instant const at = random.chance(500) ? stream.end : random_moment(random, stream);
      for (const engine::Query& q : random_questions(random, stream, at, 3)) {
        engine::Query const other = replayed(q);
        if (std::string d = difference(to_text(q), answer_text(engine, q), answer_text(engine, other)); !d.empty()) return d;
        if (auto const answer = engine.query(q))
          for (const engine::Row& row : answer->rows) from_cells += row.path == engine::Path::cells;
        if (auto const answer = engine.query(other))
          for (const engine::Row& row : answer->rows) replays += row.path == engine::Path::replay;
      }
    }
    return std::string();
  });
  testing::Test::RecordProperty("rows_from_cells", std::to_string(from_cells));
  EXPECT_GT(from_cells, 100) << "the comparison says nothing where no answer comes from cells";
  EXPECT_GT(replays, 100);
}

}  // namespace
}  // namespace deskgauge::property
