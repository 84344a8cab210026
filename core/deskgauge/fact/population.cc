#include "deskgauge/fact/population.h"

#include <algorithm>

namespace deskgauge::fact {

using Op = metric::Filter::Op;

Population::Population(const metric::Filter& filter, const base::Naming& name) : op_(filter.op), measure_(filter.measure) {
  for (const metric::Filter& child : filter.children) children_.emplace_back(child, name);
  if (filter.dimension) {
    key_.dimension = filter.dimension->dimension;
    key_.at = filter.dimension->at;
    if (filter.dimension->dimension == metric::Dimension::custom) key_.custom = name(filter.dimension->custom);
  }
  for (const metric::Filter::Literal& literal : filter.literals) {
    if (auto const* const number = std::get_if<std::int64_t>(&literal)) {
      numbers_.push_back(*number);
      symbols_.push_back(name(*number));
    } else {
      symbols_.push_back(name(std::get<std::string>(literal)));
    }
  }
}

bool Population::reads_measure(int measure) const {
  return measure_ == measure ||
         std::any_of(children_.begin(), children_.end(), [&](const Population& c) { return c.reads_measure(measure); });
}

bool Population::listed(Symbol value) const { return std::find(symbols_.begin(), symbols_.end(), value) != symbols_.end(); }

bool Population::compares(std::int64_t left) const {
  if (op_ == Op::in) return std::find(numbers_.begin(), numbers_.end(), left) != numbers_.end();
  if (numbers_.empty()) return false;
  switch (std::int64_t const right = numbers_.front(); op_) {
    case Op::eq: return left == right;
    case Op::ne: return left != right;
    case Op::lt: return left < right;
    case Op::le: return left <= right;
    case Op::gt: return left > right;
    case Op::ge: return left >= right;
    default: return false;
  }
}

/// Null semantics: a comparison with an absent value is false, and so is its negated operator.
bool Population::matches(Symbol value, const base::Interner& interner) const {
  if (op_ == Op::is_null) return !value;
  if (op_ == Op::not_null) return static_cast<bool>(value);
  if (!value) return false;
  if (value.is_list()) {                                      // tags: a list equals what it contains
    auto const items = interner.list(value);
    bool const contains = std::any_of(items.begin(), items.end(), [&](Symbol item) { return listed(item); });
    return op_ == Op::ne ? !contains : contains;
  }
  if (op_ == Op::eq || op_ == Op::in) return listed(value);
  if (op_ == Op::ne) return !listed(value);
  auto const number = interner.integer(value);
  return number && compares(*number);
}

bool Population::matches_measure(std::int64_t left) const {
  if (left == kNoRating) return op_ == Op::is_null;
  return op_ == Op::not_null || (op_ != Op::is_null && compares(left));
}

}  // namespace deskgauge::fact
