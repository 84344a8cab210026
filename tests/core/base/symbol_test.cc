#include "deskgauge/base/symbol.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace deskgauge::base {
namespace {

TEST(symbol, the_same_content_is_the_same_symbol) {
  Interner interner;
  EXPECT_EQ(interner.intern("agent"), interner.intern("agent"));
  EXPECT_NE(interner.intern("agent"), interner.intern("Agent"));
  EXPECT_EQ(interner.intern("42"), interner.intern(std::int64_t{42}));
  EXPECT_EQ(interner.intern("-7"), interner.intern(std::int64_t{-7}));
  Symbol const items[] = {interner.intern("a"), Symbol{}, interner.intern("7")};
  EXPECT_EQ(interner.intern_list(items), interner.intern_list(items));
  EXPECT_NE(interner.intern_list(items), interner.intern_list(std::span(items).first(2)));
}

TEST(symbol, small_decimal_numbers_cost_no_text) {
  Interner interner;
  std::size_t const before = interner.text_count();
  for (const char* text : {"0", "1", "42", "2147483647"}) {
    EXPECT_TRUE(interner.intern(text).is_number()) << text;
    EXPECT_EQ(interner.text(interner.intern(text)), text);
  }
  EXPECT_EQ(interner.text_count(), before);
  for (const char* text : {"042", "-1", "2147483648", "99999999999999999999", "", " 1", "1.0"}) {
    EXPECT_TRUE(interner.intern(text).is_text()) << text;
    EXPECT_EQ(interner.text(interner.intern(text)), text);
  }
}

TEST(symbol, none_is_not_the_empty_text) {
  Interner interner;
  EXPECT_FALSE(Symbol{});
  EXPECT_TRUE(interner.intern(""));
  EXPECT_EQ(interner.text(Symbol{}), "");
  EXPECT_TRUE(interner.list(Symbol{}).empty());
}

TEST(symbol, finds_only_what_was_interned) {
  Interner interner;
  interner.intern("email");
  EXPECT_EQ(interner.find("email"), interner.intern("email"));
  EXPECT_EQ(interner.find("phone"), Symbol{});
  EXPECT_EQ(interner.find("12"), Symbol::number(12));
}

TEST(symbol, integers_are_read_from_numbers_and_texts) {
  Interner interner;
  EXPECT_EQ(interner.integer(interner.intern("12")), 12);
  EXPECT_EQ(interner.integer(interner.intern("-12")), -12);
  EXPECT_EQ(interner.integer(interner.intern("9000000000")), 9'000'000'000);
  EXPECT_EQ(interner.integer(interner.intern("12a")), std::nullopt);
  EXPECT_EQ(interner.integer(interner.intern("99999999999999999999")), std::nullopt);
  EXPECT_EQ(interner.integer(Symbol{}), std::nullopt);
}

TEST(symbol, texts_stay_where_they_are_as_the_interner_grows_and_moves) {
  Interner interner;
  char buffer[16];
  Symbol const early = interner.intern("the first");
  std::string_view const view = interner.view(early, buffer);
  for (int i = 0; i < 50'000; ++i) interner.intern("text " + std::to_string(i));
  Interner const moved = std::move(interner);
  EXPECT_EQ(moved.view(early, buffer).data(), view.data());
  EXPECT_EQ(moved.find("text 49999") == Symbol{}, false);
  EXPECT_EQ(moved.text(moved.find("text 49999")), "text 49999");
}

TEST(symbol, order_is_none_then_numbers_by_value_then_texts_then_lists) {
  Interner interner;
  Symbol const one_item[] = {interner.intern("a")}, two_items[] = {interner.intern("a"), interner.intern("9")};
  std::vector<Symbol> const expected{Symbol{},
                                     interner.intern("0"),
                                     interner.intern("9"),
                                     interner.intern("09"),
                                     interner.intern("10"),
                                     interner.intern("9000000000"),
                                     interner.intern("99999999999999999999"),
                                     interner.intern(""),
                                     interner.intern("-1"),
                                     interner.intern("B"),
                                     interner.intern("a"),
                                     interner.intern("a1"),
                                     interner.intern_list({}),
                                     interner.intern_list(one_item),
                                     interner.intern_list(two_items)};
  for (std::size_t i = 0; i < expected.size(); ++i)
    for (std::size_t j = 0; j < expected.size(); ++j) {
      int const order = i < j ? -1 : i > j ? 1 : 0;
      EXPECT_EQ(interner.compare(expected[i], expected[j]), order) << interner.text(expected[i]) << " ? " << interner.text(expected[j]);
    }
}

TEST(symbol, lists_keep_their_order_and_read_as_text) {
  Interner interner;
  Symbol const items[] = {interner.intern("b"), interner.intern("a"), interner.intern("7")};
  Symbol const list = interner.intern_list(items);
  EXPECT_TRUE(list.is_list());
  EXPECT_TRUE(std::ranges::equal(interner.list(list), items));
  EXPECT_EQ(interner.text(list), "[b, a, 7]");
}

}  // namespace
}  // namespace deskgauge::base
