#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace deskgauge::metric {

/// The measurable things a history yields. Each has a fixed list of instants, measures, options and attributions (table below), which
/// definitions name and fact/ fills. Append, never reorder.
enum class FactKind : std::uint8_t {
  ticket,            ///< one for each counted ticket
  solve,             ///< one for each entry into the done-set {solved, closed} from outside it (X1, X2)
  first_solve,       ///< one for each ticket ever solved, with its first reopening
  reopen,            ///< one for each leaving of the done-set
  first_response,    ///< one for each ticket whose response clock started; perhaps not yet answered
  reply,             ///< one for each answered run of customer messages
  first_assignment,  ///< one for each ticket; perhaps not yet assigned to a human
  open,              ///< level: +1 while a ticket is open
  open_age,          ///< read at `at`: one for each ticket open then, with the age of the chosen clock
  sla,               ///< one for each target applied by an event or a policy
  sla_reported,      ///< one for each verdict the host concluded itself
  survey_invitation, ///< one for each invitation sent
  survey_response,   ///< one for each answered invitation (or each revision)
  issue,             ///< customer scope: contacts of one customer chained by gaps of at most the option `gap`
  excluded,          ///< one for each ticket left out: merged, spam, deleted, test
  contact,           ///< one for each ended contact with a human
};
inline constexpr std::size_t kFactKindCount = 16;
inline constexpr std::size_t kMaxInstants = 6, kMaxMeasures = 12;

/// What a measure's number is.
enum class MeasureType : std::uint8_t { count, duration, rating, flag };
struct MeasureSpec {
  std::string_view name;
  MeasureType type;
  std::string_view summary;
};

/// A choice of meaning that a definition must write down; the position of the word in `choices` is its value. `choices` empty: a span
/// ("7d").
struct OptionSpec {
  std::string_view name;
  std::span<const std::string_view> choices;
  std::string_view summary;
  bool required = true;
};

/// Who is credited. A kind lists those it can tell.
enum class Attribution : std::uint8_t {
  none,                     ///< no agent
  author,                   ///< who sent the reply
  assignee,                 ///< assignee at the anchor
  assignee_at_survey_sent,  ///< the snapshot in survey.sent, else the assignee then
  last_public_replier,
  solver,                   ///< the agent who solved, else the assignee at the solve
  owner_at_as_of,           ///< assignee at `at`
  first_assignee,
  all_participants,         ///< 1/k to each human who replied or was assigned; above 16 refused
};
inline constexpr std::size_t kAttributionCount = 9;
std::string_view to_text(Attribution attribution);
std::optional<Attribution> parse_attribution(std::string_view name);

/// One row of the table.
struct FactKindSpec {
  FactKind kind;
  std::string_view name;
  std::string_view summary;
  std::span<const std::string_view> instants;       ///< anchors to choose from, in the order of fact::Fact::instants
  std::span<const MeasureSpec> measures;            ///< in the order of fact::Fact::measures
  std::span<const OptionSpec> options;
  std::span<const Attribution> attributions;
  int start = -1, end = -1;                         ///< instants that bound the measure `duration`; -1: no duration
  bool customer_scope = false;
  bool level = false;                               ///< `open`
  bool read_at = false;                             ///< `open_age`: computed at `at`, never kept in cells
};

std::span<const FactKindSpec> fact_kinds();
const FactKindSpec& fact_kind(FactKind kind);
std::optional<FactKind> parse_fact_kind(std::string_view name);
inline std::string_view to_text(FactKind kind) { return fact_kind(kind).name; }
int instant_index(FactKind kind, std::string_view name);   ///< -1 if the kind has none of that name
int measure_index(FactKind kind, std::string_view name);
int option_index(FactKind kind, std::string_view name);
/// The instant at which the clock of a kind starts, with the options of a definition: what a survival metric is anchored at. -1: none.
int start_instant(FactKind kind, std::span<const std::int64_t> options);

// Positions in the tables, for fact/ and contribution/.
namespace ticket { enum Instant { created, first_assigned, first_solved, last_solved };
enum Measure {
  one,
  human_replies,
  customer_messages,
  touches,
  reopens,
  solves,
  assignee_stations,
  group_stations,
  transfers,
  max_tier,
  solved,
  improper_pause
};
}  // namespace ticket
namespace solve {
enum Instant { solved, cycle_start, created };
enum Measure { duration, ordinal, is_last, by_bot };
enum Option { start };
enum Start { from_created, from_cycle_start };
}  // namespace solve
namespace first_solve {
enum Instant { first_solved, reopened, created };
enum Measure { one, was_reopened };
enum Option { no_reply_reopens };
}  // namespace first_solve
namespace reopen { enum Instant { reopened, solved, created }; enum Measure { one, ordinal }; }
namespace first_response { enum Instant { started, responded, created }; enum Measure { duration, answered };
  enum Option { start, bots }; enum Start { from_created, from_first_customer_message, from_handoff }; enum Bots { never_end, end, only }; }
  namespace reply {
  enum Instant { replied, waiting_since, created };
  enum Measure { duration, messages };
  enum Option { bots };
  enum Bots { clear, ignore };
  }  // namespace reply
namespace first_assignment { enum Instant { created, assigned }; enum Measure { duration, was_assigned }; }
namespace open { enum Instant { entered, left, created }; enum Measure { one }; }
namespace open_age { enum Instant { as_of, since }; enum Measure { duration }; enum Option { since_rule };
  enum Since { since_created, since_cycle_start, since_unanswered, since_waiting, since_unassigned }; }
namespace sla { enum Instant { due, applied, started, fulfilled, concluded }; enum Measure { duration, met, target }; }
namespace sla_reported { enum Instant { concluded, due }; enum Measure { met }; }
namespace survey_invitation { enum Instant { sent, first_responded }; enum Measure { one, responded }; }
namespace survey_response { enum Instant { first_responded, responded, sent }; enum Measure { rating, is_yes, revision };
  enum Option { revisions, cap }; enum Revisions { latest, first, all }; }
  namespace issue {
  enum Instant { opened, ended };
  enum Measure { contacts };
  enum Option { contacts_from, gap, match };
  enum ContactsFrom { tickets, contacts_only, both };
  enum Match { any, category };
  }  // namespace issue
namespace excluded { enum Instant { created, left_out }; enum Measure { one }; }
namespace contact { enum Instant { ended, queued, answered }; enum Measure { duration, transfers }; }

}  // namespace deskgauge::metric
