#pragma once
#include <optional>
#include <utility>
#include <variant>

#include "deskgauge/base/error.h"

namespace deskgauge::base {

/// Marks an error on its way into a Result, as std::unexpected does.
struct Unexpected {
  Error error;
};
inline Unexpected unexpected(Error error) { return {std::move(error)}; }
inline Unexpected unexpected(Code code, std::string reason, std::string message, std::string field = {}, std::string value = {},
                             std::string remedy = {}) {
  return {Error{code, std::move(reason), std::move(field), std::move(value), std::move(message), std::move(remedy)}};
}

/// A value or an Error; members are named as in std::expected (C++23) so that it can be swapped for it later.
template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Unexpected u) : state_(std::in_place_index<1>, std::move(u.error)) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  const Error& error() const& { return std::get<1>(state_); }
  Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

/// Success without a value, or an Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;
  Result() = default;
  Result(Unexpected u) : error_(std::move(u.error)) {}

  bool has_value() const { return !error_; }
  explicit operator bool() const { return has_value(); }
  const Error& error() const& { return *error_; }
  Error&& error() && { return std::move(*error_); }

 private:
  std::optional<Error> error_;
};

}  // namespace deskgauge::base

/// Leaves the enclosing function with the error of `expression`, a Result, if it has one.
#define DESKGAUGE_TRY(expression)                                                                     \
  do {                                                                                                \
    if (auto dg_result_ = (expression); !dg_result_) return ::deskgauge::base::unexpected(std::move(dg_result_).error()); \
  } while (0)

/// Declares `name` with the value of `expression`, a Result, or leaves the enclosing function with its error.
#define DESKGAUGE_ASSIGN(name, expression)                                                            \
  auto name##_result_ = (expression);                                                                 \
  if (!name##_result_) return ::deskgauge::base::unexpected(std::move(name##_result_).error());       \
  auto name = std::move(name##_result_).value()
