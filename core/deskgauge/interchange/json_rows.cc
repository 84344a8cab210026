#include "deskgauge/interchange/json_rows.h"

#include <algorithm>

namespace deskgauge::interchange {

using Type = JsonTape::Type;

/// Advances to the end of the next object; only braces, quotes and escapes matter for finding it. What stands between objects and is
/// neither a blank, a comma nor a bracket is a row of its own that cannot be read, up to the end of its line.
bool JsonRows::next(std::string_view bytes, std::size_t& i) {
  for (; i < bytes.size(); ++i) {
    char const c = bytes[i];
    if (depth_ == 0 && c != '{') {
      bool const between = c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == ',' || c == '[' || c == ']' ||
                           (next_number_ == 1 && static_cast<unsigned char>(c) >= 0x80);
      if (!between) object_.push_back(c);
      if (c != '\n' || object_.empty()) continue;
      fault("malformed_json");
      ++i;
      return true;
    }
    if (object_.size() <= max_row_bytes_) object_.push_back(c);
    else too_long_ = true;
    if (escaped_) escaped_ = false;
    else if (in_text_) in_text_ = c != '"', escaped_ = c == '\\';
    else if (c == '"') in_text_ = true;
    else depth_ += (c == '{') - (c == '}');
    if (depth_ > 0) continue;
    ++i;
    read_object();
    return true;
  }
  return false;
}

bool JsonRows::last() {
  if (object_.empty()) return false;
  fault("malformed_json");
  return true;
}

void JsonRows::fault(const char* reason) {
  row_ = {next_number_++, {}, row_.text, reason};
  lists_.resize(columns_.size() + 1);
  lists_.back() = std::move(object_);  // keeps the text alive until the next row
  row_.text = lists_.back();
  object_.clear();
  depth_ = 0, in_text_ = escaped_ = too_long_ = false;
}

void JsonRows::read_object() {
  if (too_long_) return fault("max_row_bytes");
  lists_.resize(columns_.size() + 1);
  lists_.back().swap(object_);
  object_.clear();
  row_ = {next_number_++, {}, lists_.back(), nullptr};
  std::fill(fields_.begin(), fields_.end(), std::string_view());
  if (!tape_.parse(row_.text, 16)) {
    row_.fault = "malformed_json";
    return;
  }
  read_members(0, {});
  row_.fields = fields_;
}

std::size_t JsonRows::read_members(std::size_t at, const std::string& prefix) {
  std::size_t i = at + 1;
  while (tape_[i].type == Type::key) {
    std::string const path = prefix + std::string(tape_.text(i));
    if (tape_[i + 1].type == Type::begin_object) {
      i = read_members(i + 1, path + ".");
      continue;
    }
    read_value(i + 1, path);
    i = tape_.after(i + 1);
  }
  return i + 1;
}

void JsonRows::read_value(std::size_t at, std::string_view path) {
  auto const column = std::find(columns_.begin(), columns_.end(), path) - columns_.begin();
  if (static_cast<std::size_t>(column) == columns_.size() || tape_[at].type == Type::null) return;
  auto const c = static_cast<std::size_t>(column);
  if (tape_[at].type != Type::begin_array) {
    fields_[c] = tape_.text(at);
    return;
  }
  lists_[c].clear();
  for (std::size_t i = at + 1; tape_[i].type != Type::end_array; i = tape_.after(i)) {
    if (tape_[i].type == Type::begin_object || tape_[i].type == Type::begin_array || tape_[i].type == Type::null) continue;
    if (!lists_[c].empty()) lists_[c].push_back(',');
    lists_[c].append(tape_.text(i));
  }
  fields_[c] = lists_[c];
}

}  // namespace deskgauge::interchange
