#include <gtest/gtest.h>

#include "deskgauge/metric/selector.h"

namespace deskgauge::metric {
namespace {

Filter parsed(std::string_view text, FactKind kind = FactKind::ticket) {
  auto result = parse_filter(text, kind);
  if (auto* fault = std::get_if<FilterFault>(&result)) {
    ADD_FAILURE() << text << " at " << fault->offset << ": " << fault->message;
    return {};
  }
  return std::get<Filter>(result);
}

struct Printed {
  const char* written;
  const char* canonical;
  FactKind kind = FactKind::ticket;
};

TEST(filter, prints_in_one_canonical_form) {
  const Printed cases[] = {
    {"", ""},
    {"  channel=='email' ", "channel == \"email\""},
    {"channel in ('email',\"web\") and human_replies==1", "channel in (\"email\", \"web\") and human_replies == 1"},
    {"(channel == 'a')", "channel == \"a\""},
    {"channel == 'a' or channel == 'b' and priority == 'c'", "channel == \"a\" or channel == \"b\" and priority == \"c\""},
    {"(channel == 'a' or channel == 'b') and priority == 'c'", "(channel == \"a\" or channel == \"b\") and priority == \"c\""},
    {"channel == 'a' and (channel == 'b' and priority == 'c')", "channel == \"a\" and channel == \"b\" and priority == \"c\""},
    {"not (channel == 'a' and priority == 'b')", "not (channel == \"a\" and priority == \"b\")"},
    {"not not channel == 'a'", "not not channel == \"a\""},
    {"channel not in ('a', 'b')", "channel != \"a\" and channel != \"b\""},
    {"channel not in ('a')", "channel != \"a\""},
    {"agent is null or custom.plan-type is not null", "agent is null or custom.plan-type is not null"},
    {"tier == 2 or tier >= 3", "tier == \"2\" or tier >= 3"},
    {"agent == 7", "agent == \"7\""},
    {"duration <= 90m", "duration <= 1h30m", FactKind::first_response},
    {"duration < '1d'", "duration < 1d", FactKind::first_response},
    {"was_reopened == true", "was_reopened == 1", FactKind::first_solve},
    {"rating >= -1", "rating >= -1", FactKind::survey_response},
    {R"(category == 'say "hi" \\ \'x\'')", R"(category == "say \"hi\" \\ 'x'")"},
  };
  for (const Printed& c : cases) {
    Filter const filter = parsed(c.written, c.kind);
    EXPECT_EQ(to_text(filter), c.canonical);
    EXPECT_EQ(to_text(parsed(c.canonical, c.kind)), c.canonical) << "printing again";
  }
}

TEST(filter, keeps_the_meaning_of_what_it_prints) {
  for (const char* text : {"channel == 'a' or channel == 'b' and not (priority == 'c' or type == 'd')", "human_replies > 2 and solved == 1",
                           "tag == 'vip' and tier < 3"})
    EXPECT_EQ(parsed(to_text(parsed(text))), parsed(text)) << text;
}

struct Fault {
  const char* text;
  std::size_t offset;
  const char* message;
  const char* hint;
  FactKind kind = FactKind::ticket;
};

TEST(filter, names_the_fault_its_place_and_the_remedy) {
  const Fault cases[] = {
      {"chanel == 'email'", 0, "\"chanel\" is no dimension and no measure of the fact ticket", "did you mean \"channel\"?"},
      {"channel == 'a' and human_reply == 1", 19, "\"human_reply\" is no dimension and no measure of the fact ticket",
       "did you mean \"human_replies\"?"},
      {"rating > 3", 0, "\"rating\" is no dimension and no measure of the fact ticket", "fields of your own are written custom.NAME"},
      {"channel = 'email'", 8, "'=' is not an operator of filters", "write =="},
      {"channel == 'a' && tier == 1", 15, "'&&' is not an operator of filters", "write and"},
      {"!solved == 1", 0, "'!' is not an operator of filters", "write not"},
      {"channel == email", 11, "the text email is not quoted", "write \"email\""},
      {"channel == 'email", 11, "the quoted text is not closed", "write ' at its end"},
      {"channel == null", 11, "null cannot be compared", "write channel is null"},
      {"channel is email", 11, "null is expected after is, not \"email\"", "write is null, is not null, or == for a value"},
      {"channel > 'a'", 8, "values of the dimension channel have no order", "compare it by == != or in"},
      {"solved", 6, "a comparison is expected after solved, not the end of the filter", "write solved == 1"},
      {"(channel == 'a'", 15, "')' is missing before the end of the filter", "close the parenthesis"},
      {"channel == 'a' channel == 'b'", 15, "the filter should end before \"channel\"", "join conditions by and or or"},
      {"channel in 'a'", 11, "a list in parentheses is expected after in", "write in (\"a\", \"b\")"},
      {"channel in ('a' 'b')", 16, "',' or ')' is expected in the list, not \"b\"", ""},
      {"direction == 'incoming'", 13, "direction is never \"incoming\"", "it is one of inbound, outbound, proactive"},
      {"direction == 'inbuond'", 13, "direction is never \"inbuond\"", "did you mean \"inbound\"?"},
      {"duration < 240", 11, "duration is compared with a span, not \"240\"", "write a number and a unit, such as 4h",
       FactKind::first_response},
      {"human_replies == 1.5", 17, "human_replies is compared with a whole number, not \"1.5\"", ""},
      {"tier == 'gold'", 8, "tiers are whole numbers, not \"gold\"", "write tier == 1"},
      {"channel == 'a' # b", 15, "'#' has no meaning in a filter", "filters are made of names, words, numbers and quoted texts"},
  };
  for (const Fault& c : cases) {
    auto const result = parse_filter(c.text, c.kind);
    const auto* fault = std::get_if<FilterFault>(&result);
    ASSERT_NE(fault, nullptr) << c.text;
    EXPECT_EQ(fault->offset, c.offset) << c.text;
    EXPECT_EQ(fault->message, c.message) << c.text;
    EXPECT_EQ(fault->hint, c.hint) << c.text;
  }
}

TEST(filter, is_bounded_in_depth_and_length) {
  EXPECT_TRUE(std::holds_alternative<FilterFault>(parse_filter(std::string(5'000, '('), FactKind::ticket)));
  std::string nots;
  for (int i = 0; i < 3'000; ++i) nots += "not ";
  EXPECT_TRUE(std::holds_alternative<FilterFault>(parse_filter(nots + "tier == 1", FactKind::ticket)));
  EXPECT_TRUE(std::holds_alternative<FilterFault>(parse_filter(std::string(30'000, ' '), FactKind::ticket)));
}

TEST(filter, never_reads_past_any_prefix_of_a_text) {
  std::string const text = "not (channel in ('a', \"b\\\"\") and duration >= 1d12h or custom.x-y is not null) and tag != 'z'";
  for (std::size_t n = 0; n < text.size(); ++n) {
    auto const result = parse_filter(text.substr(0, n), FactKind::first_response);
    const auto* fault = std::get_if<FilterFault>(&result);
    EXPECT_TRUE(!fault || fault->offset <= n) << text.substr(0, n);
  }
}

TEST(closest, finds_typing_slips_and_nothing_far_off) {
  std::vector<std::string> const names{"channel", "priority", "first_response", "tag"};
  EXPECT_EQ(closest("chanel", names), "channel");
  EXPECT_EQ(closest("Channel", names), "channel");
  EXPECT_EQ(closest("first-response", names), "first_response");
  EXPECT_EQ(closest("prioirty", names), "priority");
  EXPECT_EQ(closest("tags", names), "tag");
  EXPECT_EQ(closest("weather", names), "");
  EXPECT_EQ(closest("", names), "");
}

}  // namespace
}  // namespace deskgauge::metric
