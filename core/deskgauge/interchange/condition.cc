#include "deskgauge/interchange/condition.h"

namespace deskgauge::interchange {
namespace {

base::Unexpected refuse(std::string message, std::string_view at) {
  return base::unexpected(base::Code::invalid_argument, "malformed_condition", std::move(message), "when", std::string(at),
                          "Write for example: state in (New, Open) and owner is present.");
}

/// A word, a text in quotes, or a sign: ( ) , == !=
struct Token {
  std::string text;
  bool quoted = false;
  bool is(std::string_view word) const { return !quoted && text == word; }
  bool is_end() const { return !quoted && text.empty(); }
};

class Parser {
 public:
  Parser(std::string_view text, const std::function<ColumnId(std::string_view)>& column_id) : rest_(text), column_id_(column_id) {
    advance();
  }

  base::Result<Condition> run() {
    Condition condition;
    do {
      DESKGAUGE_ASSIGN(term, read_term());
      condition.push_back(std::move(term));
    } while (accept("and"));
    if (token_.is("or")) return refuse("There is no \"or\"", "or");
    if (!token_.is_end()) return refuse("The condition goes on where it should end", token_.text);
    return condition;
  }

 private:
  void advance() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\n"), rest_.size()));
    token_ = {};
    if (rest_.empty()) return;
    if (rest_.front() == '"') {
      std::size_t const close = rest_.find('"', 1);
      token_ = {std::string(rest_.substr(1, close == rest_.npos ? close : close - 1)), true};
      rest_.remove_prefix(close == rest_.npos ? rest_.size() : close + 1);
      return;
    }
    std::size_t size = rest_.starts_with("==") || rest_.starts_with("!=") ? 2 : 1;
    if (size == 1 && std::string_view("(),").find(rest_.front()) == std::string_view::npos)
      size = std::max<std::size_t>(1, std::min(rest_.find_first_of(" \t\n(),=!\""), rest_.size()));
    token_.text = rest_.substr(0, size);
    rest_.remove_prefix(size);
  }
  bool accept(std::string_view word) {
    if (!token_.is(word)) return false;
    advance();
    return true;
  }
  bool at_value() const {
    return !token_.is_end() && !token_.is("(") && !token_.is(")") && !token_.is(",") && !token_.is("==") && !token_.is("!=");
  }
  std::string take() {
    std::string text = std::move(token_.text);
    advance();
    return text;
  }

  base::Result<Term> read_term() {
    Term term;
    bool const negated = accept("not");
    if (accept("first")) {
      term.kind = negated ? Term::Kind::not_first : Term::Kind::first;
      return term;
    }
    if (negated) return refuse("After \"not\" at the start stands first", token_.text);
    if (accept("changed")) {
      term.kind = Term::Kind::changed;
      do {
        if (!at_value()) return refuse("A column is missing after \"changed\"", token_.text);
        term.columns.push_back(column_id_(take()));
      } while (accept(","));
      return term;
    }
    if (!at_value()) return refuse("A column is missing", token_.text);
    bool const status = token_.is("state.status");
    std::string const name = take();
    DESKGAUGE_TRY(read_comparison(term, status));
    if (status) return status_term(std::move(term));
    term.column = column_id_(name);
    return term;
  }

  base::Result<void> read_comparison(Term& term, bool status) {
    bool const negated = token_.is("!=") || token_.is("not");
    term.kind = negated ? Term::Kind::not_in : Term::Kind::in;
    if (accept("==") || accept("!=")) {
      if (!at_value()) return refuse("A value is missing", token_.text);
      term.words.push_back(take());
      return {};
    }
    if (!status && accept("is")) {
      if (!token_.is("missing") && !token_.is("present")) return refuse("After \"is\" stands missing or present", token_.text);
      term.kind = take() == "missing" ? Term::Kind::missing : Term::Kind::present;
      return {};
    }
    accept("not");
    if (!accept("in") || !accept("("))
      return refuse("A comparison is missing: ==, !=, in (…), not in (…), is missing, is present", token_.text);
    do {
      if (!at_value()) return refuse("A value is missing", token_.text);
      term.words.push_back(take());
    } while (accept(","));
    if (!accept(")")) return refuse("A closing parenthesis is missing", token_.text);
    return {};
  }

  static base::Result<Term> status_term(Term term) {
    for (std::string const& word : term.words) {
      auto const status = event::parse_status(word);
      if (!status && word != "none") return refuse("This is no status", word);
      term.statuses = static_cast<std::uint16_t>(term.statuses | 1u << (status ? static_cast<unsigned>(*status) : 15u));
    }
    term.kind = term.kind == Term::Kind::in ? Term::Kind::status_in : Term::Kind::status_not_in;
    return term;
  }

  std::string_view rest_;
  const std::function<ColumnId(std::string_view)>& column_id_;
  Token token_;
};

}  // namespace

base::Result<Condition> parse_condition(std::string_view text, const std::function<ColumnId(std::string_view)>& column_id) {
  return Parser(text, column_id).run();
}

bool needs_entity(const Condition& condition) {
  for (const Term& term : condition)
    if (term.kind == Term::Kind::changed || term.kind == Term::Kind::first || term.kind == Term::Kind::not_first ||
        term.kind == Term::Kind::status_in || term.kind == Term::Kind::status_not_in)
      return true;
  return false;
}

}  // namespace deskgauge::interchange
