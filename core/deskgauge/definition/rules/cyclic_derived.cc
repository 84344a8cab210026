#include <algorithm>

#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

/// Walks from metric to operand; a metric met again on its own path closes a cycle, told once, at the metric it was entered by.
class Walk {
 public:
  Walk(const Definitions& definitions, Report& report) : definitions_(definitions), report_(report) {}

  void visit(const Read<metric::Metric>& read) {
    if (std::find(done_.begin(), done_.end(), &read) != done_.end()) return;
    auto const on_path = std::find(path_.begin(), path_.end(), &read);
    if (on_path != path_.end()) return tell(on_path);
    path_.push_back(&read);
    for (const std::string& name : operands(read.spec.expression))
      if (const auto* const operand = definitions_.find_metric(name)) visit(*operand);
    path_.pop_back();
    done_.push_back(&read);
  }

 private:
  using Reads = std::vector<const Read<metric::Metric>*>;

  void tell(Reads::iterator first) {
    std::string chain;
    for (auto it = first; it != path_.end(); ++it) chain += quote((*it)->spec.name) + " needs ";
    const std::string& next = (*(first + 1 == path_.end() ? first : first + 1))->spec.name;
    report_.add(RuleId::cyclic_derived, operand_at(**first, next, report_), "spec.expression: " + chain + quote((*first)->spec.name),
                "let one of them compute without the others");
  }

  const Definitions& definitions_;
  Report& report_;
  Reads path_, done_;
};

}  // namespace

void check_cyclic_derived(const Definitions& definitions, Report& report) {
  Walk walk(definitions, report);
  for (const auto& read : definitions.metrics) walk.visit(read);
}

}  // namespace deskgauge::definition
