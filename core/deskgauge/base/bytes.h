#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace deskgauge::base {

/// Writes canonical bytes: the same value is the same bytes on every machine (little-endian base-128 varints, zigzag for signed).
class Writer {
 public:
  void u64(std::uint64_t v);
  void i64(std::int64_t v);
  void i128(__int128 v);
  void text(std::string_view s);  ///< length, then bytes
  void raw(std::string_view s) { bytes_.append(s); }
  void f64(double v);             ///< IEEE bits, fixed 8 bytes
  const std::string& bytes() const { return bytes_; }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Reads what Writer wrote. Damaged input never reads out of bounds: the first fault makes ok() false and every later read 0 or "".
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  std::uint64_t u64();
  std::int64_t i64();
  __int128 i128();
  std::string_view text();
  std::string_view raw(std::size_t n);
  double f64();
  /// A count of items that follow, each at least one byte long: more than the bytes left is a fault (so nothing huge is reserved).
  std::uint64_t count();
  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }
  void fail() { ok_ = false; rest_ = {}; }
  std::size_t left() const { return rest_.size(); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

/// FNV-1a over the bytes: a checksum against damage and a fingerprint of definitions, not a cryptographic hash.
std::uint64_t fingerprint(std::string_view bytes);

}  // namespace deskgauge::base
