#include <algorithm>
#include <ostream>

#include "draw.h"
#include "eval_subject.h"
#include "table.h"
#include "words.h"

namespace deskgauge::cli {
namespace {

using engine::Card;
using engine::ScorecardLine;
using metric::Scorecard;

std::string title_of(std::string_view name) {
  std::string text = words_of(name);
  if (!text.empty()) text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
  return text;
}

constexpr std::size_t kFewCards = 6;   // so many are shown line by line

std::string level_name(const Scorecard& card, int level) {
  for (const metric::RatingLevel& one : card.rating->scheme.levels)
    if (one.level == level) return words_of(one.name);
  return std::to_string(level);
}

/// "Fully Successful", or "Fully Successful (2 \u2013 4)" while the interval spans levels.
std::string level_text(const Scorecard& card, const score::AssignedLevel& level) {
  std::string text = level_name(card, level.level);
  if (level.indeterminate()) text += " (" + std::to_string(level.low) + " \u2013 " + std::to_string(level.high) + ")";
  return text;
}

std::string score_text(const score::Score& s) { return s.score ? rounded(*s.score, 1) : words_of(s.absent_reason); }
std::string interval_of(const std::optional<score::AttainmentInterval>& i) {
  return i ? "[" + rounded(i->low, 1) + " \u2013 " + rounded(i->high, 1) + "]" : std::string();
}

std::string name_of(const Card& card) {
  std::string text;
  for (auto const& [dimension, value] : card.group) text += (text.empty() ? "" : ", ") + title_of(dimension) + " " + value;
  return text.empty() ? "Whole desk" : text;
}

Ink ink_of(double attainment, const metric::AttainmentScale& scale) {
  return attainment >= scale.at_target ? Ink::good : attainment <= 0 ? Ink::bad : Ink::plain;
}

std::string rating_text(const Card& card, const Scorecard& definition) {
  if (!definition.rating) return {};
  if (!card.rating) return "no rating: " + words_of(card.rating_absent_reason);
  std::string const text = level_text(definition, card.rating->level);
  return card.rating->level.indeterminate() ? text + ", indeterminate" : text;
}

std::string confirmation_text(const engine::Confirmation& c, const time::Zone& zone) {
  std::string const comment = c.comment_ref.empty() ? "" : " (" + c.comment_ref + ")";
  return words_of(c.label) + ", by " + c.person + " on " + local_text(c.at, zone) + comment;
}

class CardText {
 public:
  CardText(std::ostream& out, const Console& console, const Scorecard& card, const metric::Catalogue& catalogue)
      : out_(out), console_(console), definition_(card), catalogue_(catalogue) {}

  void write(const Card& card) {
    headline(card);
    Table table;
    table.column("", Align::left);
    for (const char* title : {"value", "95 % interval", "n"}) table.column(title, Align::right);
    table.column("attainment", Align::left);
    table.column("", Align::right);
    table.column("", Align::right);
    table.column("weight", Align::right);
    table.column("level", Align::left);
    table.column("", Align::left);
    for (const score::PerspectiveScore& perspective : card.composite.perspectives) {
      perspective_row(table, perspective);
      for (const ScorecardLine& line : card.lines)
        if (line.item.perspective == perspective.name) item_row(table, line, card);
    }
    table.print(out_, console_, "  ");
    verdict(card);
  }

 private:
  std::string faint(std::string_view text) const { return console_.paint(Ink::faint, text); }

  void headline(const Card& card) {
    const score::Score& total = card.composite.total;
    out_ << console_.paint(Ink::strong, name_of(card)) << "  "
         << console_.paint(total.score ? Ink::strong : Ink::faint, total.score ? rounded(*total.score, 1) : "no score")
         << (total.score ? faint(" of " + rounded(definition_.scale.cap, 0)) : faint(": " + words_of(total.absent_reason)));
    if (total.interval) out_ << "  " << faint(interval_of(total.interval));
    out_ << faint(" \u00b7 coverage " + percent(total.coverage)) << "\n\n";
  }

  void perspective_row(Table& table, const score::PerspectiveScore& p) {
    std::string const range = interval_of(p.score.interval);
    std::string const score = p.score.score ? score_text(p.score) : std::string("\u2013");
    table.row({{title_of(p.name), Ink::strong}, {}, {}, {}, {drawn(p.score.score)}, {score, Ink::strong}, {range, Ink::faint},
               {percent(p.score.weight / total_weight()), Ink::faint}, {}, {words_of(p.score.absent_reason), Ink::caution}});
  }

  void item_row(Table& table, const ScorecardLine& line, const Card&) {
    const metric::Metric& m = *catalogue_.find_metric(line.item.metric);
    std::string notes;
    auto const note = [&](bool set, const std::string& text) {
      if (set) notes += (notes.empty() ? "" : ", ") + text;
    };
    note(line.item.critical, "critical");
    note(line.value.low_n && line.value.number, "low n");
    note(line.value.pending > 0, grouped(line.value.pending) + " pending");
    bool const unsure = line.level && line.level->indeterminate();
    std::string name = "  " + line.item.metric;
    for (auto const& [dimension, value] : line.item.scope) name += " " + dimension + "=" + value;
    table.row({{name},
               {value_text(line.value, m), line.value.number ? Ink::plain : Ink::faint},
               {interval_text(line.value.uncertainty, m), Ink::faint},
               {grouped(line.value.n)},
               {drawn(line.attainment), line.attainment ? ink_of(*line.attainment, definition_.scale) : Ink::faint},
               {line.attainment ? rounded(*line.attainment, 1) : std::string("\u2013")},
               {interval_of(line.interval), Ink::faint},
               {percent(line.item.weight / total_weight()), Ink::faint},
               {line.level ? level_text(definition_, *line.level) : std::string(), unsure ? Ink::caution : Ink::plain},
               {notes, Ink::caution}});
  }

  void verdict(const Card& card) {
    if (!definition_.rating && !card.confirmation) return;
    out_ << '\n';
    if (definition_.rating) {
      out_ << "  " << faint("proposed   ") << rating_text(card, definition_);
      if (card.rating) {
        out_ << faint("  " + definition_.rating->rule_name + " " + rounded(card.rating->total, 2));
        if (card.rating->because != "summary_rule") out_ << faint(", " + words_of(card.rating->because));
      }
      out_ << '\n';
    }
    if (card.confirmation)
      out_ << "  " << faint("confirmed  ")
           << console_.paint(Ink::good, confirmation_text(*card.confirmation, catalogue_.desk.zone)) << '\n';
    else if (definition_.rating)
      out_ << "  " << faint("confirmed  not yet: a rating counts when a person has confirmed it") << '\n';
  }

  std::string drawn(const std::optional<double>& attainment) const {
    return attainment ? bar(*attainment / definition_.scale.cap, 12, definition_.scale.at_target / definition_.scale.cap) : std::string();
  }
  double total_weight() const {
    double sum = 0;
    for (const metric::ScorecardItem& item : definition_.items) sum += item.weight;
    return sum > 0 ? sum : 1;
  }

  std::ostream& out_;
  const Console& console_;
  const Scorecard& definition_;
  const metric::Catalogue& catalogue_;
};

/// Every card, a line each.
void overview(std::ostream& out, const Console& console, const engine::ScorecardAnswer& answer) {
  Table table;
  for (const std::string& dimension : answer.scorecard.by) table.column(dimension, Align::left);
  table.column("score", Align::right);
  table.column("", Align::left);
  table.column("interval", Align::right);
  table.column("coverage", Align::right);
  table.column("proposed", Align::left);
  table.column("confirmed", Align::left);
  for (const Card& card : answer.cards) {
    std::vector<Table::Cell> cells;
    for (auto const& part : card.group) cells.push_back({part.second});
    const score::Score& total = card.composite.total;
    const metric::AttainmentScale& scale = answer.scorecard.scale;
    cells.push_back({score_text(total), total.score ? Ink::strong : Ink::faint});
    cells.push_back({total.score ? bar(*total.score / scale.cap, 12, scale.at_target / scale.cap) : std::string()});
    cells.push_back({interval_of(total.interval), Ink::faint});
    cells.push_back({percent(total.coverage)});
    bool const sure = card.rating && !card.rating->level.indeterminate();
    cells.push_back({rating_text(card, answer.scorecard), sure ? Ink::plain : Ink::caution});
    cells.push_back({card.confirmation ? words_of(card.confirmation->label) + ", " + card.confirmation->person : std::string(), Ink::good});
    table.row(std::move(cells));
  }
  table.print(out, console);
}

}  // namespace

void write_scorecard_text(std::ostream& out, const Console& console, const engine::ScorecardAnswer& answer,
                          const metric::Catalogue& catalogue) {
  const Scorecard& card = answer.scorecard;
  std::string const window = window_text(answer.window, answer.at, catalogue.desk.zone);
  out << console.paint(Ink::faint, place_text(catalogue.desk, window, answer.at)) << "\n\n";
  out << console.paint(Ink::strong, card.label.empty() ? card.name : card.label);
  out << console.paint(Ink::faint, "  " + card.name + " \u00b7 " + rounded(card.scale.at_target, 0) + " is the target, " +
                                       rounded(card.scale.cap, 0) + " the most \u00b7 " +
                                       std::string(to_text(card.composite.mean)) + " mean")
      << "\n\n";
  if (answer.cards.empty()) out << console.paint(Ink::faint, "no data") << '\n';
  if (answer.cards.size() > 1) {
    overview(out, console, answer);
    out << '\n';
  }
  if (answer.cards.size() > kFewCards) {
    std::string const example = answer.cards.front().group.front().first + "=" + answer.cards.front().group.front().second;
    out << console.paint(Ink::faint, "Ask for one card to see its lines: --group " + example) << '\n';
    return;
  }
  bool first = true;
  CardText text(out, console, card, catalogue);
  for (const Card& one : answer.cards) {
    if (!first) out << '\n';
    first = false;
    text.write(one);
  }
}

}  // namespace deskgauge::cli
