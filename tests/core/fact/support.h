#pragma once
#include <memory>

#include "deskgauge/fact/derive.h"
#include "deskgauge/fact/policies.h"
#include "tests/core/time/support.h"
#include "tests/core/timeline/support.h"

namespace deskgauge::fact {

using timeline::at;
using timeline::Fields;

/// Facts of tickets as a test asks for them: a desk, its definitions, and derive with everything it needs.
class Facts : public timeline::Desk {
 public:
  metric::Catalogue catalogue;

  FactSet derive(FactKind kind, std::vector<std::int64_t> options, const Ticket& ticket) {
    base::Naming const name(symbols);
    Clocks const clocks(catalogue, name);
    Rosters const rosters(catalogue, name);
    Policies const policies(catalogue, name, words, rosters);
    std::vector<std::pair<Instant, SlaTerms>> targets;
    if (!policies.empty() && ticket.has_ticket) policies.targets(ticket, symbols, targets);
    FactSet out;
    fact::derive(kind, options, ticket, Context{symbols, words, clocks, targets}, out);
    return out;
  }
  FactSet derive(FactKind kind, std::vector<std::int64_t> options, const std::string& id,
                 std::string_view when = "2026-12-31T00:00:00Z") {
    return derive(kind, std::move(options), ticket(id, when));
  }
  std::string name(Symbol s) const { return symbols.text(s); }
};

/// Seconds between two instants of each fact.
inline std::vector<std::int64_t> seconds(const FactSet& set, int from, int to) {
  std::vector<std::int64_t> out;
  for (const Fact& fact : set.facts) out.push_back((fact.instant(to) - fact.instant(from)).ms / 1000);
  return out;
}

/// Mon to Fri 09:00–17:00 in Berlin: UTC+2 in May, so 07:00Z to 15:00Z.
inline time::Schedule berlin_office(const std::string& name = "office") {
  return time::Schedule(name, time::zone("Europe/Berlin"), {time::weekly(time::kWorkdays, {time::range(9, 17)})});
}

/// V-T1 of kpis.md §5, ticket "1".
inline void golden_ticket(timeline::Desk& d) {
  d.created("05-04 07:50", "1", {{"channel", "email"}});
  d.message("05-04 07:50", "1", "customer:c");
  d.message("05-04 07:51", "1", "system", "auto_reply");
  d.message("05-04 07:55", "1", "bot:b");
  d.status("05-04 08:20", "1", "open");
  d.assigned("05-04 08:20", "1", "A", "manual");
  d.message("05-04 09:00", "1", "agent:A");
  d.status("05-04 09:00", "1", "pending");
  d.message("05-05 07:20", "1", "customer:c");
  d.message("05-05 07:30", "1", "customer:c");
  d.status("05-05 07:30", "1", "open", {{"actor_type", "customer"}});
  d.assigned("05-05 07:45", "1", "B", "transfer");
  d.message("05-05 08:00", "1", "agent:B");
  d.status("05-05 08:00", "1", "on_hold");
  d.status("05-06 13:00", "1", "open");
  d.message("05-06 14:00", "1", "agent:B");
  d.status("05-06 14:00", "1", "solved", {{"actor_type", "agent"}, {"actor_id", "B"}});
  d.add("05-06 14:05", "survey.sent", {{"invitation_id", "i"}, {"instrument", "csat"}, {"instrument_version", "1"}, {"ticket_id", "1"},
                                       {"assignee_id", "B"}, {"scale", "{min: 1, max: 5}"}});
  d.add("05-06 18:00", "survey.responded", {{"invitation_id", "i"}, {"ticket_id", "1"}, {"response_id", "r"}, {"revision", "1"},
                                            {"answers", "[{question_id: csat, value: 2}]"}});
  d.message("05-08 14:30", "1", "customer:c");
  d.status("05-08 14:30", "1", "open", {{"actor_type", "customer"}});
  d.assigned("05-08 14:40", "1", "", "unassign");
  d.assigned("05-11 07:10", "1", "C", "routing");
  d.message("05-11 07:15", "1", "agent:C");
  d.status("05-11 07:15", "1", "solved", {{"actor_type", "agent"}, {"actor_id", "C"}});
  d.add("05-12 09:00", "survey.responded", {{"invitation_id", "i"}, {"ticket_id", "1"}, {"response_id", "r"}, {"revision", "2"},
                                            {"answers", "[{question_id: csat, value: 5}]"}});
  d.status("05-15 07:15", "1", "closed", {{"actor_type", "automation"}});
}

}  // namespace deskgauge::fact
