#include "deskgauge/scenario/simulated_desk.h"

#include <algorithm>

namespace deskgauge::scenario {
namespace {

constexpr std::string_view kChannelNames[] = {"email", "web", "chat", "phone"};
constexpr std::string_view kPriorityNames[] = {"low", "normal", "high", "urgent"};

constexpr std::array<SimulatedTeam, kTeams> kTeamTable{{
  {"billing", 1, 4, false, 26, 90, 0, {"invoice", "payment", "refund", "plan_change"}},
  {"technical", 5, 9, false, 30, 125, -40, {"outage", "login", "integration", "bug"}},
  {"onboarding", 10, 12, false, 14, 100, 50, {"setup", "migration", "training", "how_to"}},
  {"vip", 13, 15, false, 8, 45, 40, {"outage", "invoice", "how_to", "complaint"}},
  {"americas", 16, 20, true, 22, 110, -10, {"login", "invoice", "shipping", "how_to"}},
}};

// By agent id 1 … 20: pace in per cent and satisfied answers added, per mille. Fast is not always well liked.
constexpr std::array<int, 20> kAgentPace{95, 80, 120, 105, 100, 85, 130, 110, 90, 100, 95, 115, 90, 100, 110, 105, 75, 125, 100, 95};
constexpr std::array<int, 20> kAgentMood{20, -30, 40, 0, 10, -50, 30, -20, 35, 0, 25, -10, 30, 15, -25, 5, -60, 45, -15, 20};

constexpr std::int32_t hour(int h) { return h * 3'600'000; }

time::Schedule office(std::string name, const time::Zone& zone, time::DayRange weekday, time::DayRange saturday) {
  time::ScheduleVersion version;
  for (std::size_t day = 0; day < 5; ++day) version.hours[day] = {weekday};
  version.hours[5] = {saturday};
  return time::Schedule(std::move(name), zone, {version});
}

}  // namespace

std::string_view to_text(Channel channel) { return kChannelNames[static_cast<std::size_t>(channel)]; }
std::string_view to_text(Priority priority) { return kPriorityNames[static_cast<std::size_t>(priority)]; }

const std::array<SimulatedTeam, kTeams>& SimulatedDesk::teams() { return kTeamTable; }

base::Result<SimulatedDesk> SimulatedDesk::make(const SimulateOptions& options) {
  auto const refuse = [](std::string field, std::int64_t value, std::string remedy) {
    return base::unexpected(base::Code::out_of_range, "out_of_range", "A simulated desk of this size is not possible.", std::move(field),
                            std::to_string(value), std::move(remedy));
  };
  if (options.days < 1 || options.days > 3'660) return refuse("days", options.days, "Give 1 to 3660 days.");
  if (options.tickets_per_day < 1) return refuse("tickets_per_day", options.tickets_per_day, "Give at least one ticket a day.");
  if (std::int64_t{options.days} * options.tickets_per_day > 10'000'000)
    return refuse("tickets_per_day", options.tickets_per_day, "Keep days times tickets_per_day at or below 10000000.");
  time::YearMonthDay const first = time::to_ymd(options.start), last = time::to_ymd(options.start + options.days);
  if (first.year < 1990 || last.year > 2059) return refuse("start", first.year, "Choose a start so that all days lie in 1990 to 2059.");
  DESKGAUGE_ASSIGN(berlin, time::Zone::load("Europe/Berlin"));
  DESKGAUGE_ASSIGN(chicago, time::Zone::load("America/Chicago"));
  return SimulatedDesk(options, berlin, chicago);
}

SimulatedDesk::SimulatedDesk(const SimulateOptions& options, time::Zone berlin, time::Zone chicago)
    : options_(options),
      schedules_{office("berlin", berlin, {hour(8), hour(18)}, {hour(9), hour(13)}),
                 office("chicago", chicago, {hour(7), hour(19)}, {hour(10), hour(14)})},
      berlin_(berlin),
      start_(berlin.midnight(options.start)),
      end_(berlin.midnight(options.start + options.days)) {}

time::Instant SimulatedDesk::after_work(std::size_t team, time::Instant from, time::Span work) const {
  return schedule(team).due(from, work, time::Tie::at_next_open);
}

int SimulatedDesk::agent_on_duty(std::size_t team, time::Instant t, int except, Random& random) const {
  const SimulatedTeam& who = kTeamTable[team];
  int const size = who.last_agent - who.first_agent + 1;
  std::int64_t const day = berlin_.date(t).day;
  int agent = who.first_agent + static_cast<int>(random.below(size));
  for (int tried = 0; tried < size; ++tried) {
    bool const off = (day * 7 + agent * 5) % 11 == 0;   // a day off in eleven, never the whole team at once
    if (!off && agent != except) return agent;
    agent = agent == who.last_agent ? who.first_agent : agent + 1;
  }
  return agent;
}

int SimulatedDesk::progress(time::Instant t) const {
  std::int64_t const whole = (end_ - start_).ms, gone = std::clamp<std::int64_t>((t - start_).ms, 0, whole);
  return static_cast<int>(gone / (whole / 1000));
}

int SimulatedDesk::pace(int agent, time::Instant t) const {
  return kAgentPace[static_cast<std::size_t>(agent - 1)] * (1100 - 300 * progress(t) / 1000) / 1000;
}

int SimulatedDesk::satisfaction(int agent, time::Instant t) const {
  return 780 + kAgentMood[static_cast<std::size_t>(agent - 1)] + 120 * progress(t) / 1000;
}

}  // namespace deskgauge::scenario
