#include "deskgauge/base/symbol.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "deskgauge/base/flat_map.h"

namespace deskgauge::base {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The value of "0" or of digits without a leading zero, below 2^31: the texts that stand in the symbol itself.
std::optional<std::uint32_t> inline_number(std::string_view text) {
  if (text.empty() || text.size() > 10 || (text[0] == '0' && text.size() > 1)) return std::nullopt;
  std::uint64_t value = 0;
  for (char c : text) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  if (value >= Symbol::kNumber) return std::nullopt;
  return static_cast<std::uint32_t>(value);
}

bool all_digits(std::string_view s) { return !s.empty() && std::all_of(s.begin(), s.end(), is_digit); }

int sign(int c) { return (c > 0) - (c < 0); }

/// See Interner::compare. A total order: digits form one class before all other texts; inside it value, then length, decide.
int compare_texts(std::string_view a, std::string_view b) {
  bool const da = all_digits(a), db = all_digits(b);
  if (da != db) return da ? -1 : 1;
  if (!da) return sign(a.compare(b));
  auto const strip = [](std::string_view s) { s.remove_prefix(std::min(s.find_first_not_of('0'), s.size())); return s; };
  std::string_view const va = strip(a), vb = strip(b);
  if (va.size() != vb.size()) return va.size() < vb.size() ? -1 : 1;
  if (int const c = va.compare(vb)) return sign(c);
  return a.size() == b.size() ? 0 : (a.size() < b.size() ? -1 : 1);
}

}  // namespace

struct ListKeyHash {
  using is_transparent = void;
  std::size_t operator()(std::span<const Symbol> items) const {
    std::size_t h = 0xcbf29ce484222325ull;
    for (Symbol s : items) h = (h ^ s.bits()) * 0x100000001b3ull;
    return h ^ (h >> 29);
  }
};
struct ListKeyEqual {
  using is_transparent = void;
  bool operator()(std::span<const Symbol> a, std::span<const Symbol> b) const { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }
};

struct Interner::Index {
  absl::flat_hash_map<std::string_view, std::uint32_t> texts;
  absl::flat_hash_map<std::span<const Symbol>, std::uint32_t, ListKeyHash, ListKeyEqual> lists;
};

Interner::Interner() : index_(std::make_unique<Index>()), texts_(1), lists_(1) {}
Interner::~Interner() = default;
Interner::Interner(Interner&&) noexcept = default;
Interner& Interner::operator=(Interner&&) noexcept = default;

std::string_view Interner::keep(std::string_view text) {
  if (blocks_.empty() || block_used_ + text.size() > block_size_) {
    block_size_ = std::max<std::size_t>(64 * 1024, text.size());
    blocks_.push_back(std::make_unique<char[]>(block_size_));
    block_used_ = 0;
    total_bytes_ += block_size_;
  }
  char* const at = blocks_.back().get() + block_used_;
  if (!text.empty()) std::memcpy(at, text.data(), text.size());
  block_used_ += text.size();
  return {at, text.size()};
}

Symbol Interner::intern(std::string_view text) {
  if (auto const number = inline_number(text)) return Symbol::number(*number);
  if (auto const it = index_->texts.find(text); it != index_->texts.end()) return Symbol::from_bits(it->second);
  auto const position = static_cast<std::uint32_t>(texts_.size());
  std::string_view const kept = keep(text);
  texts_.push_back(kept);
  index_->texts.emplace(kept, position);
  return Symbol::from_bits(position);
}

Symbol Interner::intern(std::int64_t value) {
  if (value >= 0 && value < std::int64_t{Symbol::kNumber}) return Symbol::number(static_cast<std::uint32_t>(value));
  char digits[24];
  auto const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  return intern(std::string_view(digits, static_cast<std::size_t>(end - digits)));
}

Symbol Interner::intern_list(std::span<const Symbol> items) {
  if (auto const it = index_->lists.find(items); it != index_->lists.end()) return Symbol::from_bits(it->second | Symbol::kList);
  auto const position = static_cast<std::uint32_t>(lists_.size());
  list_storage_.emplace_back(items.begin(), items.end());
  lists_.emplace_back(list_storage_.back());
  index_->lists.emplace(lists_.back(), position);
  total_bytes_ += items.size_bytes() + 64;
  return Symbol::from_bits(position | Symbol::kList);
}

Symbol Interner::find(std::string_view text) const {
  if (auto const number = inline_number(text)) return Symbol::number(*number);
  auto const it = index_->texts.find(text);
  return it == index_->texts.end() ? Symbol{} : Symbol::from_bits(it->second);
}

std::string_view Interner::view(Symbol symbol, char* buffer) const {
  if (symbol.is_number()) {
    auto const end = std::to_chars(buffer, buffer + 11, symbol.number_value()).ptr;
    return {buffer, static_cast<std::size_t>(end - buffer)};
  }
  return symbol.is_text() ? stored(symbol) : std::string_view{};
}

std::string Interner::text(Symbol symbol) const {
  if (!symbol.is_list()) {
    char buffer[16];
    return std::string(view(symbol, buffer));
  }
  std::string out = "[";
  for (Symbol item : list(symbol)) {
    if (out.size() > 1) out += ", ";
    out += text(item);
  }
  return out + "]";
}

std::span<const Symbol> Interner::list(Symbol symbol) const {
  return symbol.is_list() ? lists_[symbol.index()] : std::span<const Symbol>{};
}

std::optional<std::int64_t> Interner::integer(Symbol symbol) const {
  if (symbol.is_number()) return symbol.number_value();
  if (!symbol.is_text()) return std::nullopt;
  std::string_view const s = stored(symbol);
  std::int64_t value = 0;
  auto const [end, fault] = std::from_chars(s.data(), s.data() + s.size(), value);
  if (fault != std::errc{} || end != s.data() + s.size()) return std::nullopt;
  return value;
}

int Interner::compare(Symbol a, Symbol b) const {
  if (a == b) return 0;
  if (a.is_none() || b.is_none()) return a.is_none() ? -1 : 1;
  if (a.is_list() != b.is_list()) return a.is_list() ? 1 : -1;
  if (a.is_list()) {
    auto const x = list(a), y = list(b);
    for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i)
      if (int const c = compare(x[i], y[i])) return c;
    return x.size() == y.size() ? 0 : (x.size() < y.size() ? -1 : 1);
  }
  if (a.is_number() && b.is_number()) return a.number_value() < b.number_value() ? -1 : 1;
  char ba[16], bb[16];
  return compare_texts(view(a, ba), view(b, bb));
}

std::size_t Interner::bytes() const {
  return total_bytes_ + texts_.capacity() * sizeof(std::string_view) + index_->texts.capacity() * (sizeof(std::string_view) + 5) +
         lists_.capacity() * sizeof(std::span<const Symbol>);
}

}  // namespace deskgauge::base
