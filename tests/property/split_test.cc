#include <gtest/gtest.h>

#include "tests/property/answers.h"
#include "tests/property/law.h"

// One answer, over however many machines.
namespace deskgauge::property {
namespace {

std::vector<Engine> on_machines(const Stream& stream, const std::vector<int>& machine, int machines, Random& random) {
  std::vector<Engine> engines;
  for (int m = 0; m < machines; ++m) {
    Order mine;
    for (std::size_t i = 0; i < stream.told.size(); ++i)
      if (machine[i] == m) mine.push_back(i);
    if (random.chance(500)) shuffle(mine, random);
    Engine engine(stream.desk);
    deliver(engine, stream, mine, random, {.in_batches = true, .advances = true, .names_subjects = true});
    if (random.chance(500)) engine.advance(stream.end);
    engines.push_back(restarted(engine));
  }
  return engines;
}

/// Merges two at a time, any two, until one is left.
std::string merge_all(std::vector<Engine>& engines, Random& random) {
  while (engines.size() > 1) {
    std::size_t const a = static_cast<std::size_t>(random.below(static_cast<std::int64_t>(engines.size())));
    std::size_t const b = (a + 1 + static_cast<std::size_t>(random.below(static_cast<std::int64_t>(engines.size() - 1)))) % engines.size();
    if (auto const done = engines[a].merge(engines[b]); !done) return "the merge is refused: " + to_text(done.error());
    engines.erase(engines.begin() + static_cast<std::ptrdiff_t>(b));
  }
  return "";
}

std::string split_and_merged(const Stream& stream, const std::vector<int>& machine, int machines, Random& random) {
  std::vector<Engine> engines = on_machines(stream, machine, machines, random);
  if (std::string refused = merge_all(engines, random); !refused.empty()) return refused;
  Engine& merged = engines.front();
  merged.advance(stream.end);
  Engine const whole = one_batch(stream, true);
  if (std::string d = difference_in_bytes(whole, merged); !d.empty()) return d;
  return difference(whole, merged, random_questions(random, stream, stream.end, 2));
}

std::vector<int> by_entity(const Stream& stream, int machines) {
  std::vector<int> machine = components(stream);
  for (int& m : machine) m %= machines;
  return machine;
}

TEST(one_answer, when_split_between_entities_and_merged) {
  holds_for_random_streams("split between entities", [](const Stream& stream, Random random) {
    int const machines = static_cast<int>(2 + random.below(3));
    return split_and_merged(stream, by_entity(stream, machines), machines, random);
  });
}

TEST(one_answer, when_split_anywhere_and_merged) {
  holds_for_random_streams("split anywhere", [](const Stream& stream, Random random) {
    int const machines = static_cast<int>(2 + random.below(3));
    std::vector<int> machine;
    for (std::size_t i = 0; i < stream.told.size(); ++i) machine.push_back(static_cast<int>(random.below(machines)));
    return split_and_merged(stream, machine, machines, random);
  });
}

TEST(one_answer, from_merged_cells_where_they_can_tell) {
  holds_for_random_streams("merged cells", [](const Stream& stream, Random random) {
    int const machines = static_cast<int>(2 + random.below(3));
    std::vector<Engine> engines = on_machines(stream, by_entity(stream, machines), machines, random);
    for (Engine& engine : engines) {
      engine.advance(stream.end);
      engine = *Engine::restore(engine.snapshot(engine::SnapshotKind::cells), stream.desk);
    }
    if (std::string refused = merge_all(engines, random); !refused.empty()) return refused;
    Engine const whole = one_batch(stream, true);
    for (engine::Query q : random_questions(random, stream, stream.end, 6))
      for (const metric::Metric& m : stream.desk->metrics) {
        q.metrics = {m.name};
        if (!engines.front().query(q)) continue;                // cells alone cannot tell it, and say so
        if (std::string d = difference(to_text(q), answer_text(whole, q), answer_text(engines.front(), q)); !d.empty()) return d;
      }
    return std::string();
  });
}

}  // namespace
}  // namespace deskgauge::property
