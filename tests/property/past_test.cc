#include <gtest/gtest.h>

#include "tests/property/answers.h"
#include "tests/property/law.h"

// One answer about the past.
namespace deskgauge::property {
namespace {

TEST(one_answer, about_a_past_moment_is_what_was_answered_then) {
  holds_for_random_streams("the past", [](const Stream& stream, Random random) {
    Engine const all = delivered(stream, as_told(stream), random, {.in_batches = true, .names_subjects = true});
    for (int i = 0; i < 2; ++i) {
      Instant const at = random_moment(random, stream);
      if (at > stream.end) continue;
      Stream then = stream.with(winners(stream));
      std::erase_if(then.told, [&](const Told& told) { return told.event.time > at; });
      then.end = at;
      if (std::string d = difference(all, one_batch(then, true), random_questions(random, stream, at, 3)); !d.empty()) return d;
    }
    return std::string();
  });
}

}  // namespace
}  // namespace deskgauge::property
