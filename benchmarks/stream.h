#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace deskgauge::benchmark {

/// What happened, in the words of the stream's file (examples/mappings/bench_events.yaml turns them into events).
enum class Happening : std::uint8_t {
  created, assigned, transferred, agent_reply, customer_reply, note, field_update, pending, open, solved, reopened, csat, closed
};
inline constexpr int kHappenings = 13;
std::string_view to_text(Happening happening);
std::string_view channel_name(int channel);
std::string_view priority_name(int priority);

/// One delivery: 40 bytes, so that a loop over millions of them is bound by the loop and not by reading.
struct Delivery {
  std::int64_t arrived = 0, time = 0;   ///< ms since 1970; time is when it happened
  std::uint32_t id = 0, ticket = 0;     ///< id: the same in a redelivery
  std::uint16_t agent = 0, team = 0;    ///< agent 0 = none
  Happening what = Happening::created;
  std::uint8_t channel = 0, priority = 0, score = 0;
  std::uint32_t unused = 0;
};
static_assert(sizeof(Delivery) == 40);

/// Shares and sizes of the stream; the defaults are those of docs/performance.md.
struct StreamOptions {
  std::uint32_t tickets = 500'000;
  int agents = 200, teams = 16, days = 365;
  std::uint64_t seed = 2026;
};

/// A year of a helpdesk in arrival order. Equal options give equal deliveries. About 20 events a ticket: 12 % are handed over, 3 % are
/// never solved, 6 % of the solved are reopened, 25 % of the solved are rated (8 % of those change it), 2 % of the events arrive behind
/// later ones and 0.5 % arrive twice. Times rise strictly within a ticket, so every engine sees one order.
std::vector<Delivery> make_stream(const StreamOptions& options);

/// The stream as a CSV file with a header. False where the file cannot be written.
bool write_csv(const std::vector<Delivery>& stream, const std::string& path);

}  // namespace deskgauge::benchmark
