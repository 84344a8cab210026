#include "sidecar/kept_answers.h"

#include <algorithm>

namespace deskgauge::sidecar {

void KeptAnswers::keep(const AnswerKey& key, Answer answer) {
  std::lock_guard const lock(mutex_);
  if (std::any_of(kept_.begin(), kept_.end(), [&](const Kept& kept) { return kept.key == key; })) return;
  rows_ += answer->rows.size();
  kept_.push_front({key, std::move(answer)});
  while (rows_ > max_rows_ && kept_.size() > 1) {
    rows_ -= kept_.back().answer->rows.size();
    kept_.pop_back();
  }
}

KeptAnswers::Answer KeptAnswers::find(const AnswerKey& key) {
  std::lock_guard const lock(mutex_);
  auto const it = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& kept) { return kept.key == key; });
  if (it == kept_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, it);
  return it->answer;
}

std::size_t KeptAnswers::rows() const {
  std::lock_guard const lock(mutex_);
  return rows_;
}

}  // namespace deskgauge::sidecar
