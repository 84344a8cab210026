#pragma once
#include <cstdint>
#include <functional>

#include "deskgauge/base/bytes.h"

namespace deskgauge::aggregate {

/// Turns a distinct id into its canonical number on the way out, or back on the way in; empty leaves ids as they are.
using Remap = std::function<std::uint32_t(std::uint32_t)>;

/// Boost's serialisation protocol asks an archive for operator& only; these two speak canonical bytes, so Boost.Serialization is not
/// needed. Counters are kept unsigned (they wrap) and written as the signed numbers they stand for.
class SavingArchive {
 public:
  SavingArchive(base::Writer& out, const Remap& remap) : out_(out), remap_(remap) {}
  SavingArchive& operator&(std::uint64_t v) {
    out_.i64(static_cast<std::int64_t>(v));
    return *this;
  }
  SavingArchive& operator&(unsigned __int128 v) {
    out_.i128(static_cast<__int128>(v));
    return *this;
  }
  template <class T>
    requires requires(const T& t, base::Writer& out, const Remap& remap) { t.save(out, remap); }
  SavingArchive& operator&(const T& t) {
    t.save(out_, remap_);
    return *this;
  }

 private:
  base::Writer& out_;
  const Remap& remap_;
};

class LoadingArchive {
 public:
  LoadingArchive(base::Reader& in, const Remap& remap) : in_(in), remap_(remap) {}
  LoadingArchive& operator&(std::uint64_t& v) {
    v = static_cast<std::uint64_t>(in_.i64());
    return *this;
  }
  LoadingArchive& operator&(unsigned __int128& v) {
    v = static_cast<unsigned __int128>(in_.i128());
    return *this;
  }
  template <class T>
    requires requires(T& t, base::Reader& in, const Remap& remap) { t.load(in, remap); }
  LoadingArchive& operator&(T& t) {
    t.load(in_, remap_);
    return *this;
  }

 private:
  base::Reader& in_;
  const Remap& remap_;
};

}  // namespace deskgauge::aggregate
