#include <gtest/gtest.h>

#include "deskgauge/metric/selector.h"

namespace deskgauge::metric {
namespace {

std::optional<bool> constant(std::string_view text, FactKind kind) {
  auto const result = parse_filter(text, kind);
  if (const auto* fault = std::get_if<FilterFault>(&result)) {
    ADD_FAILURE() << text << ": " << fault->message;
    return std::nullopt;
  }
  return constant_value(std::get<Filter>(result));
}

struct Case {
  const char* text;
  std::optional<bool> value;
  FactKind kind = FactKind::ticket;
};

TEST(constant_filter, is_told_from_one_that_depends_on_the_fact) {
  const Case cases[] = {
    {"", true},
    {"human_replies < 0", false},  // the predicate that made a published summary model count no unreplied ticket
    {"human_replies >= 0", true},
    {"human_replies > 0", std::nullopt},
    {"solved == 2", false},
    {"solved == 0 or solved == 1", true},
    {"channel == 'a' and channel == 'b'", false},
    {"channel == 'a' or channel == 'b'", std::nullopt},
    {"channel != 'a' or channel != 'b'", std::nullopt},  // false where the channel is absent
    {"channel == 'a' or not channel == 'a'", true},
    {"channel is null or channel is not null", true},
    {"channel is null and channel == 'a'", false},
    {"not (channel is null and channel == 'a')", true},
    {"tag == 'a' and tag == 'b'", std::nullopt},  // a ticket can have both
    {"tag == 'a' and not tag == 'a'", false},
    {"human_replies > 3 and human_replies < 4", false},
    {"human_replies > 3 and human_replies < 5", std::nullopt},
    {"tier > 3 and tier < 2", false},
    {"duration < 0s", false, FactKind::first_response},
    {"duration >= 0s", std::nullopt, FactKind::first_response},  // an open one has none
    {"direction in ('inbound', 'outbound', 'proactive') or direction is null", true},
  };
  for (const Case& c : cases) EXPECT_EQ(constant(c.text, c.kind), c.value) << c.text;
}

TEST(constant_filter, gives_up_where_there_are_too_many_cases) {
  std::string text = "tier == 1";
  for (int i = 0; i < 30; ++i) text += " and custom.f" + std::to_string(i) + " == 'x'";
  EXPECT_EQ(constant(text, FactKind::ticket), std::nullopt);
}

}  // namespace
}  // namespace deskgauge::metric
