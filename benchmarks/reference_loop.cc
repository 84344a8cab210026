#include "reference_loop.h"

#include <array>
#include <cmath>

#include "coarse_cell.h"
#include "deskgauge/base/flat_map.h"

namespace deskgauge::benchmark {
namespace {

std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 33)) * 0xFF51AFD7ED558CCDull;
  return x ^ (x >> 29);
}
struct Mixed {
  std::size_t operator()(std::uint64_t key) const { return mixed(key); }
};

struct TicketState {
  std::int64_t created = 0, first_reply = 0, solved = 0, last = 0, waiting_since = 0;
  std::uint16_t agent = 0, replies = 0;
  std::uint8_t status = 0, reopens = 0, score = 0, next = 0;
  std::array<std::uint32_t, 8> seen{};

  bool known(std::uint32_t id) {
    bool found = false;
    for (std::uint32_t s : seen) found |= s == id;
    if (!found) seen[next++ & 7] = id;
    return found;
  }

  /// The event's contribution in ms; what it is does not matter here, but that it depends on the state.
  double take(const Delivery& d) {
    std::int64_t const since = last ? d.time - last : 0;
    last = std::max(last, d.time);
    if (d.agent) agent = d.agent;
    switch (d.what) {
      case Happening::created: created = d.time; return 0;
      case Happening::customer_reply: waiting_since = waiting_since ? waiting_since : d.time; return static_cast<double>(std::abs(since));
      case Happening::agent_reply: {
        std::int64_t const from = first_reply ? waiting_since : created;
        if (!first_reply) first_reply = d.time;
        ++replies;
        waiting_since = 0;
        return static_cast<double>(std::abs(d.time - from));
      }
      case Happening::solved: solved = d.time, status = 4; return static_cast<double>(std::abs(d.time - created));
      case Happening::reopened: ++reopens, status = 1; return static_cast<double>(std::abs(d.time - solved));
      case Happening::csat: score = d.score; return d.score;
      default: return static_cast<double>(std::abs(since));
    }
  }
};

/// Ten cells: agent, team, channel and priority by day, the day, the hour of the week, and totals.
class Cells {
 public:
  explicit Cells(const StreamOptions& o)
      : days_(static_cast<std::size_t>(o.days) + 60), agent_day_(static_cast<std::size_t>(o.agents + 1) * days_),
        team_day_(static_cast<std::size_t>(o.teams + 1) * days_), channel_day_(6 * days_), priority_day_(4 * days_), day_(days_),
        hour_(168),
        agent_(static_cast<std::size_t>(o.agents) + 1), team_(static_cast<std::size_t>(o.teams) + 1), channel_(6), all_(kHappenings) {}

  void update(const Delivery& d, std::size_t agent, double value, std::int64_t start) {
    std::size_t const hour = static_cast<std::size_t>((d.time - start) / 3'600'000), day = std::min(hour / 24, days_ - 1);
    agent_day_[agent * days_ + day].update(value);
    team_day_[d.team * days_ + day].update(value);
    channel_day_[d.channel * days_ + day].update(value);
    priority_day_[d.priority * days_ + day].update(value);
    day_[day].update(value);
    hour_[hour % 168].update(value);
    agent_[agent].update(value);
    team_[d.team].update(value);
    channel_[d.channel].update(value);
    all_[static_cast<std::size_t>(d.what)].update(value);
  }
  double digest() const {
    double sum = 0;
    for (const CoarseCell& cell : all_) sum += cell.sum;
    return sum;
  }

 private:
  std::size_t days_;
  std::vector<CoarseCell> agent_day_, team_day_, channel_day_, priority_day_, day_, hour_, agent_, team_, channel_, all_;
};

}  // namespace

double reference_loop(std::span<const Delivery> stream, const StreamOptions& options) {
  constexpr std::int64_t kStart = 1'735'689'600'000;
  base::FlatMap<std::uint64_t, TicketState, Mixed> tickets;
  Cells cells(options);
  for (const Delivery& d : stream) {
    TicketState& ticket = tickets[d.ticket];
    if (ticket.known(d.id)) continue;
    double const value = ticket.take(d);
    cells.update(d, ticket.agent, value, kStart);
  }
  return cells.digest();
}

}  // namespace deskgauge::benchmark
