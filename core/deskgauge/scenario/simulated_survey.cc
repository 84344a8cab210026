// The surveys of a ticket's story: who is asked, what is answered, and who changes their mind.
#include <algorithm>

#include "deskgauge/scenario/simulated_ticket.h"

namespace deskgauge::scenario {
namespace {

using event::Field;
using event::Instrument;
using event::Kind;

constexpr Quantiles kSend{60, 600, 1800, 3600, 7200, 14400, 43200, 80000, 86400};
constexpr Quantiles kRespond{40, 300, 1200, 9000, 43200, 130000, 300000, 600000, 900000};
constexpr Quantiles kReconsider{60, 300, 1800, 20000, 90000, 200000, 400000, 600000, 800000};

struct Scale {
  std::string_view question, version;
  std::int64_t minimum, maximum;
  std::array<int, 3> weights_good;   // of the best answers, the best first
  int lowest_good;                   // answers from here up are satisfied ones
};
// csat 1 … 5 (satisfied 4, 5), nps 0 … 10 (promoters 9, 10; the third best, 8, is passive), ces 1 … 7 (easy 5, 6, 7).
constexpr Scale kCsat{"csat", "1", 1, 5, {66, 34, 0}, 4};
constexpr Scale kNps{"nps", "1", 0, 10, {45, 30, 25}, 8};
constexpr Scale kCes{"ces", "2", 1, 7, {35, 45, 20}, 5};

const Scale& scale(Instrument instrument) { return instrument == Instrument::csat ? kCsat : instrument == Instrument::nps ? kNps : kCes; }

}  // namespace

std::int64_t TicketStory::rating(Instrument instrument, bool satisfied) {
  const Scale& s = scale(instrument);
  if (satisfied) return s.maximum - static_cast<std::int64_t>(random_.pick(s.weights_good));
  // The lower of two draws below the satisfied answers would be too bitter for most scales: the higher one is taken.
  std::int64_t const below = s.lowest_good - s.minimum;
  return s.minimum + std::max(random_.below(below), random_.below(below));
}

void TicketStory::survey() {
  constexpr int kShares[] = {58, 4, 9, 29};                             // csat, nps, ces, not asked
  std::size_t const asked = random_.pick(kShares);
  if (asked == 3 || first_solved_ == time::kNever) return;
  Instrument const instrument = asked == 0 ? Instrument::csat : asked == 1 ? Instrument::nps : Instrument::ces_v2;
  const Scale& s = scale(instrument);
  time::Instant const sent = now_ + random_.draw(kSend);
  std::string const invitation = std::string(s.question) + "-" + id_;
  teller_.begin(Kind::survey_sent, sent, "surveys")
      .text(Field::invitation_id, invitation)
      .word(Field::instrument, instrument)
      .text(Field::instrument_version, s.version)
      .list(Field::scale, {std::to_string(s.minimum), std::to_string(s.maximum)})
      .text(Field::ticket_id, id_)
      .text(Field::customer_id, customer_)
      .text(Field::team_id, SimulatedDesk::teams()[team_].name)
      .number(Field::resolution_cycle, cycle_)
      .text(Field::channel, "email");
  if (agent_ != 0) teller_.number(Field::assignee_id, agent_);
  else teller_.text(Field::assignee_id, "answer-bot");
  if (random_.chance(320)) respond(instrument, invitation, sent);
}

void TicketStory::respond(Instrument instrument, const std::string& invitation, time::Instant sent) {
  int chance = (agent_ == 0 ? 700 : desk_.satisfaction(agent_, sent)) + SimulatedDesk::teams()[team_].mood;
  if (slow_) chance -= 120;
  if (reopened_) chance -= 150;
  bool satisfied = random_.chance(chance);
  time::Instant t = sent + random_.draw(kRespond);
  for (int revision = 1;; ++revision) {
    std::string const answer = std::to_string(rating(instrument, satisfied));
    teller_.begin(Kind::survey_responded, t, "surveys")
        .text(Field::invitation_id, invitation)
        .text(Field::response_id, "r-" + invitation)
        .number(Field::response_revision, revision)
        .list(Field::answers, {scale(instrument).question, answer})
        .text(Field::rater_id, customer_)
        .text(Field::ticket_id, id_);
    if (revision == 3 || !random_.chance(80)) return;
    t = t + random_.draw(kReconsider);
    satisfied = satisfied ? !random_.chance(150) : random_.chance(600);   // most who change their mind were won over
  }
}

}  // namespace deskgauge::scenario
