// A question in, rows out: windows, comparison, series, order, top.
#include <algorithm>

#include "deskgauge/engine/question.h"

namespace deskgauge::engine {

namespace {

constexpr std::size_t kMaxSeriesBuckets = 10'000;

/// The windows of a question: the asked ones, then, where it compares, as many to compare with.
struct Windows {
  std::vector<Window> all;
  std::size_t asked = 0;
  bool compares() const { return all.size() > asked; }
};

base::Result<Windows> windows_of(const Query& query, Instant at, const time::Grid& grid) {
  DESKGAUGE_ASSIGN(whole, window::resolve(query.window, at, grid));
  Windows windows;
  if (query.series) {
    DESKGAUGE_ASSIGN(buckets, window::series(whole, *query.series, at, grid, kMaxSeriesBuckets));
    windows.all = std::move(buckets);
  } else {
    windows.all.push_back(whole);
  }
  windows.asked = windows.all.size();
  if (query.compare != metric::Comparison::none)
    for (std::size_t i = 0; i < windows.asked; ++i) {
      DESKGAUGE_ASSIGN(earlier, window::compared(windows.all[i], query.compare, at, grid));
      windows.all.push_back(earlier);
    }
  return windows;
}

/// Groups in order of identity ("9" before "10"); with `top`, the largest by n first, then that order.
std::vector<std::vector<std::string>> order_groups(const Solved& solved, const Windows& windows, int top, const base::Interner& interner) {
  struct Named {
    std::vector<base::Symbol> name;                            // looked up once, not at every comparison
    const std::vector<std::string>* group;
  };
  std::vector<Named> named;
  for (auto const& [group, values] : solved.values) {
    named.push_back({{}, &group});
    for (const std::string& text : group) named.back().name.push_back(interner.find(text));
  }
  std::sort(named.begin(), named.end(), [&](const Named& a, const Named& b) {
    for (std::size_t i = 0; i < a.name.size(); ++i)
      if (int const c = interner.compare(a.name[i], b.name[i])) return c < 0;
    return false;
  });
  std::vector<std::vector<std::string>> groups;
  for (const Named& one : named) groups.push_back(*one.group);
  if (top <= 0) return groups;
  auto const n = [&](auto const& group) {
    std::int64_t total = 0;
    for (std::size_t w = 0; w < windows.asked; ++w) total += solved.values.at(group)[w].n;
    return total;
  };
  std::stable_sort(groups.begin(), groups.end(), [&](auto const& a, auto const& b) { return n(a) > n(b); });
  if (groups.size() > static_cast<std::size_t>(top)) groups.resize(static_cast<std::size_t>(top));
  return groups;
}

void add_rows(const Solved& solved, const Windows& windows, const Query& query, const base::Interner& interner, std::vector<Row>& rows) {
  auto const groups = order_groups(solved, windows, query.top, interner);
  rows.reserve(rows.size() + groups.size() * windows.asked);
  for (auto const& group : groups) {
    auto const& values = solved.values.at(group);
    for (std::size_t w = 0; w < windows.asked; ++w) {
      Row row;
      row.metric = solved.metric->name;
      for (std::size_t i = 0; i < solved.by.size(); ++i) row.group.emplace_back(solved.by[i].name(), group[i]);
      row.window = windows.all[w].shown();
      row.bucket = windows.all[w].label;
      row.value = values[w];
      if (windows.compares()) {
        row.compared = values[windows.asked + w];
        row.compared_window = windows.all[windows.asked + w].shown();
        if (auto const found = solved.comparisons.find(group); found != solved.comparisons.end()) row.comparison = found->second[w];
      }
      row.path = solved.path;
      row.groups_overlap = solved.overlap;
      rows.push_back(std::move(row));
    }
  }
}

}  // namespace

base::Result<Answer> Engine::query(const Query& query) const {
  const Impl& e = *impl_;
  Answer answer;
  answer.at = query.at.value_or(e.now);
  if (answer.at == time::kBeginning) answer.at = Instant{0};
  answer.definitions_fingerprint = e.fingerprint;
  answer.revision = e.revision;
  DESKGAUGE_ASSIGN(windows, windows_of(query, answer.at, e.store->grid()));
  std::vector<std::string> names = query.metrics;
  if (names.empty())
    for (const metric::Metric& metric : e.catalogue->metrics) names.push_back(metric.name);
  Question question(e, answer.at, query.by, query.where);
  if (windows.compares()) question.set_asked(windows.asked);
  DESKGAUGE_ASSIGN(solved, question.solve(names, windows.all));
  for (const Solved& one : solved) add_rows(one, windows, query, *e.interner, answer.rows);
  if (answer.rows.size() > query.max_groups)
    return base::unexpected(base::Code::exhausted, "max_groups", "the answer has more rows than max_groups", "by",
                            std::to_string(answer.rows.size()), "Group by fewer dimensions, filter, or ask for the top groups.");
  if (query.with_left_out && !e.cells_only) answer.left_out = left_out(answer.at);
  return answer;
}

}  // namespace deskgauge::engine
