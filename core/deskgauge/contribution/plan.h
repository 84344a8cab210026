#pragma once
#include <memory>
#include <span>
#include <vector>

#include "deskgauge/contribution/projection.h"
#include "deskgauge/fact/customer.h"
#include "deskgauge/fact/policies.h"

namespace deskgauge::contribution {

/// A set of metrics made ready for one engine: everything between histories and contributions, as pure functions. Owns what its parts refer
/// to; shares the catalogue; refers to the interner, which must outlive it. Read-only after construction, so readable from many threads.
class Plan {
 public:
  /// `metrics`: which of the catalogue's simple metrics and ratios (derived ones are arithmetic on finished values). They may be
  /// variations of the catalogue's, made for one question.
  Plan(std::shared_ptr<const metric::Catalogue> catalogue, std::vector<metric::Metric> metrics, base::Interner& interner);
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;

  const metric::Catalogue& catalogue() const { return *catalogue_; }
  const std::vector<Projection>& projections() const { return projections_; }
  const timeline::Words& words() const { return words_; }
  Scene scene() const { return {interner_, words_, rosters_, clocks_}; }
  bool has_customer_scope() const { return !customer_groups_.empty(); }

  /// Room reused from call to call; one for each thread.
  struct Workspace {
    std::vector<timeline::Ticket> tickets;
    fact::FactSet facts;
    std::vector<std::pair<time::Instant, fact::SlaTerms>> targets;
    std::vector<fact::CustomerInput> first;
  };

  /// Everything that a group of linked histories contributes at `at`, unsorted, and when silence changes that next (kNever: never).
  time::Instant contribute(const timeline::Book& book, const std::vector<timeline::HistoryIndex>& group, time::Instant at, Workspace& room,
                           std::vector<Contribution>& out, std::vector<fact::CustomerInput>& inputs) const;
  /// The same for one customer: `inputs` sorted by (at, subject), aliases resolved.
  time::Instant contribute(Symbol customer, std::span<const fact::CustomerInput> inputs, time::Instant at, Workspace& room,
                           std::vector<Contribution>& out) const;
  /// The facts of one ticket as one projection sees them.
  void derive(const Projection& projection, const timeline::Ticket& ticket, Workspace& room) const;
  /// A customer's issue as the ticket-shaped thing that projections read.
  timeline::Ticket as_ticket(Symbol customer, const fact::CustomerInput& first, time::Instant at) const;

 private:
  /// Projections that read the same facts.
  struct FactGroup {
    metric::FactKind kind;
    std::vector<std::int64_t> options;
    std::vector<std::size_t> projections;
  };
  void contribute_ticket(const timeline::Ticket& ticket, Workspace& room, std::vector<Contribution>& out, time::Instant& wake) const;

  std::shared_ptr<const metric::Catalogue> catalogue_;
  base::Interner& interner_;
  timeline::Words words_;
  fact::Rosters rosters_;
  fact::Clocks clocks_;
  fact::Policies policies_;
  std::vector<Projection> projections_;
  std::vector<FactGroup> groups_, customer_groups_;
  bool needs_targets_ = false;
};

}  // namespace deskgauge::contribution
