#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace deskgauge::base {

/// A text, a small number or a list in 32 bits.
///
/// Identifiers of helpdesks are mostly decimal numbers; those below 2^31 stand in the symbol itself and cost no memory. Everything
/// else is a position in an Interner. The same content is the same symbol within one Interner, so equality is one comparison.
///   0                 none (an absent value)
///   1xxx… (31 bits)   the decimal number x
///   01xx… (30 bits)   the list number x of the interner
///   00xx… (30 bits)   the text number x of the interner
class Symbol {
 public:
  constexpr Symbol() = default;
  static constexpr Symbol from_bits(std::uint32_t bits) { return Symbol(bits); }
  static constexpr Symbol number(std::uint32_t value) { return Symbol(value | kNumber); }
  static constexpr std::uint32_t kNumber = 0x80000000u;
  static constexpr std::uint32_t kList = 0x40000000u;

  constexpr bool is_none() const { return bits_ == 0; }
  constexpr explicit operator bool() const { return bits_ != 0; }
  constexpr bool is_number() const { return bits_ & kNumber; }
  constexpr bool is_list() const { return (bits_ & (kNumber | kList)) == kList; }
  constexpr bool is_text() const { return bits_ != 0 && (bits_ & (kNumber | kList)) == 0; }
  constexpr std::uint32_t number_value() const { return bits_ & ~kNumber; }
  constexpr std::uint32_t index() const { return bits_ & ~(kNumber | kList); }
  constexpr std::uint32_t bits() const { return bits_; }
  friend constexpr bool operator==(Symbol, Symbol) = default;

 private:
  constexpr explicit Symbol(std::uint32_t bits) : bits_(bits) {}
  std::uint32_t bits_ = 0;
};

/// Strings and lists <-> symbols, one for each engine, never global. Owns the texts; they never move and are never removed.
/// Not thread-safe while interning; reading is safe from many threads.
class Interner {
 public:
  Interner();
  ~Interner();
  Interner(Interner&&) noexcept;
  Interner& operator=(Interner&&) noexcept;

  Symbol intern(std::string_view text);              ///< "" is a text of its own, not none; "42" is a number, "042" a text
  Symbol intern(std::int64_t value);                 ///< the symbol of the number's decimal text
  Symbol intern_list(std::span<const Symbol> items); ///< items may be none; order is kept
  Symbol find(std::string_view text) const;          ///< none if the text was never interned
  std::string text(Symbol symbol) const;             ///< "" for none; a list as "[a, b]"
  /// The text without a copy; `buffer` (at least 11 bytes) holds the digits of a number. Not for lists.
  std::string_view view(Symbol symbol, char* buffer) const;
  std::span<const Symbol> list(Symbol symbol) const; ///< empty for none
  std::optional<std::int64_t> integer(Symbol symbol) const;  ///< the value of a decimal integer text, if it is one

  /// The order of identifiers, equal on every machine: none, then decimal digits by value ("9" before "10", "9" before "09"),
  /// then other texts by bytes, then lists item by item.
  int compare(Symbol a, Symbol b) const;
  bool less(Symbol a, Symbol b) const { return compare(a, b) < 0; }

  std::size_t text_count() const { return texts_.size(); }
  std::size_t bytes() const;                         ///< estimate of the memory held

 private:
  std::string_view stored(Symbol symbol) const { return texts_[symbol.index()]; }
  std::string_view keep(std::string_view text);

  struct Index;                                      // hash maps (Abseil), hidden
  std::unique_ptr<Index> index_;
  std::vector<std::string_view> texts_;              // position 0 is unused: symbol 0 is none
  std::vector<std::span<const Symbol>> lists_;
  std::deque<std::unique_ptr<char[]>> blocks_;
  std::deque<std::vector<Symbol>> list_storage_;
  std::size_t block_used_ = 0, block_size_ = 0, total_bytes_ = 0;
};

/// Turns the words of definitions and questions into symbols. A writer interns them; a reader of a shared engine only looks them up: a word
/// that was never interned is none, and nothing equals it.
class Naming {
 public:
  explicit Naming(Interner& interner) : reader_(interner), writer_(&interner) {}
  explicit Naming(const Interner& interner) : reader_(interner) {}
  Symbol operator()(std::string_view text) const { return writer_ ? writer_->intern(text) : reader_.find(text); }
  Symbol operator()(std::int64_t value) const { return writer_ ? writer_->intern(value) : reader_.find(std::to_string(value)); }

 private:
  const Interner& reader_;
  Interner* writer_ = nullptr;
};

}  // namespace deskgauge::base

template <>
struct std::hash<deskgauge::base::Symbol> {
  std::size_t operator()(deskgauge::base::Symbol s) const noexcept { return std::size_t{s.bits()} * 0x9E3779B97F4A7C15ull; }
};
