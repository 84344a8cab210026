#pragma once
#include <memory>

#include "deskgauge/contribution/plan.h"
#include "tests/core/fact/support.h"

namespace deskgauge::contribution {

using metric::FactKind;
using metric::Metric;
using time::Instant;
using timeline::at;
using timeline::Fields;

inline Metric simple(FactKind fact, aggregate::Aggregation aggregation, const char* anchor, const char* measure = nullptr,
                     std::vector<std::int64_t> options = {}) {
  Metric m;
  m.name = "m";
  m.fact = fact;
  m.options = std::move(options);
  m.aggregation.aggregation = aggregation;
  m.anchor = metric::instant_index(fact, anchor);
  if (measure) m.measure = metric::measure_index(fact, measure);
  return m;
}

inline Metric ratio(FactKind fact, const char* anchor, const char* numerator, const char* filter = "",
                    std::vector<std::int64_t> options = {}) {
  Metric m = simple(fact, aggregate::Aggregation::ratio, anchor, nullptr, std::move(options));
  m.type = metric::MetricType::ratio;
  if (*numerator) m.numerator = std::get<metric::Filter>(metric::parse_filter(numerator, fact));
  if (*filter) m.filter = std::get<metric::Filter>(metric::parse_filter(filter, fact));
  return m;
}

inline metric::DimensionRef dimension(const char* name, metric::DimensionAt moment = metric::DimensionAt::anchor) {
  metric::DimensionRef ref = *metric::parse_dimension(name);
  ref.at = moment;
  return ref;
}

/// A desk of histories with one metric made ready for it: what its tickets contribute at an instant.
class Contributions : public timeline::Desk {
 public:
  metric::Catalogue catalogue;
  Silence silence;
  std::vector<CustomerInput> inputs;

  std::vector<Contribution> of(const Metric& m, std::string_view when = "2026-12-31T00:00:00Z") {
    auto const environment = std::make_shared<Environment>(std::make_shared<metric::Catalogue>(catalogue), symbols);
    Plan const plan(environment, {m}, base::Naming(symbols), Plan::Purpose::answer);   // of whatever metric, kept in cells or not
    Plan::Workspace room;
    std::vector<Contribution> out;
    std::vector<timeline::HistoryIndex> group;
    silence = {};
    inputs.clear();
    for (timeline::HistoryIndex i = 0; i < book.size(); ++i) {
      book.group(i, group);
      if (group.front() == i) silence.note(plan.contribute(book, group, at(when), room, out, inputs));
    }
    std::sort(out.begin(), out.end(), [&](const Contribution& a, const Contribution& b) {
      if (a.anchor != b.anchor) return a.anchor < b.anchor;
      return symbols.less(a.key[0], b.key[0]);
    });
    return out;
  }
  std::string key(const Contribution& c, std::size_t position = 0) const { return symbols.text(c.key[position]); }
};

inline std::vector<std::int64_t> values(const std::vector<Contribution>& set) {
  std::vector<std::int64_t> out;
  for (const Contribution& c : set) out.push_back(c.value);
  return out;
}

}  // namespace deskgauge::contribution
