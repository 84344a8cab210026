#include "deskgauge/value/value.h"

namespace deskgauge::value {

std::string_view to_text(Reason reason) {
  switch (reason) {
    case Reason::none: return "none";
    case Reason::no_data: return "no_data";
    case Reason::zero_denominator: return "zero_denominator";
    case Reason::immature: return "immature";
    case Reason::not_applicable: return "not_applicable";
    case Reason::too_many_participants: return "too_many_participants";
    case Reason::not_reached: return "not_reached";
    case Reason::beyond_observation: return "beyond_observation";
  }
  return "none";
}

std::string_view to_text(IntervalMethod method) {
  switch (method) {
    case IntervalMethod::none: return "none";
    case IntervalMethod::wilson: return "wilson";
    case IntervalMethod::student_t: return "student_t";
    case IntervalMethod::order_statistic: return "order_statistic";
    case IntervalMethod::adjusted_wald_nps: return "adjusted_wald_nps";
    case IntervalMethod::poisson: return "poisson";
    case IntervalMethod::greenwood: return "greenwood";
  }
  return "none";
}

}  // namespace deskgauge::value
