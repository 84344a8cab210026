#include "sidecar/convert/comparison.h"

namespace deskgauge::sidecar::convert {
namespace {

v1::ComparisonMethod method(score::ComparisonMethod method) {
  switch (method) {
    case score::ComparisonMethod::none: break;
    case score::ComparisonMethod::newcombe: return v1::COMPARISON_METHOD_NEWCOMBE;
    case score::ComparisonMethod::nps_wald: return v1::COMPARISON_METHOD_NPS_WALD;
    case score::ComparisonMethod::welch_t: return v1::COMPARISON_METHOD_WELCH_T;
    case score::ComparisonMethod::welch_t_log: return v1::COMPARISON_METHOD_WELCH_T_LOG;
    case score::ComparisonMethod::conditional_binomial: return v1::COMPARISON_METHOD_CONDITIONAL_BINOMIAL;
    case score::ComparisonMethod::square_and_add: return v1::COMPARISON_METHOD_SQUARE_AND_ADD;
  }
  return v1::COMPARISON_METHOD_UNSPECIFIED;
}

}  // namespace

void write_comparison(const score::Comparison& comparison, v1::PeriodComparison& wire) {
  wire.set_scale(comparison.scale == score::ComparisonScale::ratio ? v1::EFFECT_SCALE_RATIO : v1::EFFECT_SCALE_DIFFERENCE);
  if (comparison.effect) wire.set_effect(*comparison.effect);
  if (comparison.method != score::ComparisonMethod::none) {
    wire.set_low(comparison.low);
    wire.set_high(comparison.high);
  }
  if (comparison.p) wire.set_p(*comparison.p);
  wire.set_confidence(comparison.confidence);
  wire.set_method(method(comparison.method));
  wire.set_absent_reason(std::string(comparison.absent_reason));
}

}  // namespace deskgauge::sidecar::convert
