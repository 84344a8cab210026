#include "stream.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <string_view>

namespace deskgauge::benchmark {
namespace {

constexpr double kSecond = 1e3, kMinute = 60e3, kHour = 3600e3, kDay = 86400e3;
constexpr std::int64_t kStart = 1'735'689'600'000;            // 2025-01-01T00:00Z
constexpr std::array<std::string_view, kHappenings> kWords{"created", "assigned", "transferred", "agent_reply", "customer_reply", "note",
                                                           "field_update", "pending", "open", "solved", "reopened", "csat", "closed"};
constexpr std::array<std::string_view, 6> kChannels{"email", "web", "chat", "phone", "api", "social"};
constexpr std::array<std::string_view, 4> kPriorities{"low", "normal", "high", "urgent"};

/// SplitMix64, one stream a ticket: what a ticket does depends on its number and the seed alone.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  double share() { return (static_cast<double>(next() >> 11) + 0.5) * 0x1p-53; }
  bool happens(double probability) { return share() < probability; }
  int below(int n) { return static_cast<int>(share() * n); }
  double exponential(double mean) { return -std::log(share()) * mean; }
  /// A long tail: the product of a median and the exponential of a sum of three uniforms, near a lognormal of sigma 1.
  double around(double median) { return median * std::exp(2.0 * (share() + share() + share() - 1.5)); }
  int geometric(double mean) {
    int n = 0;
    while (n < 40 && happens(mean / (1 + mean))) ++n;
    return n;
  }
  int of(std::initializer_list<double> shares) {
    double left = share();
    int i = 0;
    for (double s : shares) {
      if (left < s) return i;
      left -= s, ++i;
    }
    return i - 1;
  }

 private:
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15ull;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
  }
  std::uint64_t state_;
};

/// One ticket from creation to closing.
class Life {
 public:
  Life(std::uint32_t ticket, const StreamOptions& options, std::vector<Delivery>& out)
      : options_(options), dice_(options.seed * 0x2545F4914F6CDD1Dull + ticket), out_(out) {
    now_.ticket = ticket;
  }

  void run() {
    begin();
    talk();
    if (dice_.happens(0.03)) return;
    solve();
    bool const again = dice_.happens(0.06);
    if (again) reopen();
    edits(0.6);
    if (dice_.happens(0.25)) rate(again);
    now_.time += static_cast<std::int64_t>(4 * kDay);
    add(Happening::closed, 0);
  }

 private:
  void add(Happening what, std::uint16_t agent) {
    now_.what = what;
    now_.agent = agent;
    out_.push_back(now_);
  }
  void later(double ms) { now_.time += 1 + static_cast<std::int64_t>(ms); }

  void begin() {
    constexpr std::array<double, 6> kPatience{1, 1, 0.1, 0.05, 1, 0.5};      // chat and phone are answered at once
    int day = dice_.below(options_.days);
    while (day % 7 >= 5 && dice_.happens(0.7)) day = dice_.below(options_.days);
    now_.time = kStart + day * static_cast<std::int64_t>(kDay);
    now_.time += static_cast<std::int64_t>((7 + 6 * (dice_.share() + dice_.share())) * kHour);
    now_.channel = static_cast<std::uint8_t>(dice_.of({.42, .22, .2, .09, .04, .03}));
    now_.priority = static_cast<std::uint8_t>(dice_.of({.25, .55, .15, .05}));
    pace_ = kPatience[now_.channel];
    take(1 + dice_.below(options_.agents));
    add(Happening::created, 0);
    later(dice_.exponential(12 * kMinute * pace_));
    add(Happening::assigned, agent_);
  }

  void take(int agent) {
    agent_ = static_cast<std::uint16_t>(agent);
    now_.team = static_cast<std::uint16_t>(1 + (agent - 1) % options_.teams);
  }

  /// Notes and changed fields: the noise between what counts.
  void edits(double mean) {
    for (int n = dice_.geometric(mean); n > 0; --n) {
      later(dice_.exponential(9 * kMinute));
      add(dice_.happens(0.3) ? Happening::note : Happening::field_update, agent_);
    }
  }

  void reply() {
    later(dice_.around(50 * kMinute * pace_));
    add(Happening::agent_reply, agent_);
  }

  void rounds(double mean) {
    for (int n = dice_.geometric(mean); n > 0; --n) {
      if (dice_.happens(0.35)) later(dice_.exponential(2 * kMinute)), add(Happening::pending, agent_);
      later(dice_.around(3 * kHour * pace_));
      add(Happening::customer_reply, 0);
      if (dice_.happens(0.25)) later(kSecond), add(Happening::open, 0);
      edits(1.6);
      reply();
    }
  }

  void talk() {
    edits(2.2);
    if (dice_.happens(0.12)) {
      take(1 + dice_.below(options_.agents));
      later(dice_.exponential(40 * kMinute));
      add(Happening::transferred, agent_);
    }
    reply();
    rounds(1.9);
    edits(3.3);
  }

  void solve() {
    later(dice_.exponential(20 * kMinute));
    add(Happening::solved, agent_);
  }

  void reopen() {
    later(dice_.exponential(20 * kHour));
    add(Happening::reopened, 0);
    edits(1.0);
    reply();
    rounds(0.6);
    solve();
  }

  void rate(bool reopened) {
    auto const score = [&] { return static_cast<std::uint8_t>(1 + dice_.of({reopened ? .2 : .05, .05, .1, .3, .5})); };
    later(kMinute + dice_.exponential(14 * kHour));
    now_.score = score();
    add(Happening::csat, agent_);
    if (dice_.happens(0.08)) {
      later(dice_.exponential(1.5 * kDay));
      now_.score = score();
      add(Happening::csat, agent_);
    }
    now_.score = 0;
  }

  const StreamOptions& options_;
  Dice dice_;
  std::vector<Delivery>& out_;
  Delivery now_;
  std::uint16_t agent_ = 0;
  double pace_ = 1;
};

/// The network between desk and engine: some deliveries are late, some come twice.
void deliver(std::vector<Delivery>& stream, std::uint64_t seed) {
  Dice dice(seed ^ 0xD1B54A32D192ED03ull);
  std::size_t const events = stream.size();
  for (std::size_t i = 0; i < events; ++i) {
    stream[i].arrived = stream[i].time;
    if (dice.happens(0.02)) stream[i].arrived += static_cast<std::int64_t>(dice.exponential(dice.happens(0.9) ? 10 * kMinute : 14 * kHour));
    if (!dice.happens(0.005)) continue;
    Delivery again = stream[i];
    again.arrived += static_cast<std::int64_t>(dice.exponential(dice.happens(0.8) ? 30 * kSecond : 6 * kHour));
    stream.push_back(again);
  }
  std::stable_sort(stream.begin(), stream.end(), [](const Delivery& a, const Delivery& b) { return a.arrived < b.arrived; });
}

}  // namespace

std::string_view to_text(Happening happening) { return kWords[static_cast<std::size_t>(happening)]; }
std::string_view channel_name(int channel) { return kChannels[static_cast<std::size_t>(channel)]; }
std::string_view priority_name(int priority) { return kPriorities[static_cast<std::size_t>(priority)]; }

std::vector<Delivery> make_stream(const StreamOptions& options) {
  std::vector<Delivery> stream;
  stream.reserve(std::size_t{options.tickets} * 22);
  for (std::uint32_t ticket = 1; ticket <= options.tickets; ++ticket) Life(ticket, options, stream).run();
  std::stable_sort(stream.begin(), stream.end(), [](const Delivery& a, const Delivery& b) { return a.time < b.time; });
  std::uint32_t id = 0;
  for (Delivery& delivery : stream) delivery.id = ++id;
  deliver(stream, options.seed);
  return stream;
}

bool write_csv(const std::vector<Delivery>& stream, const std::string& path) {
  std::FILE* const file = std::fopen(path.c_str(), "wb");
  if (!file) return false;
  std::string text = "event_id,ts,arrived,ticket_id,type,agent_id,channel,priority,group_id,score\n";
  auto const number = [&](std::int64_t value, char after) {
    char digits[24];
    text.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
    text += after;
  };
  auto const word = [&](std::string_view value) { text.append(value) += ','; };
  bool good = true;
  for (const Delivery& d : stream) {
    number(d.id, ','), number(d.time, ','), number(d.arrived, ','), number(d.ticket, ',');
    word(to_text(d.what));
    if (d.agent) number(d.agent, ',');
    else word("");
    word(channel_name(d.channel)), word(priority_name(d.priority));
    number(d.team, ',');
    if (d.score) number(d.score, '\n');
    else text += '\n';
    if (text.size() < (1u << 20)) continue;
    good = std::fwrite(text.data(), 1, text.size(), file) == text.size() && good;
    text.clear();
  }
  good = std::fwrite(text.data(), 1, text.size(), file) == text.size() && good;
  return std::fclose(file) == 0 && good;
}

}  // namespace deskgauge::benchmark
