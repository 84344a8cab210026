#include "deskgauge/engine/tally.h"

#include <algorithm>

#include "deskgauge/engine/replay.h"

namespace deskgauge::engine {

using aggregate::State;
using metric::Filter;

Tally::Tally(const metric::Metric& metric, std::size_t windows)
    : spec_(contribution::state_spec(metric, false)), level_(metric.is_level()), windows_(windows) {}

std::size_t Tally::KeyHash::operator()(const Key& key) const {
  std::uint64_t h = 0;
  for (Symbol s : key) h = (h ^ s.bits()) * 0x9E3779B97F4A7C15ull, h ^= h >> 29;
  return static_cast<std::size_t>(h);
}

Tally::Entry& Tally::entry(const Key& group) {
  auto const [it, added] = index_.try_emplace(group, entries_.size());
  if (added) entries_.push_back({group, std::vector<State>(windows_, State(spec_)), std::vector<std::int64_t>(windows_)});
  return entries_[it->second];
}

void Tally::add(const Contribution& c, const Key& group, const std::vector<Window>& windows) {
  Entry* into = nullptr;
  for (std::size_t w = 0; w < windows.size(); ++w) {
    if (level_ ? c.anchor >= windows[w].to : !windows[w].contains(c.anchor)) continue;
    if (!into) into = &entry(group);
    if (c.pending) into->pending[w] += c.weight;
    else into->states[w].update(contribution::sample(c, 1));
  }
}

void Tally::merge(const Key& group, std::size_t window, const State& state, bool pending) {
  Entry& into = entry(group);
  if (pending) into.pending[window] += state.level();
  else into.states[window].merge(state);
}

namespace {

/// A filter's dimensions at the moment the metric's own key takes them ("priority" means {priority: created} where the metric says so).
void adopt(Filter& filter, const metric::Metric& metric, bool& on_key) {
  if (filter.dimension) {
    auto const own = std::find_if(metric.dimensions.begin(), metric.dimensions.end(),
                                  [&](const metric::DimensionRef& d) { return d.name() == filter.dimension->name(); });
    if (own != metric.dimensions.end()) filter.dimension = *own;
    else on_key = false;
    if (filter.dimension->multi_valued()) on_key = false;      // one cell a tag: a filter on tags would count some twice
  }
  if (filter.measure >= 0) on_key = false;
  for (Filter& child : filter.children) adopt(child, metric, on_key);
}

Filter both(const Filter& a, const Filter& b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  Filter both;
  both.op = Filter::Op::all;
  both.children = {a, b};
  return both;
}

std::string known_dimensions() {
  std::string known;
  for (std::string_view name : metric::dimension_names()) known += (known.empty() ? "" : ", ") + std::string(name);
  return known + ", custom.*";
}

base::Result<void> bind_by(Asked& asked, const std::vector<std::string>& by) {
  for (const std::string& name : by) {
    auto const parsed = metric::parse_dimension(name);
    if (!parsed)
      return base::unexpected(base::Code::invalid_argument, "unknown_dimension", "there is no such dimension", "by", name,
                              "Known: " + known_dimensions() + ".");
    auto const& own = asked.metric->dimensions;
    auto const at = std::find_if(own.begin(), own.end(), [&](const metric::DimensionRef& d) { return d.name() == name; });
    if (at != own.end()) asked.positions.push_back(static_cast<std::uint8_t>(at - own.begin()));
    else asked.on_key = false;
    if (parsed->dimension == metric::Dimension::agent && asked.metric->attribution == metric::Attribution::none)
      return base::unexpected(base::Code::invalid_argument, "no_attribution", "metric " + asked.metric->name + " credits no agent", "by",
                              name, "Group it by another dimension.");
    asked.by.push_back(at != own.end() ? *at : *parsed);
    asked.overlap |= parsed->multi_valued();
  }
  if (by.size() > contribution::kMaxDimensions)
    return base::unexpected(base::Code::exhausted, "max_dimensions", "more dimensions than max_dimensions (8)", "by",
                            std::to_string(by.size()), "Group by fewer.");
  return {};
}

/// The dimensions of a filter that is applied to finished contributions must be in their key.
base::Result<void> add_filter_dimensions(const Filter& filter, metric::Metric& bound) {
  if (filter.measure >= 0 || (filter.dimension && filter.dimension->multi_valued()))
    return base::unexpected(base::Code::invalid_argument, "filter_after_cap",
                            "a capped metric is filtered after the cap, by single-valued dimensions only", "where", filter.name,
                            "Filter by a dimension such as channel or team.");
  if (filter.dimension && std::find(bound.dimensions.begin(), bound.dimensions.end(), *filter.dimension) == bound.dimensions.end()) {
    if (bound.dimensions.size() == contribution::kMaxDimensions)
      return base::unexpected(base::Code::exhausted, "max_dimensions", "more dimensions than max_dimensions (8)", "where", filter.name,
                              "Group by fewer.");
    bound.dimensions.push_back(*filter.dimension);
  }
  for (const Filter& child : filter.children) DESKGAUGE_TRY(add_filter_dimensions(child, bound));
  return {};
}

}  // namespace

base::Result<Asked> bind(const metric::Metric& metric, const std::vector<std::string>& by, const std::string& where) {
  Asked asked;
  asked.metric = &metric;
  asked.on_key = true;
  DESKGAUGE_TRY(bind_by(asked, by));
  if (!where.empty()) {
    auto parsed = metric::parse_filter(where, metric.fact);
    if (auto const* const fault = std::get_if<metric::FilterFault>(&parsed))
      return base::unexpected(base::Code::invalid_argument, "invalid_filter",
                              fault->message + " at character " + std::to_string(fault->offset + 1), "where", where, fault->hint);
    asked.where = std::get<Filter>(std::move(parsed));
    adopt(asked.where, metric, asked.on_key);
  }
  asked.bound = metric;
  asked.bound.dimensions = asked.by;
  constexpr std::size_t kCap = metric::survey_response::cap;
  bool const capped = metric.fact == metric::FactKind::survey_response && metric.options.size() > kCap && metric.options[kCap] >= 0;
  asked.filters_after = capped && !asked.where.empty();
  if (asked.filters_after) DESKGAUGE_TRY(add_filter_dimensions(asked.where, asked.bound));
  else asked.bound.filter = both(metric.filter, asked.where);
  return asked;
}

namespace {

/// A group of cells as a filter reads it.
struct CellValues {
  const std::vector<metric::DimensionRef>& dimensions;
  const contribution::TableSpec& table;
  const Key& group;
  const base::Naming& name;
  Symbol value(const fact::DimensionKey& key) const {
    for (std::size_t i = 0; i < table.positions.size(); ++i) {
      const metric::DimensionRef& d = dimensions[table.positions[i]];
      if (d.dimension == key.dimension && d.at == key.at && (d.custom.empty() || name(d.custom) == key.custom)) return group[i];
    }
    return {};
  }
  std::int64_t measure(int) const { return 0; }
};

void positions_of(const Filter& filter, const metric::Metric& metric, std::vector<std::uint8_t>& out) {
  if (filter.dimension)
    for (std::size_t i = 0; i < metric.dimensions.size(); ++i)
      if (metric.dimensions[i] == *filter.dimension) out.push_back(static_cast<std::uint8_t>(i));
  for (const Filter& child : filter.children) positions_of(child, metric, out);
}

bool holds_all(const std::vector<std::uint8_t>& table, const std::vector<std::uint8_t>& needed) {
  return std::all_of(needed.begin(), needed.end(), [&](std::uint8_t p) { return std::find(table.begin(), table.end(), p) != table.end(); });
}

/// A table that keeps a list (tags) apart may not be summed over it.
bool sums_over_list(const metric::Metric& metric, const std::vector<std::uint8_t>& table, const std::vector<std::uint8_t>& by) {
  return std::any_of(table.begin(), table.end(), [&](std::uint8_t p) {
    return metric.dimensions[p].multi_valued() && std::find(by.begin(), by.end(), p) == by.end();
  });
}

/// The kept rollup with the fewest dimensions that can answer; null if none can.
const std::vector<std::uint8_t>* choose_rollup(std::span<const cell::Table> tables, const Asked& asked,
                                               const std::vector<std::uint8_t>& needed) {
  const std::vector<std::uint8_t>* best = nullptr;
  for (const cell::Table& table : tables) {
    auto const& positions = table.spec().positions;
    if (!holds_all(positions, needed) || sums_over_list(*asked.metric, positions, asked.positions)) continue;
    if (!best || positions.size() < best->size()) best = &positions;
  }
  return best;
}

/// A group of the empty text is called "" as that of absent values is: they are one.
void join_empty(Key& group, Symbol empty) {
  if (empty) std::replace(group.begin(), group.end(), empty, Symbol{});
}

void sweep(const cell::Table& table, const Asked& asked, const fact::Population& where, const base::Interner& interner,
           const std::vector<std::pair<std::size_t, window::BucketRun>>& runs, Tally& out) {
  base::Naming const name(interner);
  Symbol const empty = interner.find("");
  std::vector<std::size_t> places;
  for (std::uint8_t p : asked.positions) {
    auto const& positions = table.spec().positions;
    places.push_back(static_cast<std::size_t>(std::find(positions.begin(), positions.end(), p) - positions.begin()));
  }
  for (const cell::Table::Series& series : table.series()) {
    if (!where.empty() && !where.contains(CellValues{asked.metric->dimensions, table.spec(), series.group, name}, interner)) continue;
    Key group{};
    for (std::size_t i = 0; i < places.size(); ++i) group[i] = series.group[places[i]];
    join_empty(group, empty);
    for (auto const& [window, run] : runs)
      for (const cell::Table::Cell& cell : series.range(run.from, run.to))
        if (!cell.state.empty()) out.merge(group, window, cell.state, table.spec().pending);
  }
}

/// Whether the passing of time alone changes a metric: cohorts mature, unanswered tickets become misses, targets fall due.
bool follows_silence(const metric::Metric& metric) {
  return metric.maturity || metric.within || metric.fact == metric::FactKind::sla || metric.fact == metric::FactKind::sla_reported;
}

}  // namespace

bool tally_cells(const Engine::Impl& e, const Asked& asked, const std::vector<Window>& windows, Instant at, Tally& out) {
  const metric::Metric& metric = *asked.metric;
  if (!asked.on_key || metric.reads_at() || metric.as_of_window_end) return false;
  if (at < e.latest_touch || e.wakes.next() <= at) return false;
  if (e.cells_only && at > e.now && follows_silence(metric)) return false;   // what silence did since then only histories can tell
  auto const tables = std::as_const(*e.store).tables(static_cast<std::uint16_t>(e.position(metric.name)));
  std::vector<std::uint8_t> needed = asked.positions;
  positions_of(asked.where, metric, needed);
  auto const* const rollup = choose_rollup(tables, asked, needed);
  if (!rollup) return false;
  std::vector<std::pair<std::size_t, window::BucketRun>> runs;
  for (std::size_t w = 0; w < windows.size(); ++w) {
    Window window = windows[w];
    if (metric.is_level()) window.from = time::kBeginning;
    auto const covered = window::cover(window, metric.grains, e.store->grid());
    if (!covered) return false;
    for (const window::BucketRun& run : *covered) runs.emplace_back(w, run);
  }
  fact::Population const where(asked.where, base::Naming(std::as_const(*e.interner)));
  for (const cell::Table& table : tables) {
    if (table.spec().positions != *rollup) continue;
    auto mine = runs;
    std::erase_if(mine, [&](auto const& run) { return run.second.grain != table.spec().grain; });
    if (!mine.empty()) sweep(table, asked, where, *e.interner, mine, out);
  }
  return true;
}

void tally_replay(const Engine::Impl& e, const std::vector<const Asked*>& asked, const std::vector<Window>& windows, Instant at,
                  std::vector<Tally*> out) {
  std::vector<metric::Metric> metrics;
  std::vector<int> list;
  for (const Asked* one : asked) {
    metrics.push_back(one->bound);
    int position = -1;
    for (std::size_t i = 0; i < one->by.size(); ++i)
      if (one->by[i].multi_valued()) position = static_cast<int>(i);
    list.push_back(position);
  }
  base::Naming const name(std::as_const(*e.interner));
  Plan const plan(e.environment, metrics, name, Plan::Purpose::answer);
  std::vector<fact::Population> after;
  std::vector<contribution::TableSpec> whole_key;
  for (const Asked* one : asked) {
    after.emplace_back(one->filters_after ? one->where : Filter{}, name);
    whole_key.emplace_back();
    for (std::size_t i = 0; i < one->bound.dimensions.size(); ++i) whole_key.back().positions.push_back(static_cast<std::uint8_t>(i));
  }
  Symbol const empty = e.interner->find("");
  replay(e, plan, at, [&](const Contribution& c) {
    const Asked& one = *asked[c.metric];
    if (one.filters_after && !after[c.metric].contains(CellValues{one.bound.dimensions, whole_key[c.metric], c.key, name}, *e.interner))
      return;
    Key key = c.key;
    for (std::size_t i = one.by.size(); i < key.size(); ++i) key[i] = {};
    auto const add = [&](Key group) {
      join_empty(group, empty);
      out[c.metric]->add(c, group, windows);
    };
    int const position = list[c.metric];
    if (position < 0 || !key[static_cast<std::size_t>(position)].is_list()) return add(key);
    for (Symbol item : e.interner->list(key[static_cast<std::size_t>(position)])) {
      Key group = key;
      group[static_cast<std::size_t>(position)] = item;
      add(group);
    }
  });
}

}  // namespace deskgauge::engine
