#pragma once
// Private to engine/: canonical numbers of symbols, so that equal states have equal bytes whatever was interned first.
#include <vector>

#include "deskgauge/base/bytes.h"
#include "deskgauge/base/flat_map.h"
#include "deskgauge/base/symbol.h"

namespace deskgauge::engine {

using base::Symbol;

/// Collects the symbols a state refers to, numbers them by their sorted contents, and writes the table. Numbers stand for themselves.
class SymbolTable {
 public:
  explicit SymbolTable(const base::Interner& interner) : interner_(interner) {}
  void use(Symbol symbol);                   ///< a list brings its items along
  void close();                              ///< sorts and numbers; `use` is over
  Symbol number(Symbol symbol) const;        ///< the canonical symbol; none for none
  void save(base::Writer& out) const;

 private:
  const base::Interner& interner_;
  base::FlatMap<std::uint32_t, std::uint32_t> numbers_;
  std::vector<Symbol> texts_, lists_;
};

/// Reads a table into an interner: canonical symbol -> symbol there. Unknown numbers of damaged bytes are none and fail the reader's user.
class SymbolReader {
 public:
  SymbolReader(base::Reader& in, base::Interner& interner);
  /// none for a number outside the table; `ok` then turns false.
  Symbol symbol(std::uint32_t canonical) const;
  bool ok() const { return ok_; }

 private:
  std::vector<Symbol> texts_, lists_;
  mutable bool ok_ = true;
};

}  // namespace deskgauge::engine
