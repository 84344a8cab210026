#include "deskgauge/interchange/csv.h"

#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace deskgauge::interchange {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// The next delimiter or line feed, or end. Sixteen bytes a step: most fields end within one.
const char* find_end(const char* at, const char* end, char delimiter) {
#if defined(__SSE2__)
  __m128i const delimiters = _mm_set1_epi8(delimiter), feeds = _mm_set1_epi8('\n');
  for (; end - at >= 16; at += 16) {
    __m128i const bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    int const found = _mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi8(bytes, delimiters), _mm_cmpeq_epi8(bytes, feeds)));
    if (found) return at + __builtin_ctz(static_cast<unsigned>(found));
  }
#endif
  while (at != end && *at != delimiter && *at != '\n') ++at;
  return at;
}

std::string_view between(const char* begin, const char* end) { return {begin, static_cast<std::size_t>(end - begin)}; }

}  // namespace

std::string_view CsvReader::begin(std::string_view bytes) {
  if (partial_.empty()) return bytes;
  partial_.append(bytes);
  return partial_;
}

void CsvReader::keep(std::string_view rest) {
  if (!partial_.empty()) partial_.erase(0, partial_.size() - rest.size());
  else partial_.assign(rest);
}

/// A row that is too long is given once, without fields; the reader goes on after its next line feed.
bool CsvReader::next(std::string_view& rest) {
  const char* const end = rest.data() + rest.size();
  while (!rest.empty()) {
    const char* after = nullptr;
    if (skipping_) {
      auto const* const feed = static_cast<const char*>(std::memchr(rest.data(), '\n', rest.size()));
      rest = feed ? between(feed + 1, end) : std::string_view();
      skipping_ = feed == nullptr;
      continue;
    }
    if (scan(rest.data(), end, false, after) == Scan::incomplete) {
      if (rest.size() <= max_row_bytes_) return false;
      row_ = {next_number_++, {}, rest.substr(0, 64), "max_row_bytes"};
      skipping_ = true;
      return true;
    }
    rest = between(after, end);
    if (!row_.text.empty()) return true;
  }
  return false;
}

bool CsvReader::last() {
  const char* after = nullptr;
  if (partial_.empty() || skipping_) return false;
  scan(partial_.data(), partial_.data() + partial_.size(), true, after);
  return !row_.text.empty();
}

/// The closing quote of the field that opens at `at`, its text put into fields_; null where it does not come.
const char* CsvReader::quoted(const char* at, const char* end) {
  const char* const open = at + 1;
  bool doubled = false;
  for (const char* p = open;;) {
    p = static_cast<const char*>(std::memchr(p, '"', static_cast<std::size_t>(end - p)));
    if (!p) return nullptr;
    if (p + 1 != end && p[1] == '"') {
      doubled = true;
      p += 2;
      continue;
    }
    if (!doubled) {
      fields_.push_back(between(open, p));
      return p;
    }
    if (unescaped_used_ == unescaped_.size()) unescaped_.emplace_back();
    std::string& text = unescaped_[unescaped_used_++];
    text.clear();
    for (const char* c = open; c != p; ++c) {
      text.push_back(*c);
      if (*c == '"') ++c;
    }
    fields_.push_back(text);
    return p;
  }
}

CsvReader::Scan CsvReader::scan(const char* begin, const char* end, bool at_end, const char*& after) {
  fields_.clear();
  unescaped_used_ = 0;
  row_.fault = nullptr;
  const char* at = begin;
  if (next_number_ == 0 && between(begin, end).starts_with(kByteOrderMark)) at += kByteOrderMark.size();
  const char* const first = at;
  for (;;) {
    const char* stop = nullptr;
    if (at != end && *at == '"') {
      const char* const close = quoted(at, end);
      if (!close && !at_end) return Scan::incomplete;
      if (!close) row_.fault = "unclosed_quote";
      stop = close ? close + 1 : end;
      if (stop != end && *stop == '\r') ++stop;
      if (stop != end && *stop != delimiter_ && *stop != '\n') {
        row_.fault = "malformed_quote";
        stop = find_end(stop, end, delimiter_);
      }
      if (stop == end && !at_end) return Scan::incomplete;
    } else {
      stop = find_end(at, end, delimiter_);
      if (stop == end && !at_end) return Scan::incomplete;
      bool const carriage = (stop == end || *stop == '\n') && stop != at && stop[-1] == '\r';
      fields_.push_back(between(at, carriage ? stop - 1 : stop));
    }
    if (stop == end || *stop == '\n') {
      after = stop == end ? end : stop + 1;
      const char* const last = stop != first && stop[-1] == '\r' ? stop - 1 : stop;
      row_.fields = fields_;
      row_.text = between(first, last);
      if (!row_.text.empty()) row_.number = next_number_++;
      if (row_.text.size() > max_row_bytes_) row_.fault = "max_row_bytes", row_.text = row_.text.substr(0, 64);
      return Scan::complete;
    }
    at = stop + 1;
  }
}

void append_csv_field(std::string& out, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == text.npos) {
    out.append(text);
    return;
  }
  out.push_back('"');
  for (char c : text) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  out.push_back('"');
}

}  // namespace deskgauge::interchange
