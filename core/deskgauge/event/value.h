#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "deskgauge/event/event.h"

namespace deskgauge::event {

/// A number in the one spelling an event keeps it in: "3.50" and "35e-1" are "3.5", "-0" is "0". nullopt if it is no decimal number or
/// needs more than 40 characters.
std::optional<std::string> canonical_decimal(std::string_view text);

/// The symbol of one text, choice, boolean, integer, instant or decimal. Reasons: "wrong_type", "unknown_choice", "naive_time",
/// "malformed_instant"; the field of the error is left to the caller, who knows the path.
base::Result<Symbol> parse_scalar(ValueType type, std::span<const std::string_view> choices, std::string_view text,
                                  base::Interner& interner);

/// As parse_scalar, for any field. Lists, rows and objects stand in flow notation, as YAML and people write them:
/// "[vip, refund]" or "vip, refund"; "[{question_id: nps, value: 9}]"; "{min: 1, max: 5}". Double quotes keep commas and brackets.
base::Result<Symbol> parse_value(const FieldSpec& spec, std::string_view text, base::Interner& interner);

/// The inverse of parse_scalar; "" for none.
std::string scalar_text(ValueType type, std::span<const std::string_view> choices, Symbol value, const base::Interner& interner);

/// A refusal of one value; `field` may be filled in later.
base::Unexpected wrong_type(std::string_view wanted, std::string_view text);

}  // namespace deskgauge::event
