#pragma once
// Private to interchange/: the values that every result document is made of, by the rules of result_json.h.
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "deskgauge/engine/query.h"

namespace deskgauge::interchange {

using nlohmann::json;

/// Bytes that are not UTF-8 are replaced, never refused: a ticket's text must not lose an answer.
std::string dump(const json& document, int indent);

json instant(time::Instant t);                   ///< null at either end of time
json instant(const std::optional<time::Instant>& t);
json interval(time::Interval window);
json group(const engine::Group& pairs);          ///< dimension -> value, null for none
std::string hex(std::uint64_t number);           ///< 16 digits
json value_object(const value::Value& v);
json excluded_event(const engine::ExcludedEvent& event);

template <class T>
json optional(const std::optional<T>& number) {
  return number ? json(*number) : json(nullptr);
}

}  // namespace deskgauge::interchange
