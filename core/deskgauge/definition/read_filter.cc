#include "deskgauge/definition/read.h"

namespace deskgauge::definition {

std::optional<metric::Filter> read_filter(const Field& field, metric::FactKind fact, Report& report) {
  auto const text = read_text(field, report);
  if (!text) return std::nullopt;
  auto result = metric::parse_filter(*text, fact);
  if (auto* filter = std::get_if<metric::Filter>(&result)) return std::move(*filter);
  auto const& fault = std::get<metric::FilterFault>(result);
  report.add(RuleId::malformed_filter, report.sources().inside(field.node, fault.offset), field.path + ": " + fault.message, fault.hint);
  return std::nullopt;
}

std::optional<std::uint16_t> read_statuses(const Field& field, Report& report) {
  if (field.node.type != Node::Type::sequence) return (void)read_items(field, report), std::nullopt;
  std::uint16_t bits = 0;
  for (const Field& item : read_items(field, report)) {
    auto const word = read_word(item, status_words(), report);
    if (!word) return std::nullopt;
    bits = static_cast<std::uint16_t>(bits | 1u << *word);
  }
  return bits;
}

}  // namespace deskgauge::definition
