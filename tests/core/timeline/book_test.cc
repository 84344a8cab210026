// The book: histories by subject and what must be read together.
#include "tests/core/timeline/support.h"

namespace deskgauge::timeline {
namespace {

using testing::ElementsAre;

std::vector<HistoryIndex> group(const Book& book, HistoryIndex index) {
  std::vector<HistoryIndex> out;
  book.group(index, out);
  return out;
}

TEST(book, gives_a_subject_one_history_and_tells_kinds_apart) {
  base::Interner symbols;
  Book book;
  event::Subject const ticket = must(event::parse_subject("ticket/7", symbols)), agent = must(event::parse_subject("agent/7", symbols));
  EXPECT_EQ(book.find(ticket), kNoHistory);
  HistoryIndex const first = book.find_or_add(ticket);
  EXPECT_EQ(book.find_or_add(ticket), first);
  EXPECT_NE(book.find_or_add(agent), first);
  EXPECT_EQ(book.find(ticket), first);
  EXPECT_EQ(book.history(first).subject(), ticket);
  EXPECT_EQ(book.size(), 2u);
}

TEST(book, reads_linked_histories_together_from_every_member) {
  base::Interner symbols;
  Book book;
  for (auto const* name : {"ticket/0", "ticket/1", "ticket/2", "ticket/3", "ticket/4"})
    book.find_or_add(must(event::parse_subject(name, symbols)));
  book.link(3, 1);                                             // a chain 3 - 1 - 4, and 0 and 2 alone
  book.link(1, 4);
  for (HistoryIndex member : {1u, 3u, 4u}) EXPECT_THAT(group(book, member), ElementsAre(1, 3, 4));
  EXPECT_THAT(group(book, 0), ElementsAre(0));
  EXPECT_FALSE(book.linked(2));
}

TEST(book, ends_a_circle_of_links_and_ignores_a_link_to_itself) {
  base::Interner symbols;
  Book book;
  for (auto const* name : {"ticket/0", "ticket/1", "ticket/2"}) book.find_or_add(must(event::parse_subject(name, symbols)));
  book.link(0, 0);
  EXPECT_THAT(group(book, 0), ElementsAre(0));
  book.link(0, 1);
  book.link(1, 2);
  book.link(2, 0);
  book.link(2, 0);
  EXPECT_THAT(group(book, 1), ElementsAre(0, 1, 2));
}

}  // namespace
}  // namespace deskgauge::timeline
