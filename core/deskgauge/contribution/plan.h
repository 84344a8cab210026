#pragma once
#include <memory>
#include <span>
#include <vector>

#include "deskgauge/contribution/projection.h"
#include "deskgauge/fact/customer.h"
#include "deskgauge/fact/policies.h"

namespace deskgauge::contribution {

/// What every plan of one engine and one catalogue shares: rosters, clocks, policies, words. Read-only after construction; must outlive its
/// plans. Refers to the interner.
struct Environment {
  Environment(std::shared_ptr<const metric::Catalogue> shared, base::Interner& symbols)
      : catalogue(std::move(shared)), interner(symbols), words(symbols), rosters(*catalogue, base::Naming(symbols)),
        clocks(*catalogue, base::Naming(symbols)), policies(*catalogue, base::Naming(symbols), words, rosters) {}
  Environment(const Environment&) = delete;

  std::shared_ptr<const metric::Catalogue> catalogue;
  const base::Interner& interner;
  timeline::Words words;
  fact::Rosters rosters;
  fact::Clocks clocks;
  fact::Policies policies;
};

/// What a ticket tells its customer's second stage: a contact, or a survey response of a capped metric with what it would contribute. When
/// the ticket changes, its inputs are diffed like contributions.
struct CustomerInput : fact::CustomerInput {
  bool is_response = false;
  Symbol invitation{};           ///< of a response: tells apart those of one moment, whatever the key of the asking metric
  Contribution response{};
  friend bool operator==(const CustomerInput&, const CustomerInput&) = default;
};

/// A set of metrics made ready for one engine: everything between histories and contributions, as pure functions. Read-only after
/// construction, so readable from many threads.
class Plan {
 public:
  /// What its contributions are for: kept cells, in which metrics that are read at `at` take no part, or an answer made from histories.
  enum class Purpose : std::uint8_t { cells, answer };
  /// `metrics`: simple metrics and ratios (derived ones are arithmetic on finished values); they may be variations of the catalogue's, made
  /// for one question. `name` turns the words of their filters into symbols.
  Plan(std::shared_ptr<const Environment> environment, const std::vector<metric::Metric>& metrics, const base::Naming& name,
       Purpose purpose = Purpose::cells);

  const metric::Catalogue& catalogue() const { return *environment_->catalogue; }
  const std::vector<Projection>& projections() const { return projections_; }
  const timeline::Words& words() const { return environment_->words; }
  Scene scene() const { return {environment_->interner, environment_->words, environment_->rosters, environment_->clocks}; }
  bool has_customer_scope() const { return !customer_groups_.empty() || has_caps_; }

  /// Room reused from call to call; one for each thread.
  struct Workspace {
    std::vector<timeline::Ticket> tickets;
    fact::FactSet facts;
    std::vector<std::pair<time::Instant, fact::SlaTerms>> targets;
    std::vector<fact::CustomerInput> first, contacts;
  };

  /// Everything that a group of linked histories contributes at `at`, unsorted, and when silence changed and changes that.
  Silence contribute(const timeline::Book& book, const std::vector<timeline::HistoryIndex>& group, time::Instant at, Workspace& room,
                           std::vector<Contribution>& out, std::vector<CustomerInput>& inputs) const;
  /// The same for one customer: `inputs` sorted by (at, subject), aliases resolved.
  Silence contribute(Symbol customer, std::span<const CustomerInput> inputs, time::Instant at, Workspace& room,
                           std::vector<Contribution>& out) const;
  /// The facts of one ticket as one projection sees them.
  void derive(const Projection& projection, const timeline::Ticket& ticket, Workspace& room) const;
  /// X21: at most one response of a customer in the cap's span, the latest. The positions of those of a capped metric that count; `inputs`
  /// as for contribute.
  std::vector<std::size_t> kept_responses(const Projection& projection, std::span<const CustomerInput> inputs) const;
  /// A customer's issue as the ticket-shaped thing that projections read.
  timeline::Ticket as_ticket(Symbol customer, const fact::CustomerInput& first, time::Instant at) const;

 private:
  /// Projections that read the same facts.
  struct FactGroup {
    metric::FactKind kind;
    std::vector<std::int64_t> options;
    bool running = false;                ///< with what has not ended yet
    std::vector<std::size_t> projections;
  };
  void contribute_ticket(const timeline::Ticket& ticket, Workspace& room, std::vector<Contribution>& out,
                         std::vector<CustomerInput>& inputs, Silence& silence) const;
  void hand_over_responses(const Projection& projection, const timeline::Ticket& ticket, const fact::FactSet& facts,
                           std::vector<Contribution>& out, std::vector<CustomerInput>& inputs, Silence& silence) const;

  void find_targets(const timeline::Ticket& ticket, Workspace& room) const;

  std::shared_ptr<const Environment> environment_;
  std::vector<Projection> projections_;
  std::vector<FactGroup> groups_, customer_groups_;
  bool needs_targets_ = false, has_caps_ = false;
};

}  // namespace deskgauge::contribution
