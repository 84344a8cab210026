#pragma once
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace deskgauge::interchange {

/// A row of a table: its fields are views that live until the next row.
struct Row {
  std::int64_t number = 0;  ///< 1-based, the header not counted
  std::span<const std::string_view> fields;
  std::string_view text;        ///< as it stands in the file, without the line end
  const char* fault = nullptr;  ///< why the row cannot be read: "malformed_quote", "unclosed_quote", "max_row_bytes"
};

/// Cuts CSV (RFC 4180) into rows, from bytes in any portions: quotes with "" inside, line ends LF or CRLF, also within quotes, a byte order
/// mark, blank lines skipped. A quote inside an unquoted field is an ordinary character. Fields are views of the input wherever they can
/// be: only quoted fields with "" and rows cut by a portion's end are copied. The first row is the header. One thread at a time.
class CsvReader {
 public:
  explicit CsvReader(char delimiter = ',', std::size_t max_row_bytes = 1 << 20) : delimiter_(delimiter), max_row_bytes_(max_row_bytes) {}

  /// Calls `take(const Row&)` for each row; the header comes first, as row 0.
  template <class Take>
  void feed(std::string_view bytes, Take&& take) {
    std::string_view rest = begin(bytes);
    while (next(rest)) take(std::as_const(row_));
    keep(rest);
  }
  template <class Take>
  void finish(Take&& take) {
    if (last()) take(std::as_const(row_));
  }

 private:
  enum class Scan : std::uint8_t { complete, incomplete };
  std::string_view begin(std::string_view bytes);
  bool next(std::string_view& rest);
  void keep(std::string_view rest);
  bool last();
  Scan scan(const char* at, const char* end, bool at_end, const char*& after);
  const char* quoted(const char* at, const char* end);

  char delimiter_;
  std::size_t max_row_bytes_;
  bool skipping_ = false;
  std::int64_t next_number_ = 0;
  std::string partial_;  ///< the start of a row that the last portion cut, with the portion that ends it
  std::vector<std::string_view> fields_;
  std::deque<std::string> unescaped_;  ///< texts of quoted fields with "" of this row
  std::size_t unescaped_used_ = 0;
  Row row_;
};

/// Appends one field, quoted where it must be.
void append_csv_field(std::string& out, std::string_view text);

}  // namespace deskgauge::interchange
