#pragma once
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>

#include "sidecar/answers.h"

namespace deskgauge::sidecar {

/// Names one answer: the question (its method and desk are part of it), the moment and the state it was computed at.
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
  explicit KeptAnswers(std::size_t max_rows) : max_rows_(max_rows) {}

  template <class Answer>
  void keep(const AnswerKey& key, std::shared_ptr<const Answer> answer) {
    std::size_t const rows = rows_of(*answer);
    keep(Kept{key, &kKind<Answer>, std::move(answer), rows});
  }
  /// Null if it is not kept.
  template <class Answer>
  std::shared_ptr<const Answer> find(const AnswerKey& key) {
    return std::static_pointer_cast<const Answer>(find(key, &kKind<Answer>));
  }
  std::size_t rows() const;

 private:
  template <class Answer>
  static constexpr char kKind = 0;   ///< its address tells the types of answers apart
  struct Kept {
    AnswerKey key;
    const char* kind;
    std::shared_ptr<const void> answer;
    std::size_t rows;
  };
  void keep(Kept answer);
  std::shared_ptr<const void> find(const AnswerKey& key, const char* kind);

  std::size_t const max_rows_;
  mutable std::mutex mutex_;
  std::list<Kept> kept_;        ///< used last first; a handful, since each has more rows than a page
  std::size_t rows_ = 0;
};

}  // namespace deskgauge::sidecar
