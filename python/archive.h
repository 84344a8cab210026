#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "deskgauge/base/bytes.h"
#include "deskgauge/time/interval.h"

namespace deskgauge::python {

/// Specialised for each plain value of the core: `each(f)` calls f(name, pointer to member, doc) for every member, in the order of the
/// pickle. From this one list value_class.h makes properties, repr, equality, hash and pickle.
template <class T>
struct Fields;

template <class T>
concept Described = requires {
  Fields<T>::each([](auto&&...) {});
};

inline void write(base::Writer& out, bool v) { out.u64(v); }
inline void write(base::Writer& out, double v) { out.f64(v); }
inline void write(base::Writer& out, std::string_view v) { out.text(v); }
inline void write(base::Writer& out, const std::string& v) { out.text(v); }
inline void write(base::Writer& out, time::Instant v) { out.i64(v.ms); }
inline void write(base::Writer& out, time::Interval v) { out.i64(v.from.ms), out.i64(v.to.ms); }
template <class T>
requires std::is_integral_v<T> || std::is_enum_v<T>
void write(base::Writer& out, T v) { out.i64(static_cast<std::int64_t>(v)); }
template <class A, class B>
void write(base::Writer& out, const std::pair<A, B>& v);
template <class T>
void write(base::Writer& out, const std::optional<T>& v);
template <class T>
void write(base::Writer& out, const std::vector<T>& v);
template <class K, class V>
void write(base::Writer& out, const std::map<K, V>& v);
template <Described T>
void write(base::Writer& out, const T& v);

inline void read(base::Reader& in, bool& v) { v = in.u64() != 0; }
inline void read(base::Reader& in, double& v) { v = in.f64(); }
inline void read(base::Reader& in, std::string& v) { v = in.text(); }
/// value::Uncertainty::absent_reason is a view of a literal in the core; a pickle brings the text, which must become that literal again.
std::string_view known_absent_reason(std::string_view text);
inline void read(base::Reader& in, std::string_view& v) { v = known_absent_reason(in.text()); }
inline void read(base::Reader& in, time::Instant& v) { v.ms = in.i64(); }
inline void read(base::Reader& in, time::Interval& v) { v.from.ms = in.i64(), v.to.ms = in.i64(); }
template <class T>
requires std::is_integral_v<T> || std::is_enum_v<T>
void read(base::Reader& in, T& v) { v = static_cast<T>(in.i64()); }
template <class A, class B>
void read(base::Reader& in, std::pair<A, B>& v);
template <class T>
void read(base::Reader& in, std::optional<T>& v);
template <class T>
void read(base::Reader& in, std::vector<T>& v);
template <class K, class V>
void read(base::Reader& in, std::map<K, V>& v);
template <Described T>
void read(base::Reader& in, T& v);

template <class A, class B>
void write(base::Writer& out, const std::pair<A, B>& v) {
  write(out, v.first), write(out, v.second);
}
template <class T>
void write(base::Writer& out, const std::optional<T>& v) {
  write(out, v.has_value());
  if (v) write(out, *v);
}
template <class T>
void write(base::Writer& out, const std::vector<T>& v) {
  out.u64(v.size());
  for (const T& item : v) write(out, item);
}
template <class K, class V>
void write(base::Writer& out, const std::map<K, V>& v) {
  out.u64(v.size());
  for (const auto& item : v) write(out, item.first), write(out, item.second);
}
template <Described T>
void write(base::Writer& out, const T& v) {
  Fields<T>::each([&](const char*, auto member, const char*) { write(out, v.*member); });
}

template <class A, class B>
void read(base::Reader& in, std::pair<A, B>& v) {
  read(in, v.first), read(in, v.second);
}
template <class T>
void read(base::Reader& in, std::optional<T>& v) {
  bool there = false;
  read(in, there);
  if (there && in.ok()) read(in, v.emplace());
}
template <class T>
void read(base::Reader& in, std::vector<T>& v) {
  for (std::uint64_t n = in.count(); n > 0 && in.ok(); --n) read(in, v.emplace_back());
}
template <class K, class V>
void read(base::Reader& in, std::map<K, V>& v) {
  for (std::uint64_t n = in.count(); n > 0 && in.ok(); --n) {
    K key{};
    read(in, key);
    read(in, v[std::move(key)]);
  }
}
template <Described T>
void read(base::Reader& in, T& v) {
  Fields<T>::each([&](const char*, auto member, const char*) { read(in, v.*member); });
}

}  // namespace deskgauge::python
