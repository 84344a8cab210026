#include "deskgauge/engine/symbols.h"

#include <algorithm>

namespace deskgauge::engine {

void SymbolTable::use(Symbol symbol) {
  if (!symbol || symbol.is_number() || !numbers_.try_emplace(symbol.bits(), 0).second) return;
  if (symbol.is_list()) {
    lists_.push_back(symbol);
    for (Symbol item : interner_.list(symbol)) use(item);
  } else {
    texts_.push_back(symbol);
  }
}

void SymbolTable::close() {
  auto const before = [this](Symbol a, Symbol b) { return interner_.less(a, b); };
  // a list's items that are lists themselves must have lower numbers: lists of lists do not occur in events, order by depth would be needed
  std::sort(texts_.begin(), texts_.end(), before);
  std::sort(lists_.begin(), lists_.end(), before);
  for (std::size_t i = 0; i < texts_.size(); ++i) numbers_[texts_[i].bits()] = static_cast<std::uint32_t>(i + 1);
  for (std::size_t i = 0; i < lists_.size(); ++i) numbers_[lists_[i].bits()] = static_cast<std::uint32_t>(i + 1) | Symbol::kList;
}

Symbol SymbolTable::number(Symbol symbol) const {
  if (!symbol || symbol.is_number()) return symbol;
  auto const it = numbers_.find(symbol.bits());
  return it == numbers_.end() ? Symbol{} : Symbol::from_bits(it->second);
}

void SymbolTable::save(base::Writer& out) const {
  out.u64(texts_.size());
  for (Symbol text : texts_) out.text(interner_.text(text));
  out.u64(lists_.size());
  for (Symbol list : lists_) {
    auto const items = interner_.list(list);
    out.u64(items.size());
    for (Symbol item : items) out.u64(number(item).bits());
  }
}

SymbolReader::SymbolReader(base::Reader& in, base::Interner& interner) {
  std::uint64_t const texts = in.count();
  for (std::uint64_t i = 0; i < texts && in.ok(); ++i) {
    Symbol const text = interner.intern(in.text());
    if (text.is_number()) ok_ = false;                         // a number has no place in the table of texts
    texts_.push_back(text);
  }
  std::uint64_t const lists = in.count();
  std::vector<Symbol> items;
  for (std::uint64_t i = 0; i < lists && in.ok(); ++i) {
    items.clear();
    for (std::uint64_t n = in.count(); n > 0 && in.ok(); --n) items.push_back(symbol(static_cast<std::uint32_t>(in.u64())));
    lists_.push_back(interner.intern_list(items));
  }
  ok_ = ok_ && in.ok();
}

Symbol SymbolReader::symbol(std::uint32_t canonical) const {
  Symbol const s = Symbol::from_bits(canonical);
  if (!s || s.is_number()) return s;
  auto const& table = s.is_list() ? lists_ : texts_;
  if (s.index() == 0 || s.index() > table.size()) {
    ok_ = false;
    return {};
  }
  return table[s.index() - 1];
}

}  // namespace deskgauge::engine
