#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "deskgauge/interchange/csv.h"
#include "deskgauge/interchange/mapping.h"
#include "deskgauge/interchange/text_cache.h"

namespace deskgauge::interchange {

/// Why a row goes into quarantine.
struct RowFault {
  const char* reason = nullptr;
  std::string field, value;
};

/// The fields of one row by ColumnId; a view without data is a missing value.
using Columns = std::vector<std::string_view>;

/// An expression made ready for many rows: constants are symbols already, and a column's words are remembered.
struct ValueProgram {
  const Expression* expression = nullptr;
  event::ValueType type = event::ValueType::text;
  std::span<const std::string_view> choices;
  std::string name;  ///< of the field, for faults
  bool required = false;
  event::Symbol constant;
  std::unique_ptr<TextCache> cache;                  ///< of column expressions
  std::vector<std::unique_ptr<ValueProgram>> parts;  ///< null where a column of the parts is left out
};

/// Computes the values of expressions for one row after the other. A value is a symbol, none where it is missing. A fault leaves a RowFault
/// and makes the functions return false. Not thread-safe: it interns.
class RowValues {
 public:
  explicit RowValues(base::Interner& interner) : interner_(interner) {}

  ValueProgram compile(const Expression& expression, const event::FieldSpec& field);
  ValueProgram compile_text(const Expression& expression, std::string name, bool required);

  /// `number`: what a "row" expression gives.
  bool value(const ValueProgram& program, const Columns& columns, std::int64_t number, event::Symbol& out);
  /// The instant of a time expression; kNever where it is missing.
  bool time(const Expression& expression, std::string_view name, const Columns& columns, time::Instant& out);
  bool fail(const char* reason, std::string_view field, std::string_view value);
  const RowFault& fault() const { return fault_; }

 private:
  ValueProgram compile(const Expression& expression, event::ValueType type, std::span<const std::string_view> choices, std::string name,
                       bool required);
  std::string_view text(const Expression& expression, const Columns& columns);
  bool convert(const ValueProgram& program, std::string_view text, event::Symbol& out);
  bool typed(const ValueProgram& program, std::string_view text, event::Symbol& out);
  bool list(const ValueProgram& program, std::string_view text, event::Symbol& out);
  bool add_duration(const Expression& expression, std::string_view name, const Columns& columns, time::Instant& at);
  bool parts(const ValueProgram& program, const Columns& columns, std::int64_t number, event::Symbol& out);

  base::Interner& interner_;
  RowFault fault_;
  std::string buffer_;
};

}  // namespace deskgauge::interchange
