#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "deskgauge/interchange/mapping.h"

namespace deskgauge::interchange {

/// Reads a condition:
///
///   condition = term { "and" term }
///   term      = [ "not" ] "first"                         the first row of its entity
///             | "changed" column { "," column }           one of them differs from the entity's row before
///             | column ( "==" | "!=" ) value
///             | column [ "not" ] "in" "(" value { "," value } ")"
///             | column "is" ( "missing" | "present" )
///             | "state.status" …                          ==, !=, in, not in: the status that the events so far have put the entity in;
///                                                         "none" before the first
/// Columns and values with blanks stand in double quotes. `column_id` gives the position of a column.
base::Result<Condition> parse_condition(std::string_view text, const std::function<ColumnId(std::string_view)>& column_id);

/// Whether a condition looks at other rows or at what they led to: then the mapping must say what an entity is.
bool needs_entity(const Condition& condition);

}  // namespace deskgauge::interchange
