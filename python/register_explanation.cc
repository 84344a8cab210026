#include "fields.h"
#include "register.h"
#include "value_class.h"

namespace deskgauge::python {

void register_explanation(py::module_& m) {
  value_class<engine::ClockSegment>(m, "ClockSegment", "A piece of time of a fact: whether it counted, and why not.");
  value_class<engine::ExplainedFact>(m, "ExplainedFact", "One sample of a number: the fact of a ticket, and how it was measured.");
  value_class<engine::ExcludedEvent>(m, "ExcludedEvent", "An event that is not in the number, and the reason.");
  value_class<engine::Explanation>(m, "Explanation", "Why a number is what it is: its facts, their clocks, and what was left out.");
}

}  // namespace deskgauge::python
