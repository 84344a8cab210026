#include "deskgauge/contribution/rating.h"

#include <algorithm>

namespace deskgauge::contribution {

RatingRule::RatingRule(const metric::Metric& metric, const metric::Catalogue& catalogue, const base::Naming& name) {
  if (!metric.question.empty()) question_ = name(metric.question);
  const metric::Instrument* const instrument = catalogue.find_instrument(metric.instrument);
  if (!instrument) return;
  bound_ = true;
  instrument_ = instrument->instrument;
  if (!instrument->version.empty()) version_ = name(instrument->version);
  minimum_ = instrument->minimum;
  maximum_ = instrument->maximum;
  no_answer_ = instrument->no_answer;
}

bool RatingRule::asks(const timeline::Survey& survey) const {
  return !bound_ || (survey.instrument == instrument_ && (!version_ || survey.version == version_));
}

base::Symbol RatingRule::answer(base::Symbol answers, const base::Interner& interner) const {
  auto const cells = interner.list(answers);                  // rows question_id, value
  for (std::size_t i = 0; i + 1 < cells.size(); i += 2)
    if (!question_ || cells[i] == question_) return cells[i + 1];
  return {};
}

std::optional<std::int64_t> RatingRule::rating(base::Symbol answers, const base::Interner& interner) const {
  auto const value = interner.integer(answer(answers, interner));
  if (!value) return std::nullopt;
  if (std::find(no_answer_.begin(), no_answer_.end(), *value) != no_answer_.end()) return std::nullopt;
  if (bound_ && (*value < minimum_ || *value > maximum_)) return std::nullopt;
  return value;
}

std::optional<bool> RatingRule::is_yes(base::Symbol answers, const base::Interner& interner) const {
  base::Symbol const value = answer(answers, interner);
  if (!value) return std::nullopt;
  std::string const text = interner.text(value);
  if (auto const number = interner.integer(value); number && std::find(no_answer_.begin(), no_answer_.end(), *number) != no_answer_.end())
    return std::nullopt;
  return text == "yes" || text == "true" || text == "1";
}

}  // namespace deskgauge::contribution
