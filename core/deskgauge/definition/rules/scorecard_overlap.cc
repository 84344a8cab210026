#include <algorithm>
#include <set>

#include "deskgauge/definition/rules/card.h"
#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

using metric::Expression;
using metric::Metric;
using metric::MetricType;

/// What a metric of facts counts in its numerator, whatever it divides by and however it is summed up: the fact, whose answers, the measure
/// or the hits. Of the fact's options those that tell whose work or which of the open it is.
std::string counted_by(const Metric& metric) {
  const metric::FactKindSpec& kind = metric::fact_kind(metric.fact);
  std::string text = std::string(kind.name) + "|" + metric.instrument + "|" + metric.question + "|" + std::to_string(metric.clock.statuses);
  for (std::string_view option : {"bots", "since"})
    if (int const index = metric::option_index(metric.fact, option); index >= 0)
      text += "|" + std::to_string(metric.options[static_cast<std::size_t>(index)]);
  if (metric.type == MetricType::ratio) return text + "|" + (metric.within ? std::string("duration") : to_text(metric.numerator));
  std::string const measure(kind.measures[static_cast<std::size_t>(metric.measure)].name);
  return text + "|" + measure + (measure == "count" ? "|" + to_text(metric.filter) : std::string());
}

class Counted {
 public:
  explicit Counted(const Definitions& definitions) : definitions_(definitions) {}

  std::set<std::string> of(const Metric& metric) {
    add(metric);
    return std::move(found_);
  }

 private:
  void add(const Metric& metric) {
    if (!seen_.insert(metric.name).second) return;       // derived metrics may name each other in a circle: told elsewhere
    if (metric.type == MetricType::derived) add(metric.expression);
    else found_.insert(counted_by(metric));
  }
  void add(const Expression& expression) {
    if (expression.op == Expression::Op::divide) return add(expression.operands.front());
    for (const Expression& operand : expression.operands) add(operand);
    const auto* const read = expression.op == Expression::Op::metric ? definitions_.find_metric(expression.metric) : nullptr;
    if (read && read->complete) add(read->spec);
  }

  const Definitions& definitions_;
  std::set<std::string> seen_, found_;
};

bool share(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& text) { return b.count(text) > 0; });
}

void tell(RuleId rule, const CardItem& first, const CardItem& second, std::string message, std::string hint, Report& report) {
  Diagnostic finding = diagnostic(rule, second.at("metric"), std::move(message), std::move(hint));
  finding.related.push_back({first.at("metric"), "the other item"});
  report.add(std::move(finding));
}

void check_pair(const CardItem& first, const CardItem& second, const Definitions& definitions, Report& report) {
  if (first.item.scope != second.item.scope || first.item.where != second.item.where) return;
  if (first.item.metric == second.item.metric)
    return tell(RuleId::scorecard_duplicate_item, first, second,
                second.key("metric") + ": " + second.item.metric + " stands on the card twice",
                "keep one, with the weight of both", report);
  if (first.item.overlap_ok || second.item.overlap_ok || !first.metric || !second.metric) return;
  if (!share(Counted(definitions).of(*first.metric), Counted(definitions).of(*second.metric))) return;
  tell(RuleId::scorecard_twins, first, second,
       second.key("metric") + ": " + second.item.metric + " and " + first.item.metric + " count the same thing, so that it weighs twice",
       "keep one, or write overlap_ok: true where that is meant", report);
}

}  // namespace

void check_scorecard_overlap(const Definitions& definitions, Report& report) {
  for_each_card(definitions, [&](const ReadCard& card) {
    std::vector<CardItem> const items = items_of(card, definitions);
    for (std::size_t j = 1; j < items.size(); ++j)
      for (std::size_t i = 0; i < j; ++i) check_pair(items[i], items[j], definitions, report);
  });
}

}  // namespace deskgauge::definition
