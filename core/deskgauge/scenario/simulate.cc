#include "deskgauge/scenario/simulate.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "deskgauge/scenario/random.h"
#include "deskgauge/scenario/simulated_desk.h"
#include "deskgauge/scenario/simulated_ticket.h"

namespace deskgauge::scenario {
namespace {

using event::Kind;

// Streams of random numbers apart from those of the tickets, which have their own numbers from 1.
constexpr std::uint64_t kArrivalStream = ~std::uint64_t{0}, kCustomerStream = kArrivalStream - 1, kDeliveryStream = kArrivalStream - 2;

constexpr int kWeek[] = {134, 116, 108, 104, 98, 44, 34};                // arrivals by weekday, Monday first
constexpr int kDay[] = {4, 3, 2, 2, 3, 6, 14, 30, 62, 88, 96, 90, 72, 80, 92, 90, 78, 60, 44, 36, 30, 24, 16, 8};   // by local hour
constexpr Quantiles kLate{60, 120, 300, 900, 3600, 14400, 86400, 172800, 432000};

/// Weight of each day: the week's shape, a slow growth of a tenth, and a bad day (an outage) about once a month.
std::vector<int> day_weights(const SimulateOptions& options) {
  std::vector<int> weights;
  for (int day = 0; day < options.days; ++day) {
    int weight = kWeek[static_cast<std::size_t>(time::weekday(options.start + day))] * (1000 + 100 * day / options.days) / 100;
    if (day % 31 == 17) weight = weight * 17 / 10;
    weights.push_back(weight);
  }
  return weights;
}

/// When requests arrive: thrown at the days, the hours and the milliseconds by their weights, then sorted.
std::vector<Arrival> arrivals(const SimulatedDesk& desk) {
  const SimulateOptions& options = desk.options();
  Random random(options.seed, kArrivalStream);
  std::vector<int> const days = day_weights(options);
  std::vector<int> shares;
  for (const SimulatedTeam& team : SimulatedDesk::teams()) shares.push_back(team.share);
  constexpr int kChannelShares[kChannels] = {44, 18, 24, 14};
  std::vector<Arrival> result(static_cast<std::size_t>(options.days) * static_cast<std::size_t>(options.tickets_per_day));
  for (Arrival& arrival : result) {
    arrival.team = random.pick(shares);
    arrival.channel = static_cast<Channel>(random.pick(kChannelShares));
    time::Date const date = options.start + static_cast<std::int32_t>(random.pick(days));
    auto const ms = static_cast<std::int32_t>(random.pick(kDay)) * 3'600'000 + static_cast<std::int32_t>(random.below(3'600'000));
    arrival.at = desk.schedule(arrival.team).zone().instant(date, ms);
    if (arrival.channel == Channel::phone && !desk.schedule(arrival.team).open(arrival.at)) arrival.channel = Channel::email;
  }
  std::stable_sort(result.begin(), result.end(), [](const Arrival& a, const Arrival& b) { return a.at < b.at; });
  for (std::size_t i = 0; i < result.size(); ++i) result[i].number = static_cast<std::int64_t>(i) + 1;
  return result;
}

/// Who asks: one in six comes back within a week of an earlier ticket, the others are drawn from a pool that grows with the desk.
class Customers {
 public:
  Customers(std::uint64_t seed, std::size_t tickets)
      : random_(seed, kCustomerStream), pool_(static_cast<std::int64_t>(tickets) * 3 / 5 + 10) {}

  void choose(Arrival& arrival) {
    while (oldest_ < recent_.size() && recent_[oldest_].at + time::days(7) < arrival.at) ++oldest_;
    std::size_t const candidates = recent_.size() - oldest_;
    if (candidates > 0 && random_.chance(165)) {
      const Recent& again = recent_[oldest_ + static_cast<std::size_t>(random_.below(static_cast<std::int64_t>(candidates)))];
      arrival.customer = again.customer;
      arrival.earlier = again.ticket;
      if (arrival.channel != Channel::phone && random_.chance(700)) arrival.team = again.team;
    } else {
      arrival.customer = 1 + random_.below(pool_);
    }
  }
  void remember(const Arrival& arrival, time::Instant solved) {
    recent_.push_back({arrival.at, arrival.customer, arrival.team, {arrival.number, solved}});
  }

 private:
  struct Recent {
    time::Instant at;
    std::int64_t customer;
    std::size_t team;
    EarlierTicket ticket;
  };
  Random random_;
  std::int64_t pool_;
  std::vector<Recent> recent_;
  std::size_t oldest_ = 0;
};

struct Delivery {
  time::Instant at;
  std::size_t event;
};

/// What the feed does to the events: a category corrected afterwards, a note withdrawn, a delivery late or twice.
class Feed {
 public:
  Feed(const SimulatedDesk& desk, std::vector<event::Event>& events, base::Interner& interner)
      : desk_(desk), events_(events), interner_(interner), random_(desk.options().seed, kDeliveryStream) {}

  std::vector<event::Event> deliver() {
    std::size_t const told = events_.size();
    for (std::size_t i = 0; i < told; ++i) {
      time::Instant const at = events_[i].time + delay();
      deliveries_.push_back({at, i});
      if (random_.chance(8)) deliveries_.push_back({at + random_.draw(kLate), i});
      if (events_[i].kind == Kind::ticket_created && random_.chance(6)) correct(i);
      if (is_note(events_[i]) && random_.chance(8)) withdraw(i);
    }
    std::stable_sort(deliveries_.begin(), deliveries_.end(), [](const Delivery& a, const Delivery& b) { return a.at < b.at; });
    std::vector<event::Event> result;
    result.reserve(deliveries_.size());
    for (const Delivery& delivery : deliveries_) result.push_back(events_[delivery.event]);
    return result;
  }

 private:
  time::Span delay() {
    if (random_.chance(12)) return random_.draw(kLate);
    return time::milliseconds(50 + random_.below(random_.chance(100) ? 4000 : 400));
  }
  static bool is_note(const event::Event& e) {
    return e.kind == Kind::message_sent &&
           e.get(event::Field::visibility) == base::Symbol::number(static_cast<std::uint32_t>(event::Visibility::private_));
  }
  void correct(std::size_t index) {
    event::Event corrected = events_[index];
    time::Instant const t = corrected.time + time::hours(2);
    if (t >= desk_.end()) return;
    corrected.revision = 1;
    corrected.recorded_time = t;
    corrected.set(event::Field::category, interner_.intern("other"));
    append(std::move(corrected), t);
  }
  void withdraw(std::size_t index) {
    event::Event tombstone;
    tombstone.kind = Kind::event_retracted;
    tombstone.time = events_[index].time + time::minutes(4);
    if (tombstone.time >= desk_.end()) return;
    tombstone.source = events_[index].source;
    tombstone.id = interner_.intern("retract-" + interner_.text(events_[index].id));
    tombstone.subject = events_[index].subject;
    tombstone.set(event::Field::target_source, events_[index].source);
    tombstone.set(event::Field::target_id, events_[index].id);
    tombstone.set(event::Field::reason, base::Symbol::number(1));   // privacy
    append(tombstone, tombstone.time);
  }
  void append(event::Event e, time::Instant at) {
    deliveries_.push_back({at, events_.size()});
    events_.push_back(std::move(e));
  }

  const SimulatedDesk& desk_;
  std::vector<event::Event>& events_;
  base::Interner& interner_;
  Random random_;
  std::vector<Delivery> deliveries_;
};

}  // namespace

base::Result<std::vector<event::Event>> simulate(const SimulateOptions& options, base::Interner& interner) {
  DESKGAUGE_ASSIGN(desk, SimulatedDesk::make(options));
  std::vector<Arrival> requests = arrivals(desk);
  Customers customers(options.seed, requests.size());
  std::vector<event::Event> events;
  events.reserve(requests.size() * 13);
  for (Arrival& request : requests) {
    customers.choose(request);
    customers.remember(request, TicketStory(desk, request, interner, events).tell());
  }
  return Feed(desk, events, interner).deliver();
}

}  // namespace deskgauge::scenario
