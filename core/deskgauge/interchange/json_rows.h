#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "deskgauge/interchange/csv.h"
#include "deskgauge/interchange/json_tape.h"

namespace deskgauge::interchange {

/// Cuts a JSON array of objects, or objects one after the other (JSON lines), into rows, from bytes in any portions. A column is the path
/// to a value ("ticket.status"); null and what is not there are empty texts; a list of plain values is its items joined by commas.
/// Fields come in the order of the columns asked for. One thread at a time.
class JsonRows {
 public:
  explicit JsonRows(std::vector<std::string> columns, std::size_t max_row_bytes = 1 << 20)
      : columns_(std::move(columns)), fields_(columns_.size()), lists_(columns_.size()), max_row_bytes_(max_row_bytes) {}

  template <class Take>
  void feed(std::string_view bytes, Take&& take) {
    for (std::size_t i = 0; i < bytes.size();)
      if (next(bytes, i)) take(std::as_const(row_));
  }
  template <class Take>
  void finish(Take&& take) {
    if (last()) take(std::as_const(row_));
  }

 private:
  bool next(std::string_view bytes, std::size_t& i);
  bool last();
  void read_object();
  std::size_t read_members(std::size_t at, const std::string& prefix);
  void read_value(std::size_t at, std::string_view path);
  void fault(const char* reason);

  std::vector<std::string> columns_;
  std::vector<std::string_view> fields_;
  std::vector<std::string> lists_;  ///< texts of lists, by column
  std::size_t max_row_bytes_;
  JsonTape tape_;
  std::string object_;  ///< the object that is being read
  int depth_ = 0;
  bool in_text_ = false, escaped_ = false, too_long_ = false;
  std::int64_t next_number_ = 1;
  Row row_;
};

}  // namespace deskgauge::interchange
