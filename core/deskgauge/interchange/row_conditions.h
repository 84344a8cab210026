#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "deskgauge/interchange/row_values.h"

namespace deskgauge::interchange {

/// What the rows before said about an entity.
struct EntityState {
  bool seen = false;
  int status = -1;                    ///< of event::Status; -1 = none yet
  std::vector<event::Symbol> before;  ///< by position in RowConditions::watched()
};

/// The conditions of a mapping made ready for many rows: each column's text is turned into the number of the word it equals once a row, and
/// a comparison is then a table look-up. One thread.
class RowConditions {
 public:
  using Id = std::size_t;

  RowConditions(const Mapping& mapping, base::Interner& interner) : mapping_(mapping), interner_(interner) {}
  Id add(const Condition& condition);
  /// After the last add(): which of the conditions `candidates` a row can meet is read from the column that most of them compare.
  void prepare(const std::vector<Id>& candidates);

  void start_row(const Columns& columns);
  bool holds(Id id, const EntityState& entity);
  /// Positions in prepare()'s list of those that the row may meet.
  const std::vector<std::size_t>& candidates();

  const std::vector<ColumnId>& watched() const { return watched_; }  ///< columns of `changed`
  event::Symbol now(std::size_t watched);                            ///< the row's value; none = missing
  EntityState initial() const;

 private:
  struct Words {
    std::vector<std::string> words;  ///< code 0 = missing, 1 = another text, then words
    TextCache cache;
    std::int64_t row = -1;
    std::size_t code = 0;
  };
  struct TermProgram {
    const Term* term;
    std::vector<bool> pass;            ///< in, not_in, missing, present: by code
    std::vector<std::size_t> watched;  ///< changed
  };
  std::size_t code(ColumnId column);
  bool holds(const TermProgram& program, const EntityState& entity);
  static bool is_comparison(const Term& term);

  const Mapping& mapping_;
  base::Interner& interner_;
  std::vector<std::vector<TermProgram>> conditions_;
  std::vector<std::unique_ptr<Words>> words_;  ///< by ColumnId; null = not compared
  std::vector<ColumnId> watched_;
  std::vector<TextCache> watched_cache_;
  ColumnId dispatch_ = 0;
  bool has_dispatch_ = false;
  std::vector<std::vector<std::size_t>> by_code_;
  std::int64_t row_ = 0;
  const Columns* columns_ = nullptr;
};

}  // namespace deskgauge::interchange
