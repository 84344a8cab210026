#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "deskgauge/base/result.h"
#include "deskgauge/scenario/random.h"
#include "deskgauge/scenario/simulate.h"
#include "deskgauge/time/schedule.h"

namespace deskgauge::scenario {

inline constexpr std::size_t kTeams = 5, kChannels = 4, kPriorities = 4;
enum class Channel : std::uint8_t { email, web, chat, phone };
enum class Priority : std::uint8_t { low, normal, high, urgent };
std::string_view to_text(Channel channel);
std::string_view to_text(Priority priority);

/// A team of the simulated desk: what it is asked and how it works.
struct SimulatedTeam {
  std::string_view name;
  int first_agent = 1, last_agent = 1;              ///< ids, both inclusive
  bool america = false;                             ///< works on the schedule in Chicago, else on the one in Berlin
  int share = 0;                                    ///< weight of its tickets among all
  int pace = 100;                                   ///< length of its answers, per cent
  int mood = 0;                                     ///< its ratings, per mille of satisfied answers added
  std::array<std::string_view, 4> categories;
};

/// The desk that `simulate` tells of: who works when, and how things drift over the period. Immutable; readable from many threads.
class SimulatedDesk {
 public:
  static base::Result<SimulatedDesk> make(const SimulateOptions& options);

  const SimulateOptions& options() const { return options_; }
  time::Instant start() const { return start_; }
  time::Instant end() const { return end_; }        ///< nothing has happened from here on
  const time::Schedule& schedule(std::size_t team) const { return schedules_[teams()[team].america ? 1 : 0]; }
  static const std::array<SimulatedTeam, kTeams>& teams();

  /// The moment at which `work` of working time has gone by for a team.
  time::Instant after_work(std::size_t team, time::Instant from, time::Span work) const;
  /// An agent of the team who is not off on that day; not `except` where there is another one.
  int agent_on_duty(std::size_t team, time::Instant t, int except, Random& random) const;
  /// How long an agent takes for an answer, per cent of the usual: the person, and the progress of the period (110 down to 80).
  int pace(int agent, time::Instant t) const;
  /// Satisfied answers of a survey, per mille: the person, and the progress of the period (780 up to 900).
  int satisfaction(int agent, time::Instant t) const;

 private:
  SimulatedDesk(const SimulateOptions& options, time::Zone berlin, time::Zone chicago);
  int progress(time::Instant t) const;              ///< 0 … 1000
  SimulateOptions options_;
  std::array<time::Schedule, 2> schedules_;
  time::Zone berlin_;
  time::Instant start_, end_;
};

}  // namespace deskgauge::scenario
