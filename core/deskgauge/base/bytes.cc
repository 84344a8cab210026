// How each number is written: docs/snapshot-format.md.
#include "deskgauge/base/bytes.h"

#include <bit>

namespace deskgauge::base {
namespace {

template <class U>
void put_varint(std::string& out, U v) {
  for (; v >= 0x80; v >>= 7) out.push_back(static_cast<char>(0x80 | static_cast<unsigned char>(v & 0x7f)));
  out.push_back(static_cast<char>(v));
}

template <class U>
U get_varint(std::string_view& rest, bool& ok) {
  U v = 0;
  for (unsigned shift = 0; shift < 8 * sizeof(U); shift += 7) {
    if (rest.empty()) break;
    auto const b = static_cast<unsigned char>(rest.front());
    rest.remove_prefix(1);
    v |= U(b & 0x7f) << shift;
    if (!(b & 0x80)) return v;
  }
  ok = false;
  rest = {};
  return 0;
}

}  // namespace

void Writer::u64(std::uint64_t v) { put_varint(bytes_, v); }
void Writer::i64(std::int64_t v) { put_varint(bytes_, (static_cast<std::uint64_t>(v) << 1) ^ static_cast<std::uint64_t>(v >> 63)); }
void Writer::i128(__int128 v) {
  using u128 = unsigned __int128;
  put_varint(bytes_, (static_cast<u128>(v) << 1) ^ static_cast<u128>(v >> 127));
}
void Writer::text(std::string_view s) {
  u64(s.size());
  bytes_.append(s);
}
void Writer::f64(double v) {
  auto bits = std::bit_cast<std::uint64_t>(v);
  for (int i = 0; i < 8; ++i, bits >>= 8) bytes_.push_back(static_cast<char>(bits & 0xff));
}

std::uint64_t Reader::u64() { return get_varint<std::uint64_t>(rest_, ok_); }
std::int64_t Reader::i64() {
  std::uint64_t const v = u64();
  return static_cast<std::int64_t>(v >> 1) ^ -static_cast<std::int64_t>(v & 1);
}
__int128 Reader::i128() {
  auto const v = get_varint<unsigned __int128>(rest_, ok_);
  return static_cast<__int128>(v >> 1) ^ -static_cast<__int128>(v & 1);
}
std::string_view Reader::raw(std::size_t n) {
  if (n > rest_.size()) {
    fail();
    return {};
  }
  auto const taken = rest_.substr(0, n);
  rest_.remove_prefix(n);
  return taken;
}
std::string_view Reader::text() { return raw(u64()); }
double Reader::f64() {
  auto const b = raw(8);
  std::uint64_t bits = 0;
  for (std::size_t i = b.size(); i-- > 0;) bits = bits << 8 | static_cast<unsigned char>(b[i]);
  return std::bit_cast<double>(bits);
}
std::uint64_t Reader::count() {
  std::uint64_t const n = u64();
  if (n > rest_.size()) fail();
  return ok_ ? n : 0;
}

std::uint64_t fingerprint(std::string_view bytes) {
  std::uint64_t h = 0xcbf29ce484222325ull;
  for (char c : bytes) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ull;
  return h;
}

}  // namespace deskgauge::base
