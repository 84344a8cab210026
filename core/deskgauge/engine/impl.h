#pragma once
// Private to engine/: what an Engine is made of.
#include <map>
#include <set>

#include "deskgauge/cell/store.h"
#include "deskgauge/contribution/diff.h"
#include "deskgauge/contribution/plan.h"
#include "deskgauge/engine/engine.h"
#include "deskgauge/engine/recent.h"
#include "deskgauge/engine/relevance.h"
#include "deskgauge/timeline/book.h"

namespace deskgauge::engine {

using base::Symbol;
using contribution::Contribution;
using contribution::Environment;
using contribution::Plan;
using contribution::CustomerInput;
using time::Instant;
using timeline::HistoryIndex;

/// When silence alone will change a group of histories: an ordered set of (instant, group). A group is named by its first member.
class Wakes {
 public:
  void set(HistoryIndex group, Instant when);
  void clear(HistoryIndex group) { set(group, time::kNever); }
  Instant when(HistoryIndex group) const;      ///< kNever: silence changes nothing
  Instant next() const { return queue_.empty() ? time::kNever : queue_.begin()->first; }
  /// Takes out the groups that wake at or before `now`.
  std::vector<std::pair<Instant, HistoryIndex>> take(Instant now);

 private:
  std::set<std::pair<Instant, HistoryIndex>> queue_;
  base::FlatMap<HistoryIndex, Instant> when_;
};

/// Signed inputs of the second stage, by customer. The customer's history (often empty) is its place in the book.
using CustomerInputs = base::FlatMap<HistoryIndex, std::vector<CustomerInput>>;

/// The order in which the second stage reads the inputs of one customer.
bool comes_before(const CustomerInput& a, const CustomerInput& b, const base::Interner& interner);

/// The customers of a linked group as the second stage sees them at `at`: aliases resolved, inputs sorted. Calls `use(customer, inputs)`.
template <class Use>
void each_customer(const timeline::Book& book, const std::vector<HistoryIndex>& group, const CustomerInputs& inputs, Instant at,
                   const base::Interner& interner, Use use);

struct Engine::Impl {
  explicit Impl(std::shared_ptr<const metric::Catalogue> definitions);

  /// Compiles the catalogue's metrics; positions in the plan are positions in `kept`.
  void prepare(std::shared_ptr<const metric::Catalogue> definitions);
  time::Grid grid() const { return {catalogue->desk.zone, catalogue->desk.week_start}; }
  int position(std::string_view metric) const;               ///< in `kept`; -1 for a derived or unknown one

  std::shared_ptr<const metric::Catalogue> catalogue;
  std::uint64_t fingerprint = 0;                             ///< of the catalogue: every answer carries it
  std::unique_ptr<base::Interner> interner = std::make_unique<base::Interner>();
  std::shared_ptr<const Environment> environment;
  std::vector<metric::Metric> kept;                          ///< simple metrics and ratios, by name
  std::unique_ptr<Plan> plan;
  std::unique_ptr<cell::Store> store;
  timeline::Book book;
  CustomerInputs customer_inputs;
  base::FlatMap<std::uint32_t, event::Subject> invitations, contacts;   ///< where an event without a subject belongs
  Wakes wakes;
  Instant now = time::kBeginning;
  Instant latest_touch = time::kBeginning;                   ///< latest event or effect in the cells: at or after it, cells answer
  std::int64_t revision = 0;
  bool cells_only = false;
  std::uint64_t cells_fingerprint = 0;
  Counters counters;
  Relevance relevance;                                       ///< of the present definitions, once there was a batch
  Recent recent;
  Plan::Workspace room;                                      ///< of the writer: kept, so that one event allocates little
  std::vector<QualityFinding> conflicts;                     ///< revision conflicts, as they were seen
};

/// Whether a history takes part in the ticket stage (tickets, contacts, invitations) or is a customer.
inline bool is_ticket_stage(event::SubjectKind kind) {
  return kind == event::SubjectKind::ticket || kind == event::SubjectKind::contact || kind == event::SubjectKind::invitation;
}

/// One change of the state: a batch of events, or the passing of time. Remembers what the touched groups contributed before, and at the end
/// recomputes each touched group once and hands the difference to the cells.
class Change {
 public:
  explicit Change(Engine::Impl& engine) : e_(engine), room_(engine.room) {}
  /// Remembers what the group of this history contributes now, once, before its history changes.
  void touch(HistoryIndex index);
  bool touched(HistoryIndex index) const { return touched_.contains(index); }
  /// Recomputes everything touched at `now`, which becomes the engine's.
  void finish(Instant now);

 private:
  struct Before {
    std::vector<Contribution> contributions;
    std::vector<CustomerInput> inputs;
  };
  void remember_tickets(const std::vector<HistoryIndex>& group);
  void remember_customers(const std::vector<HistoryIndex>& group);
  void finish_tickets(const std::vector<HistoryIndex>& group);
  void finish_customers(const std::vector<HistoryIndex>& group);
  void apply_difference(std::vector<Contribution>& before, std::vector<Contribution>& after);
  void note_inputs(std::vector<CustomerInput>& before, std::vector<CustomerInput>& after);
  Before gather(const std::vector<HistoryIndex>& group);
  Instant future_event(const std::vector<HistoryIndex>& group) const;
  void note_silence(const std::vector<HistoryIndex>& group, const contribution::Silence& silence);

  Engine::Impl& e_;
  base::FlatSet<HistoryIndex> touched_;
  std::vector<HistoryIndex> order_;                          ///< touched histories, as they came
  base::FlatMap<HistoryIndex, Before> before_;               ///< by first member of the group as it was
  std::vector<std::pair<CustomerInput, int>> input_changes_;
  Plan::Workspace& room_;
  std::vector<Contribution> after_;
  std::vector<CustomerInput> inputs_;
  std::vector<HistoryIndex> group_;
};

template <class Use>
void each_customer(const timeline::Book& book, const std::vector<HistoryIndex>& group, const CustomerInputs& inputs, Instant at,
                   const base::Interner& interner, Use use) {
  // the end of each member's chain of customer.merged; a circle ends at its smallest id, also for those who came into it from outside
  auto const into = [&](HistoryIndex member) {
    Symbol const target = timeline::merged_into(book.history(member), at).target;
    HistoryIndex const next = target ? book.find({event::SubjectKind::customer, target}) : timeline::kNoHistory;
    return next == timeline::kNoHistory ? member : next;
  };
  auto const less = [&](HistoryIndex a, HistoryIndex b) {
    return interner.less(book.history(a).subject().id, book.history(b).subject().id);
  };
  auto const root = [&](HistoryIndex member) {
    HistoryIndex place = member;
    for (std::size_t steps = 0; into(place) != place && steps < group.size(); ++steps) place = into(place);
    HistoryIndex smallest = place;
    for (HistoryIndex next = into(place); next != place; next = into(next))
      if (less(next, smallest)) smallest = next;
    return smallest;
  };
  std::vector<std::pair<HistoryIndex, CustomerInput>> all;
  for (HistoryIndex member : group)
    if (auto const it = inputs.find(member); it != inputs.end())
      for (const CustomerInput& input : it->second)
        if (input.at <= at) all.emplace_back(group.size() == 1 ? member : root(member), input);
  auto const before = [&](auto const& a, auto const& b) {
    if (a.first != b.first) return a.first < b.first;
    return comes_before(a.second, b.second, interner);
  };
  std::sort(all.begin(), all.end(), before);
  std::vector<CustomerInput> one;
  for (std::size_t i = 0; i < all.size();) {
    one.clear();
    HistoryIndex const customer = all[i].first;
    for (; i < all.size() && all[i].first == customer; ++i) one.push_back(all[i].second);
    use(book.history(customer).subject().id, one);
  }
}

}  // namespace deskgauge::engine
