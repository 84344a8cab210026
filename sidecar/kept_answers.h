#pragma once
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>

#include "deskgauge/engine/query.h"

namespace deskgauge::sidecar {

/// Names one answer: the question (its desk is part of it), the moment and the state it was computed at.
struct AnswerKey {
  std::uint64_t request = 0;
  time::Instant at{};
  std::uint64_t epoch = 0;
  std::int64_t revision = 0;
  friend bool operator==(const AnswerKey&, const AnswerKey&) = default;
};

/// Answers that have further pages, so that a page is read where the first one was computed instead of computing all again.
///
/// Owns at most `max_rows` rows, and the answer used last whatever its size; what has not been used for longest goes first. Any thread.
/// A key stands for the same values whenever it is computed, so an answer may be forgotten at any time as long as its state is there.
class KeptAnswers {
 public:
  using Answer = std::shared_ptr<const engine::Answer>;

  explicit KeptAnswers(std::size_t max_rows) : max_rows_(max_rows) {}

  void keep(const AnswerKey& key, Answer answer);
  /// Null if it is not kept.
  Answer find(const AnswerKey& key);
  std::size_t rows() const;

 private:
  struct Kept {
    AnswerKey key;
    Answer answer;
  };
  std::size_t const max_rows_;
  mutable std::mutex mutex_;
  std::list<Kept> kept_;        ///< used last first; a handful, since each has more rows than a page
  std::size_t rows_ = 0;
};

}  // namespace deskgauge::sidecar
