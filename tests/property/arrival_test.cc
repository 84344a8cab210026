#include <gtest/gtest.h>

#include "tests/property/answers.h"
#include "tests/property/law.h"

// One answer, however the events arrive.
namespace deskgauge::property {
namespace {

/// The same bytes, and the same answers: what is beside the canonical state (pending effects, the way an answer is found) must not show.
std::string compare(const Stream& stream, const Engine& one, const Engine& other, Random& random) {
  if (std::string d = difference_in_bytes(one, other); !d.empty()) return d;
  return difference(one, other, random_questions(random, stream, stream.end, 2));
}

TEST(one_answer, whatever_the_order_of_arrival) {
  holds_for_random_streams("order", [](const Stream& stream, Random random) {
    Order order = as_told(stream);
    shuffle(order, random);
    return compare(stream, one_batch(stream), delivered(stream, order, random, {}), random);
  });
}

TEST(one_answer, however_often_an_event_is_delivered) {
  holds_for_random_streams("duplicates", [](const Stream& stream, Random random) {
    Order order;
    for (std::size_t i : as_told(stream)) order.insert(order.end(), static_cast<std::size_t>(1 + random.below(3)), i);
    if (random.chance(700)) shuffle(order, random);
    return compare(stream, one_batch(stream), delivered(stream, order, random, {.in_batches = random.chance(500)}), random);
  });
}

TEST(one_answer, in_whatever_batches_and_whenever_time_passes) {
  holds_for_random_streams("batches", [](const Stream& stream, Random random) {
    Order order = as_told(stream);
    if (random.chance(600)) shuffle(order, random);
    return compare(stream, one_batch(stream), delivered(stream, order, random, {.in_batches = true, .advances = true}), random);
  });
}

TEST(one_answer, across_restarts) {
  holds_for_random_streams("restarts", [](const Stream& stream, Random random) {
    Order order = as_told(stream);
    if (random.chance(600)) shuffle(order, random);
    Engine engine(stream.desk);
    std::size_t const parts = static_cast<std::size_t>(2 + random.below(3));
    for (std::size_t part = 0; part < parts; ++part) {
      auto const at = [&](std::size_t p) { return order.begin() + static_cast<std::ptrdiff_t>(order.size() * p / parts); };
      deliver(engine, stream, Order(at(part), at(part + 1)), random, {.in_batches = true, .advances = true, .names_subjects = true});
      engine = restarted(engine);
    }
    engine.advance(stream.end);
    return compare(stream, one_batch(stream, true), engine, random);
  });
}

}  // namespace
}  // namespace deskgauge::property
