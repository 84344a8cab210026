// Scorecards: each item's metric over the card's window, for every group at once, then attainment, weights and rating.
#include <algorithm>
#include <map>
#include <tuple>

#include "deskgauge/engine/question.h"
#include "deskgauge/engine/scorecard_report.h"
#include "deskgauge/timeline/standing.h"
#include "deskgauge/value/finish.h"

namespace deskgauge::engine {

using event::EventView;
using event::Field;
using metric::Scorecard;
using metric::ScorecardItem;

namespace {

using Names = std::vector<std::string>;

base::Result<const Scorecard*> find_scorecard(const metric::Catalogue& catalogue, const std::string& name) {
  if (const Scorecard* const card = catalogue.find_scorecard(name)) return card;
  Names known;
  for (const Scorecard& card : catalogue.scorecards) known.push_back(card.name);
  std::string const near = metric::closest(name, known);
  return base::unexpected(base::Code::not_found, "unknown_scorecard", "there is no such scorecard in the definitions", "scorecard", name,
                          near.empty() ? "List the scorecards to see their names." : "Did you mean \"" + near + "\"?");
}

/// The values of every item, by group.
struct Sheet {
  std::vector<std::map<Names, value::Value>> items;
  std::vector<value::Value> missing;             ///< what a group has that an item does not know
  std::vector<Names> groups;                     ///< of any item, in order of identity; of a desk's card the one empty group
};

class SheetReader {
 public:
  SheetReader(const Engine::Impl& engine, const Scorecard& card, const Window& window, Instant at)
      : e_(engine), card_(card), window_(window), at_(at) {}

  base::Result<Sheet> read() const {
    Sheet sheet;
    std::map<Names, bool> groups;
    if (card_.by.empty()) groups[{}] = true;
    for (const ScorecardItem& item : card_.items) {
      DESKGAUGE_ASSIGN(solved, Question(e_, at_, card_.by, filter_text(item.scope, item.where)).solve({item.metric}, {window_}));
      auto& values = sheet.items.emplace_back();
      for (auto const& [group, list] : solved.front().values) {
        values.emplace(group, list.front());
        groups[group] = true;
      }
      sheet.missing.push_back(nothing(item));
    }
    for (auto const& entry : groups)
      if (std::none_of(entry.first.begin(), entry.first.end(), [](const std::string& name) { return name.empty(); }))
        sheet.groups.push_back(entry.first);               // nobody's numbers are on nobody's card
    std::sort(sheet.groups.begin(), sheet.groups.end(), [&](const Names& a, const Names& b) {
      for (std::size_t i = 0; i < a.size(); ++i)
        if (int const c = e_.interner->compare(e_.interner->find(a[i]), e_.interner->find(b[i]))) return c < 0;
      return false;
    });
    return sheet;
  }

 private:
  value::Value nothing(const ScorecardItem& item) const {
    const metric::Metric& metric = *e_.catalogue->find_metric(item.metric);
    if (metric.type == metric::MetricType::derived) return {};
    return value::finish(metric, aggregate::State(contribution::state_spec(metric, false)), 0, positive_set(metric, *e_.catalogue), false);
  }

  const Engine::Impl& e_;
  const Scorecard& card_;
  Window window_;
  Instant at_;
};

/// The interval of a value, which holds the value whatever the rounding.
std::optional<std::pair<double, double>> ends_of(const value::Value& value) {
  const value::Uncertainty& u = value.uncertainty;
  if (u.method == value::IntervalMethod::none) return std::nullopt;
  return std::pair(std::min(u.low, *value.number), std::max(u.high, *value.number));
}

ScorecardLine line_of(const Scorecard& card, const ScorecardItem& item, const value::Value& value) {
  ScorecardLine line{item, value, {}, {}, {}};
  if (!value.number) return line;
  line.attainment = score::attainment(item.attainment, *value.number, card.scale);
  const value::Uncertainty& u = value.uncertainty;
  bool const has_interval = u.method != value::IntervalMethod::none;
  if (has_interval) line.interval = score::attainment(item.attainment, u.low, u.high, card.scale);
  if (card.rating && item.standard)
    line.level = score::element_level(card.rating->scheme, *item.standard, *value.number, ends_of(value));
  return line;
}

base::Result<void> rate(const Scorecard& card, Card& out) {
  if (!card.rating) {
    out.rating_absent_reason = "not_rated";
    return {};
  }
  std::vector<score::RatedElement> elements;
  for (const ScorecardLine& line : out.lines) {
    if (!line.item.standard) continue;
    if (line.level) elements.push_back({line.item.metric, line.item.critical, line.item.weight, *line.level});
    else if (line.item.critical) {
      out.rating_absent_reason = "critical_item_missing";
      return {};
    }
  }
  if (elements.empty()) {
    out.rating_absent_reason = "no_items";
    return {};
  }
  DESKGAUGE_ASSIGN(rating, score::summarise(card.rating->scheme, card.rating->rule, elements));
  out.rating = rating;
  return {};
}

base::Result<Card> card_of(const Scorecard& card, const Sheet& sheet, const Names& group) {
  Card out;
  std::vector<score::ScoreItem> items;
  for (std::size_t i = 0; i < card.by.size(); ++i) out.group.emplace_back(card.by[i], group[i]);
  for (std::size_t i = 0; i < card.items.size(); ++i) {
    auto const found = sheet.items[i].find(group);
    out.lines.push_back(line_of(card, card.items[i], found == sheet.items[i].end() ? sheet.missing[i] : found->second));
    const ScorecardLine& line = out.lines.back();
    items.push_back({line.item.metric, line.item.perspective, line.item.weight, line.attainment, line.interval});
  }
  DESKGAUGE_ASSIGN(composite, score::compose(items, card.composite));
  out.composite = std::move(composite);
  DESKGAUGE_TRY(rate(card, out));
  return out;
}

bool matches(const Scorecard& card, const Names& group, const Group& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](auto const& part) {
    auto const at = std::find(card.by.begin(), card.by.end(), part.first);
    return at != card.by.end() && group[static_cast<std::size_t>(at - card.by.begin())] == part.second;
  });
}

/// A confirmation that names its period is of the card of that period; one that does not, of every window that had begun.
bool is_of_window(const EventView& event, time::Interval window, const base::Interner& interner) {
  auto const period = interner.list(event.get(Field::period));
  if (period.size() < 2) return event.time >= window.from;
  auto const from = interner.integer(period[0]), to = interner.integer(period[1]);
  return from && to && Instant{*from} <= window.from && window.from < Instant{*to};
}

/// Whether a confirmation of this agent and team is of this card; the desk's card takes those of nobody.
bool is_of_card(const Card& card, const std::string& agent, const std::string& team) {
  if (card.group.empty()) return agent.empty() && team.empty();
  return std::all_of(card.group.begin(), card.group.end(), [&](auto const& part) {
    return part.first == "agent" ? part.second == agent : part.first == "team" ? part.second == team : false;
  });
}

/// Confirmations that are not withdrawn, of this scorecard, up to `at`; of several the latest.
void add_confirmations(const Engine::Impl& e, const Scorecard& card, time::Interval window, Instant at, std::vector<Card>& cards) {
  const base::Interner& interner = *e.interner;
  auto const text = [&](const EventView& event, Field field) { return interner.text(event.get(field)); };
  auto const order = [](const Confirmation& x) { return std::tie(x.at, x.person, x.label, x.comment_ref); };
  for (HistoryIndex i = 0; i < e.book.size(); ++i) {
    if (e.book.history(i).subject().kind != event::SubjectKind::desk) continue;
    timeline::read_standing(e.book.history(i), at, [&](const EventView& event) {
      if (event.kind != event::Kind::rating_confirmed || text(event, Field::scorecard) != card.name) return;
      if (!is_of_window(event, window, interner)) return;
      std::string const agent = text(event, Field::agent_id), team = text(event, Field::team_id);
      Confirmation const said{text(event, Field::label), text(event, Field::person), text(event, Field::comment_ref), event.time};
      for (Card& one : cards)
        if (is_of_card(one, agent, team) && (!one.confirmation || order(*one.confirmation) < order(said))) one.confirmation = said;
    });
  }
}

}  // namespace

base::Result<ScorecardAnswer> Engine::scorecard(const ScorecardRequest& request) const {
  const Impl& e = *impl_;
  DESKGAUGE_ASSIGN(card, find_scorecard(*e.catalogue, request.scorecard));
  ScorecardAnswer answer;
  answer.scorecard = *card;
  answer.at = request.at.value_or(e.now);
  if (answer.at == time::kBeginning) answer.at = Instant{0};
  answer.definitions_fingerprint = e.catalogue->fingerprint();
  answer.revision = e.revision;
  for (auto const& [dimension, value] : request.group)
    if (std::find(card->by.begin(), card->by.end(), dimension) == card->by.end())
      return base::unexpected(base::Code::invalid_argument, "unknown_dimension", "the scorecard " + card->name + " has no cards by it",
                              "group", dimension, "Name a dimension of its `by`.");
  DESKGAUGE_ASSIGN(window, window::resolve(request.window.value_or(card->window), answer.at, e.grid()));
  answer.window = window.shown();
  DESKGAUGE_ASSIGN(sheet, SheetReader(e, *card, window, answer.at).read());
  for (const Names& group : sheet.groups) {
    if (!matches(*card, group, request.group)) continue;
    if (answer.cards.size() == request.max_cards)
      return base::unexpected(base::Code::exhausted, "max_cards", "the scorecard has more cards than max_cards", "group",
                              std::to_string(sheet.groups.size()), "Ask for one team or agent.");
    DESKGAUGE_ASSIGN(one, card_of(*card, sheet, group));
    answer.cards.push_back(std::move(one));
  }
  add_confirmations(e, *card, answer.window, answer.at, answer.cards);
  return answer;
}

}  // namespace deskgauge::engine
