// Cells: signed contributions in, states by group and bucket, canonical bytes out.
#include "deskgauge/cell/store.h"

#include <random>

#include "tests/core/contribution/support.h"

namespace deskgauge::cell {
namespace {

using aggregate::Aggregation;
using contribution::dimension;
using contribution::simple;
using metric::FactKind;
using metric::Metric;
using testing::ElementsAre;
using time::Grain;
using timeline::at;

time::Grid berlin() { return {time::zone("Europe/Berlin"), time::Weekday::monday}; }

/// A store of metrics with the interner its keys are of.
class Cells {
 public:
  explicit Cells(std::vector<Metric> metrics) : metrics_(std::move(metrics)), store(berlin(), metrics_) {}
  void apply(std::string_view when, std::vector<std::string> key, std::int64_t value, std::int64_t sign = 1, std::uint16_t metric = 0,
             bool pending = false) {
    Contribution c;
    c.metric = metric;
    c.anchor = at(when);
    c.value = value;
    c.pending = pending;
    for (std::size_t i = 0; i < key.size(); ++i)
      if (!key[i].empty()) c.key[i] = symbols.intern(key[i]);
    store.apply(c, sign, symbols);
  }
  /// The bytes of one metric; symbols are numbered by their own content, so equal contents give equal bytes.
  std::string bytes(std::uint16_t metric = 0) const {
    base::Writer out;
    store.save(metric, out, symbols, [&](Symbol s) { return s.is_number() || !s ? s.bits() : numbers.at(symbols.text(s)); });
    return out.take();
  }
  std::string empty_bytes() const { return Cells(metrics_).bytes(); }
  const Table& table(std::size_t i = 0, std::uint16_t metric = 0) const { return store.tables(metric)[i]; }

 private:
  std::vector<Metric> metrics_;

 public:
  base::Interner symbols;
  Store store;
  std::map<std::string, std::uint32_t> numbers{{"A", 1}, {"B", 2}, {"C", 3}, {"eu", 4}, {"vip", 5}};
};

Metric by_agent(Aggregation aggregation) {
  Metric m = simple(FactKind::first_response, aggregation, "responded", "duration", {0, 0});
  m.dimensions = {dimension("agent")};
  return m;
}

TEST(store, puts_a_sample_into_its_group_and_local_day_and_month) {
  Cells cells({by_agent(Aggregation::sum)});
  cells.apply("2026-05-31T21:59:59Z", {"A"}, 10);              // 23:59:59 in Berlin
  cells.apply("2026-05-31T22:00:00Z", {"A"}, 20);              // X25: already June there
  const Table &days = cells.table(0), &months = cells.table(1);
  ASSERT_EQ(days.spec().grain, Grain::day);
  const Table::Series& series = days.series().at(0);
  ASSERT_EQ(series.cells.size(), 2u);
  EXPECT_EQ(series.cells[0].bucket, time::on("2026-05-31").day);
  EXPECT_EQ(series.cells[0].state.moments().sum, 10);
  EXPECT_EQ(series.cells[1].bucket, time::on("2026-06-01").day);
  EXPECT_EQ(months.series().at(0).cells.size(), 2u);
}

TEST(store, keeps_a_groups_buckets_sorted_however_they_come) {
  Cells cells({by_agent(Aggregation::count)});
  for (auto const* day : {"05-07 10:00", "05-04 10:00", "05-09 10:00", "05-05 10:00", "05-04 11:00"}) cells.apply(day, {"A"}, 1);
  std::vector<Bucket> buckets;
  for (const Table::Cell& cell : cells.table().series().at(0).cells) buckets.push_back(cell.bucket - time::on("2026-05-04").day);
  EXPECT_THAT(buckets, ElementsAre(0, 1, 3, 5));
  EXPECT_EQ(cells.table().series()[0].cells[0].state.n(), 2);
}

TEST(store, ranges_are_half_open_and_sparse) {
  Cells cells({by_agent(Aggregation::count)});
  for (auto const* day : {"05-04 10:00", "05-06 10:00", "05-09 10:00"}) cells.apply(day, {"A"}, 1);
  const Table::Series& series = cells.table().series().at(0);
  Bucket const monday = time::on("2026-05-04").day;
  EXPECT_EQ(series.range(monday, monday + 2).size(), 1u);
  EXPECT_EQ(series.range(monday, monday + 3).size(), 2u);
  EXPECT_EQ(series.range(monday + 3, monday + 5).size(), 0u);
  EXPECT_EQ(series.range(std::numeric_limits<Bucket>::min(), std::numeric_limits<Bucket>::max()).size(), 3u);
}

TEST(store, is_byte_for_byte_empty_after_everything_was_taken_back) {
  for (Aggregation aggregation :
       {Aggregation::count, Aggregation::mean, Aggregation::quantile, Aggregation::quantile_sketch, Aggregation::distinct}) {
    Cells cells({by_agent(aggregation)});
    std::mt19937 random(1);
    std::vector<std::tuple<std::string, std::string, std::int64_t>> given;
    for (int i = 0; i < 200; ++i) {
      std::int64_t const sample = i * 37 % 101, id = Symbol::number(static_cast<std::uint32_t>(sample)).bits();
      std::string const day = std::string(i % 2 ? "0" : "1") + std::to_string(i % 9 + 1);
      given.emplace_back("05-" + day + " 10:00", std::string(1, "ABC"[i % 3]), aggregation == Aggregation::distinct ? id : sample);
    }
    for (auto const& [when, agent, value] : given) cells.apply(when, {agent}, value, +1);
    EXPECT_NE(cells.bytes(), cells.empty_bytes());
    std::shuffle(given.begin(), given.end(), random);
    for (auto const& [when, agent, value] : given) cells.apply(when, {agent}, value, -1);
    EXPECT_EQ(cells.bytes(), cells.empty_bytes()) << aggregate::to_text(aggregation);
  }
}

TEST(store, gives_equal_bytes_for_equal_contributions_in_any_order) {
  std::vector<std::pair<const char*, const char*>> given{
      {"05-04 10:00", "B"}, {"05-05 10:00", "A"}, {"05-04 11:00", "C"}, {"05-04 10:00", "A"}};
  std::string expected;
  std::sort(given.begin(), given.end());
  do {
    Cells cells({by_agent(Aggregation::quantile)});
    for (auto const& one : given) cells.apply(one.first, {one.second}, one.second[0]);
    if (expected.empty()) expected = cells.bytes();
    EXPECT_EQ(cells.bytes(), expected);
  } while (std::next_permutation(given.begin(), given.end()));
}

TEST(store, keeps_each_rollup_as_the_sum_of_what_it_leaves_out) {
  Metric m = by_agent(Aggregation::count);
  m.dimensions.push_back(dimension("channel"));
  m.rollups = {{"agent", "channel"}, {"channel"}, {}};
  m.grains = {Grain::day};
  Cells cells({m});
  for (auto const& [agent, channel, times] :
       std::initializer_list<std::tuple<const char*, const char*, int>>{{"A", "vip", 2}, {"B", "vip", 1}, {"A", "eu", 4}})
    for (int i = 0; i < times; ++i) cells.apply("05-04 10:00", {agent, channel}, 1);
  EXPECT_EQ(cells.table(0).series().size(), 3u);
  EXPECT_EQ(cells.table(1).series().size(), 2u);
  ASSERT_EQ(cells.table(2).series().size(), 1u);
  EXPECT_EQ(cells.table(2).series()[0].cells[0].state.n(), 7);
  Key vip{};
  vip[0] = cells.symbols.intern(std::string_view("vip"));
  ASSERT_NE(cells.table(1).find(vip), nullptr);
  EXPECT_EQ(cells.table(1).find(vip)->cells[0].state.n(), 3);
}

TEST(store, keeps_pending_members_beside_the_metric) {
  Metric m = by_agent(Aggregation::count);
  m.maturity = time::days(7);
  m.grains = {Grain::day};
  Cells cells({m});
  cells.apply("05-04 10:00", {"A"}, 1, +1, 0, true);
  EXPECT_TRUE(cells.table(0).series().empty());
  ASSERT_TRUE(cells.table(1).spec().pending);
  EXPECT_EQ(cells.table(1).series().at(0).cells[0].state.level(), 1);
  cells.apply("05-04 10:00", {"A"}, 1, -1, 0, true);
  EXPECT_EQ(cells.bytes(), cells.empty_bytes());
}

TEST(store, carries_a_level_forward_as_net_changes) {
  Metric m = simple(FactKind::open, Aggregation::level, "entered");
  m.grains = {Grain::day};
  Cells cells({m});
  for (int i = 0; i < 5; ++i) cells.apply("05-04 10:00", {}, +1);
  cells.apply("05-04 12:00", {}, -1);
  cells.apply("05-06 12:00", {}, -1);
  cells.apply("05-06 13:00", {}, -1);
  const Table::Series& series = cells.table().series().at(0);
  std::vector<std::int64_t> levels;
  Bucket const monday = time::on("2026-05-04").day;
  for (int day = 0; day < 4; ++day) {                          // the level at a day's end is the sum of all changes until then
    std::int64_t sum = 0;
    for (const Table::Cell& cell : series.range(std::numeric_limits<Bucket>::min(), monday + day + 1)) sum += cell.state.level();
    levels.push_back(sum);
  }
  EXPECT_THAT(levels, ElementsAre(4, 4, 2, 2));
}

TEST(store, counts_a_ticket_in_every_one_of_its_tags) {
  Metric m = simple(FactKind::ticket, Aggregation::count, "created");
  m.dimensions = {dimension("tag")};
  m.grains = {Grain::day};
  Cells cells({m});
  Contribution c;
  c.anchor = at("10:00");
  c.value = 1;
  Symbol const vip = cells.symbols.intern(std::string_view("vip")), eu = cells.symbols.intern(std::string_view("eu"));
  c.key[0] = cells.symbols.intern_list(std::vector<Symbol>{vip, eu});
  cells.store.apply(c, +1, cells.symbols);
  c.key[0] = {};
  cells.store.apply(c, +1, cells.symbols);                     // one without tags
  ASSERT_EQ(cells.table().series().size(), 3u);
  for (Symbol tag : {vip, eu, Symbol{}}) {
    Key key{};
    key[0] = tag;
    ASSERT_NE(cells.table().find(key), nullptr);
    EXPECT_EQ(cells.table().find(key)->cells[0].state.n(), 1);
  }
}

TEST(store, comes_back_from_its_bytes_into_another_interner) {
  Cells cells({by_agent(Aggregation::quantile)}), back({by_agent(Aggregation::quantile)});
  for (auto const* word : {"C", "B", "A"}) back.symbols.intern(std::string_view(word));     // numbered otherwise
  cells.apply("05-04 10:00", {"A"}, 5);
  cells.apply("05-05 10:00", {"B"}, 6);
  cells.apply("05-05 10:00", {""}, 7);
  cells.apply("05-05 10:00", {"42"}, 8);
  std::string const bytes = cells.bytes();
  base::Reader in(bytes);
  back.store.load(0, in, [&](std::uint32_t n) {
    for (auto const& entry : back.numbers)
      if (entry.second == n) return back.symbols.intern(entry.first);
    return Symbol::from_bits(n);
  });
  EXPECT_TRUE(in.ok());
  EXPECT_TRUE(in.at_end());
  EXPECT_EQ(back.bytes(), bytes);
}

TEST(store, refuses_bytes_that_are_cut_or_of_another_metric) {
  Cells cells({by_agent(Aggregation::quantile)});
  cells.apply("05-04 10:00", {"7"}, 5);
  cells.apply("05-05 10:00", {"8"}, 6);
  std::string const bytes = cells.bytes();
  auto const loads = [](Aggregation aggregation, std::string_view text) {
    Cells into({by_agent(aggregation)});
    base::Reader in(text);
    into.store.load(0, in, [](std::uint32_t n) { return Symbol::from_bits(n); });
    return in.ok();
  };
  EXPECT_TRUE(loads(Aggregation::quantile, bytes));
  for (std::size_t cut = 0; cut < bytes.size(); ++cut) EXPECT_FALSE(loads(Aggregation::quantile, bytes.substr(0, cut))) << cut;
  EXPECT_FALSE(loads(Aggregation::mean, bytes));
}

TEST(store, adds_another_store_symbol_by_symbol) {
  for (Aggregation aggregation : {Aggregation::count, Aggregation::quantile, Aggregation::distinct}) {
    Cells a({by_agent(aggregation)}), b({by_agent(aggregation)}), both({by_agent(aggregation)});
    for (auto const* word : {"C", "B", "A"}) b.symbols.intern(std::string_view(word));
    auto const put = [&](Cells& cells, const char* when, const char* agent, const char* customer) {
      std::int64_t const value = aggregation == Aggregation::distinct ? cells.symbols.intern(std::string_view(customer)).bits() : 3;
      cells.apply(when, {agent}, value);
    };
    for (Cells* cells : {&a, &both}) put(*cells, "05-04 10:00", "A", "vip"), put(*cells, "05-05 10:00", "B", "eu");
    for (Cells* cells : {&b, &both}) put(*cells, "05-04 10:00", "A", "eu"), put(*cells, "05-06 10:00", "C", "vip");
    a.store.merge(b.store, [&](Symbol s) { return s ? a.symbols.intern(b.symbols.text(s)) : s; });
    EXPECT_EQ(a.bytes(), both.bytes()) << aggregate::to_text(aggregation);
  }
}

TEST(store, counts_its_cells_and_keeps_metrics_apart) {
  Metric other = by_agent(Aggregation::mean);
  other.name = "other";
  Cells cells({by_agent(Aggregation::count), other});
  EXPECT_EQ(cells.store.metric_count(), 2u);
  cells.apply("05-04 10:00", {"A"}, 1, +1, 1);
  EXPECT_TRUE(cells.table(0, 0).series().empty());
  EXPECT_EQ(cells.store.cell_count(), 2);                      // a day and a month
  EXPECT_GT(cells.store.bytes(), sizeof(Store));
}

}  // namespace
}  // namespace deskgauge::cell
