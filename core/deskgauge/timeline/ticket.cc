#include "deskgauge/timeline/ticket.h"

#include <algorithm>

namespace deskgauge::timeline {

void Ticket::clear() {
  Ticket fresh;
  // keep the capacity of the vectors: a fold of a small ticket must not allocate
  auto const reuse = [](auto& from, auto& into) { from.clear(); into.swap(from); };
  reuse(statuses, fresh.statuses);
  reuse(assignments, fresh.assignments);
  reuse(turns, fresh.turns);
  reuse(solves, fresh.solves);
  reuse(changes, fresh.changes);
  reuse(sla_applied, fresh.sla_applied);
  reuse(sla_concluded, fresh.sla_concluded);
  reuse(surveys, fresh.surveys);
  reuse(contacts, fresh.contacts);
  reuse(contradictions, fresh.contradictions);
  *this = std::move(fresh);
}

Status Ticket::status_at(Instant t) const {
  Status found = Status::new_;
  for (const StatusSpan& span : statuses) {
    if (span.from > t) break;
    found = span.status;
  }
  return found;
}

time::Intervals Ticket::in_statuses(std::uint16_t mask, Instant from, Instant to) const {
  time::Intervals found;
  for (std::size_t i = 0; i < statuses.size(); ++i) {
    if (!(mask >> static_cast<unsigned>(statuses[i].status) & 1u)) continue;
    Instant const end = i + 1 < statuses.size() ? statuses[i + 1].from : time::kNever;
    time::Interval const piece = time::intersect({statuses[i].from, end}, {from, to});
    if (piece.empty()) continue;
    if (!found.empty() && found.back().to == piece.from) found.back().to = piece.to;
    else found.push_back(piece);
  }
  return found;
}

const Assignment* Ticket::assignment_at(Instant t) const {
  const Assignment* found = nullptr;
  for (const Assignment& assignment : assignments) {
    if (assignment.from > t) break;
    found = &assignment;
  }
  return found;
}

Symbol Ticket::dimension(Dimension wanted, Symbol custom, Instant t) const {
  if (wanted == Dimension::team) {
    const Assignment* const assignment = assignment_at(t);
    return assignment ? assignment->team : Symbol{};
  }
  Symbol value;
  for (const DimensionChange& change : changes) {
    if (change.at > t) break;
    if (change.dimension == wanted && change.custom == custom) value = change.value;
  }
  return value;
}

Words::Words(base::Interner& interner) {
  auto const intern_all = [&interner](auto& into, std::initializer_list<const char*> words) {
    std::size_t i = 0;
    for (const char* word : words) into[i++] = interner.intern(std::string_view(word));
  };
  intern_all(direction, {"inbound", "outbound", "proactive"});
  intern_all(bot_involved, {"none", "assisted", "solo"});
  intern_all(sla_metric, {"first_response", "next_reply", "resolution", "cycle_resolution"});
  intern_all(instrument, {"csat", "nps", "ces_v1", "ces_v2", "esat", "enps", "acsi", "servqual", "review_360", "custom"});
  intern_all(reason, {"", "merged", "spam", "deleted", "test"});
  tags_field = interner.intern(std::string_view("tags"));
  for (auto const& [name, dimension] : std::initializer_list<std::pair<const char*, Dimension>>{
         {"priority", Dimension::priority}, {"type", Dimension::type}, {"category", Dimension::category}, {"channel", Dimension::channel},
         {"tags", Dimension::tag}, {"schedule_id", Dimension::schedule}, {"organization_id", Dimension::organization},
         {"brand_id", Dimension::brand}, {"language", Dimension::language}, {"segment", Dimension::segment},
         {"customer_id", Dimension::customer}})
    fields_.emplace_back(interner.intern(std::string_view(name)), dimension);
}

std::optional<Dimension> Words::dimension_of(Symbol field) const {
  for (auto const& [symbol, dimension] : fields_)
    if (symbol == field) return dimension;
  return std::nullopt;
}

}  // namespace deskgauge::timeline
