#include "deskgauge/metric/filter_tokens.h"

#include <optional>

namespace deskgauge::metric {
namespace {

using Type = FilterToken::Type;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
/// Names of custom fields may hold points and hyphens: custom.plan-type.
bool is_name_part(char c) { return is_letter(c) || is_digit(c) || c == '.' || c == '-'; }

/// Walks the text; the first fault ends the walk.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::variant<std::vector<FilterToken>, FilterFault> scan() {
    while (!fault_) {
      while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
      if (at_ == text_.size()) break;
      step(text_[at_]);
    }
    if (fault_) return *fault_;
    tokens_.push_back({Type::end, "", text_.size()});
    return std::move(tokens_);
  }

 private:
  void step(char c) {
    if (is_letter(c)) return push(Type::name, run(is_name_part));
    if (is_digit(c) || (c == '-' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))) return number();
    if (c == '"' || c == '\'') return quoted(c);
    if (c == '(') return push(Type::open, "(");
    if (c == ')') return push(Type::close, ")");
    if (c == ',') return push(Type::comma, ",");
    op(c);
  }

  std::string run(bool (*belongs)(char)) const {
    std::size_t end = at_;
    while (end < text_.size() && belongs(text_[end])) ++end;
    return std::string(text_.substr(at_, end - at_));
  }

  /// A number is digits; a span is digits and units: 4h, 1d12h.
  void number() {
    std::size_t end = at_ + 1;
    bool letters = false;
    for (; end < text_.size() && (is_digit(text_[end]) || is_letter(text_[end]) || text_[end] == '.'); ++end)
      letters |= is_letter(text_[end]);
    push(letters ? Type::span : Type::number, std::string(text_.substr(at_, end - at_)));
  }

  void quoted(char quote) {
    std::string value;
    for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
      if (text_[i] == quote) {
        tokens_.push_back({Type::text, value, at_});
        at_ = i + 1;
        return;
      }
      if (text_[i] == '\\' && i + 1 < text_.size()) ++i;
      value += text_[i];
    }
    fault_ = FilterFault{at_, "the quoted text is not closed", std::string("write ") + quote + " at its end"};
  }

  void op(char c) {
    std::string_view const two = text_.substr(at_, 2);
    for (std::string_view known : {"==", "!=", "<=", ">="})
      if (two == known) return push(Type::op, std::string(known));
    if (c == '<' || c == '>') return push(Type::op, std::string(1, c));
    if (two == "&&" || two == "||" || c == '!' || c == '=') return wrong_operator(two, c);
    fault_ = FilterFault{at_, std::string("'") + c + "' has no meaning in a filter",
                         "filters are made of names, words, numbers and quoted texts"};
  }

  void wrong_operator(std::string_view two, char c) {
    std::string const word = two == "&&" ? "and" : two == "||" ? "or" : c == '!' ? "not" : "==";
    std::string const written = two == "&&" || two == "||" ? std::string(two) : std::string(1, c);
    fault_ = FilterFault{at_, "'" + written + "' is not an operator of filters", "write " + word};
  }

  void push(Type type, std::string text) {
    std::size_t const size = text.size();
    tokens_.push_back({type, std::move(text), at_});
    at_ += size;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<FilterToken> tokens_;
  std::optional<FilterFault> fault_;
};

}  // namespace

std::variant<std::vector<FilterToken>, FilterFault> filter_tokens(std::string_view text) { return Scanner(text).scan(); }

}  // namespace deskgauge::metric
