#include "deskgauge/interchange/json_tape.h"

#include <charconv>
#include <nlohmann/json.hpp>

namespace deskgauge::interchange {

/// Receives the parser's events; returning false stops it without an exception.
class JsonTape::Recorder {
 public:
  Recorder(JsonTape& tape, std::size_t max_depth) : tape_(tape), max_depth_(max_depth) {}

  bool null() { return put(Type::null, "null"); }
  bool boolean(bool value) { return put(Type::boolean, value ? "true" : "false"); }
  bool number_integer(std::int64_t value) { return put_number(value); }
  bool number_unsigned(std::uint64_t value) { return put_number(value); }
  bool number_float(double, const std::string& written) { return put(Type::number, written); }
  bool string(const std::string& text) { return put(Type::text, text); }
  bool binary(std::vector<std::uint8_t>&) { return false; }
  bool start_object(std::size_t) { return open(Type::begin_object); }
  bool key(const std::string& text) { return put(Type::key, text); }
  bool end_object() { return close(Type::end_object); }
  bool start_array(std::size_t) { return open(Type::begin_array); }
  bool end_array() { return close(Type::end_array); }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) {
    fault_at_ = position;
    return false;
  }

  bool too_deep() const { return depth_ > max_depth_; }
  std::size_t fault_at() const { return fault_at_; }

 private:
  bool put(Type type, std::string_view text) {
    tape_.tokens_.push_back({type, static_cast<std::uint32_t>(tape_.texts_.size()), static_cast<std::uint32_t>(text.size())});
    tape_.texts_.append(text);
    return true;
  }
  template <class Integer>
  bool put_number(Integer value) {
    char digits[24];
    auto const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    return put(Type::number, {digits, static_cast<std::size_t>(end - digits)});
  }
  bool open(Type type) {
    put(type, {});
    return ++depth_ <= max_depth_;
  }
  bool close(Type type) {
    --depth_;
    return put(type, {});
  }

  JsonTape& tape_;
  std::size_t max_depth_;
  std::size_t depth_ = 0, fault_at_ = 0;
};

/// Reads the JSON that helpdesks mostly send: ASCII texts without escapes, short numbers without exponent. It gives up at anything else,
/// right or wrong, and the library decides; so it can be three times as fast and needs no error messages.
class JsonTape::PlainScanner {
 public:
  PlainScanner(JsonTape& tape, std::string_view json, std::size_t max_depth)
      : tape_(tape), begin_(json.data()), at_(json.data()), end_(json.data() + json.size()), depth_left_(max_depth) {}

  bool run() {
    if (!value()) return false;
    skip();
    return at_ == end_;
  }

 private:
  void skip() {
    while (at_ != end_ && (*at_ == ' ' || *at_ == '\t' || *at_ == '\r' || *at_ == '\n')) ++at_;
  }
  bool take(char c) {
    skip();
    if (at_ == end_ || *at_ != c) return false;
    ++at_;
    return true;
  }
  void put(Type type, const char* from) {
    tape_.tokens_.push_back({type, static_cast<std::uint32_t>(from - begin_), static_cast<std::uint32_t>(at_ - from)});
  }
  bool value() {
    skip();
    if (at_ == end_) return false;
    switch (*at_) {
      case '"': return string(Type::text);
      case '{': return object();
      case '[': return array();
      case 't': return word(Type::boolean, "true");
      case 'f': return word(Type::boolean, "false");
      case 'n': return word(Type::null, "null");
      default: return number();
    }
  }
  bool string(Type type) {
    if (!take('"')) return false;
    const char* const from = at_;
    while (at_ != end_ && *at_ != '"') {
      if (static_cast<signed char>(*at_) < 0x20 || *at_ == '\\') return false;  // a control character, an escape, or not ASCII
      ++at_;
    }
    if (at_ == end_) return false;
    put(type, from);
    ++at_;
    return true;
  }
  bool word(Type type, std::string_view expected) {
    if (std::string_view(at_, static_cast<std::size_t>(end_ - at_)).substr(0, expected.size()) != expected) return false;
    const char* const from = at_;
    at_ += expected.size();
    put(type, from);
    return true;
  }
  std::size_t digits() {
    const char* const from = at_;
    while (at_ != end_ && *at_ >= '0' && *at_ <= '9') ++at_;
    return static_cast<std::size_t>(at_ - from);
  }
  bool number() {
    const char* const from = at_;
    bool const negative = *at_ == '-';
    if (negative) ++at_;
    bool const zero = at_ != end_ && *at_ == '0';
    std::size_t const whole = digits();
    if (whole == 0 || whole > 17 || (zero && (whole > 1 || negative))) return false;
    if (at_ != end_ && *at_ == '.') {
      ++at_;
      if (digits() == 0) return false;
    }
    if (at_ != end_ && (*at_ == 'e' || *at_ == 'E')) return false;
    put(Type::number, from);
    return true;
  }
  bool open(Type type) {
    if (depth_left_ == 0) return false;
    --depth_left_;
    ++at_;
    put(type, at_);
    skip();
    return true;
  }
  bool close(Type type) {
    ++depth_left_;
    put(type, at_);
    return true;
  }
  bool object() {
    if (!open(Type::begin_object)) return false;
    if (take('}')) return close(Type::end_object);
    do {
      skip();
      if (!string(Type::key) || !take(':') || !value()) return false;
    } while (take(','));
    return take('}') && close(Type::end_object);
  }
  bool array() {
    if (!open(Type::begin_array)) return false;
    if (take(']')) return close(Type::end_array);
    do {
      if (!value()) return false;
    } while (take(','));
    return take(']') && close(Type::end_array);
  }

  JsonTape& tape_;
  const char* begin_;
  const char* at_;
  const char* end_;
  std::size_t depth_left_;
};

base::Result<void> JsonTape::parse(std::string_view json, std::size_t max_depth) {
  tokens_.clear();
  base_ = json;
  if (PlainScanner(*this, json, max_depth).run()) return {};
  tokens_.clear();
  texts_.clear();
  Recorder recorder(*this, max_depth);
  if (nlohmann::json::sax_parse(json.begin(), json.end(), &recorder)) {
    base_ = texts_;
    return {};
  }
  if (recorder.too_deep())
    return base::unexpected(base::Code::exhausted, "max_depth", "The value is nested deeper than max_depth " + std::to_string(max_depth),
                            {}, {}, "Send the event's own fields only.");
  std::size_t const at = recorder.fault_at() > 0 ? recorder.fault_at() - 1 : 0;
  std::size_t const from = std::min(at > 12 ? at - 12 : 0, json.size());
  return base::unexpected(base::Code::invalid_argument, "malformed_json", "This is not JSON (byte " + std::to_string(at + 1) + ")", {},
                          std::string(json.substr(from, 24)), "Write one JSON object a line, in UTF-8.");
}

std::size_t JsonTape::after(std::size_t i) const {
  int depth = 0;
  do {
    Type const type = tokens_[i++].type;
    depth += (type == Type::begin_object || type == Type::begin_array) - (type == Type::end_object || type == Type::end_array);
  } while (depth > 0);
  return i;
}

void append_json_string(std::string& out, std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  out.push_back('"');
  std::size_t done = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto const c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text.substr(done, i - done));
    done = i + 1;
    if (c == '"' || c == '\\') out.append({'\\', static_cast<char>(c)});
    else if (c == '\n') out.append("\\n");
    else out.append({'\\', 'u', '0', '0', kHex[c >> 4], kHex[c & 15]});
  }
  out.append(text.substr(done)).push_back('"');
}

}  // namespace deskgauge::interchange
