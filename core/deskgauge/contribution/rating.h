#pragma once
#include <optional>
#include <vector>

#include "deskgauge/fact/view.h"
#include "deskgauge/metric/catalogue.h"

namespace deskgauge::contribution {

/// Which answers a survey metric counts, and what they are worth: its instrument's scale and positive set, ready for one engine.
class RatingRule {
 public:
  RatingRule() = default;
  RatingRule(const metric::Metric& metric, const metric::Catalogue& catalogue, const base::Naming& name);

  /// Whether the invitation belongs to the metric's instrument and version.
  bool asks(const timeline::Survey& survey) const;
  /// The rating in the answer's rows; nullopt for no answer, an invalid code or another question.
  std::optional<std::int64_t> rating(base::Symbol answers, const base::Interner& interner) const;
  /// Whether the answer says yes ("yes", "true", 1), whatever the scale; nullopt without an answer.
  std::optional<bool> is_yes(base::Symbol answers, const base::Interner& interner) const;

 private:
  base::Symbol answer(base::Symbol answers, const base::Interner& interner) const;

  bool bound_ = false;
  event::Instrument instrument_ = event::Instrument::csat;
  base::Symbol version_, question_;
  std::int64_t minimum_ = 0, maximum_ = 0;
  std::vector<std::int64_t> no_answer_;
};

}  // namespace deskgauge::contribution
