#include "deskgauge/interchange/row_conditions.h"

#include <algorithm>

namespace deskgauge::interchange {

using event::Symbol;
using Kind = Term::Kind;

bool RowConditions::is_comparison(const Term& term) {
  return term.kind == Kind::in || term.kind == Kind::not_in || term.kind == Kind::missing || term.kind == Kind::present;
}

RowConditions::Id RowConditions::add(const Condition& condition) {
  words_.resize(mapping_.columns.size());
  std::vector<TermProgram> programs;
  for (const Term& term : condition) {
    TermProgram program{&term, {}, {}};
    if (is_comparison(term)) {
      if (!words_[term.column]) words_[term.column] = std::make_unique<Words>();
      auto& words = words_[term.column]->words;
      for (auto const& word : term.words)
        if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
    }
    for (ColumnId column : term.columns) {
      auto const it = std::find(watched_.begin(), watched_.end(), column);
      program.watched.push_back(static_cast<std::size_t>(it - watched_.begin()));
      if (it == watched_.end()) watched_.push_back(column), watched_cache_.emplace_back();
    }
    programs.push_back(std::move(program));
  }
  conditions_.push_back(std::move(programs));
  return conditions_.size() - 1;
}

void RowConditions::prepare(const std::vector<Id>& candidates) {
  std::vector<std::size_t> uses(mapping_.columns.size());
  for (auto& condition : conditions_)
    for (TermProgram& program : condition) {
      if (!is_comparison(*program.term)) continue;
      auto const& words = words_[program.term->column]->words;
      auto const listed = [&](std::size_t code) {
        return code >= 2 && std::find(program.term->words.begin(), program.term->words.end(), words[code - 2]) != program.term->words.end();
      };
      for (std::size_t code = 0; code < words.size() + 2; ++code) {
        bool const is_missing = code == 0;
        switch (program.term->kind) {
          case Kind::in: program.pass.push_back(listed(code)); break;
          case Kind::not_in: program.pass.push_back(!listed(code)); break;
          case Kind::missing: program.pass.push_back(is_missing); break;
          default: program.pass.push_back(!is_missing);
        }
      }
      if (program.term->kind == Kind::in) ++uses[program.term->column];
    }
  auto const most = std::max_element(uses.begin(), uses.end());
  has_dispatch_ = most != uses.end() && *most > 0;
  dispatch_ = static_cast<ColumnId>(most - uses.begin());
  by_code_.assign(has_dispatch_ ? words_[dispatch_]->words.size() + 2 : 1, {});
  for (std::size_t code = 0; code < by_code_.size(); ++code)
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      auto const& terms = conditions_[candidates[i]];
      bool const possible = std::all_of(terms.begin(), terms.end(), [&](const TermProgram& t) {
        return !has_dispatch_ || !is_comparison(*t.term) || t.term->column != dispatch_ || t.pass[code];
      });
      if (possible) by_code_[code].push_back(i);
    }
}

void RowConditions::start_row(const Columns& columns) {
  ++row_;
  columns_ = &columns;
}

std::size_t RowConditions::code(ColumnId column) {
  Words& words = *words_[column];
  if (words.row == row_) return words.code;
  words.row = row_;
  std::string_view const text = (*columns_)[column];
  if (!text.data()) return words.code = 0;
  bool const cached = TextCache::fits(text);
  if (cached)
    if (const TextCache::Entry* entry = words.cache.find(text)) return words.code = entry->value;
  auto const it = std::find(words.words.begin(), words.words.end(), text);
  words.code = it == words.words.end() ? 1 : static_cast<std::size_t>(it - words.words.begin()) + 2;
  if (cached) words.cache.keep(text, static_cast<std::uint32_t>(words.code));
  return words.code;
}

const std::vector<std::size_t>& RowConditions::candidates() { return by_code_[has_dispatch_ ? code(dispatch_) : 0]; }

bool RowConditions::holds(Id id, const EntityState& entity) {
  for (const TermProgram& program : conditions_[id])
    if (!holds(program, entity)) return false;
  return true;
}

bool RowConditions::holds(const TermProgram& program, const EntityState& entity) {
  const Term& term = *program.term;
  switch (term.kind) {
    case Kind::first: return !entity.seen;
    case Kind::not_first: return entity.seen;
    case Kind::changed:
      return std::any_of(program.watched.begin(), program.watched.end(), [&](std::size_t w) { return now(w) != entity.before[w]; });
    case Kind::status_in:
    case Kind::status_not_in: {
      bool const listed = term.statuses >> (entity.status < 0 ? 15 : entity.status) & 1;
      return listed == (term.kind == Kind::status_in);
    }
    default: return program.pass[code(term.column)];
  }
}

Symbol RowConditions::now(std::size_t watched) {
  std::string_view const text = (*columns_)[watched_[watched]];
  if (!text.data()) return {};
  bool const cached = TextCache::fits(text);
  if (cached)
    if (const TextCache::Entry* entry = watched_cache_[watched].find(text)) return Symbol::from_bits(entry->value);
  Symbol const symbol = interner_.intern(text);
  if (cached) watched_cache_[watched].keep(text, symbol.bits());
  return symbol;
}

EntityState RowConditions::initial() const {
  EntityState state;
  state.before.resize(watched_.size());
  for (auto const& [column, text] : mapping_.initial) {
    auto const it = std::find(watched_.begin(), watched_.end(), column);
    if (it != watched_.end()) state.before[static_cast<std::size_t>(it - watched_.begin())] = interner_.intern(text);
  }
  return state;
}

}  // namespace deskgauge::interchange
