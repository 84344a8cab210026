#include "sidecar/kept_answers.h"

#include <algorithm>

namespace deskgauge::sidecar {

void KeptAnswers::keep(Kept answer) {
  std::lock_guard const lock(mutex_);
  if (std::any_of(kept_.begin(), kept_.end(), [&](const Kept& kept) { return kept.key == answer.key; })) return;
  rows_ += answer.rows;
  kept_.push_front(std::move(answer));
  while (rows_ > max_rows_ && kept_.size() > 1) {
    rows_ -= kept_.back().rows;
    kept_.pop_back();
  }
}

std::shared_ptr<const void> KeptAnswers::find(const AnswerKey& key, const char* kind) {
  std::lock_guard const lock(mutex_);
  auto const it = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& kept) { return kept.key == key && kept.kind == kind; });
  if (it == kept_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, it);
  return it->answer;
}

std::size_t KeptAnswers::rows() const {
  std::lock_guard const lock(mutex_);
  return rows_;
}

}  // namespace deskgauge::sidecar
