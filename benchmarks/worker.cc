// deskgauge_bench_worker DEFINITIONS [TICKETS]: the core behind a line protocol, so that benchmarks/run can measure it and a peer in turn.
//   ingest BATCH         all events into a fresh engine                      -> seconds
//   plain BATCH          the same without ratings, which columns do not carry -> seconds
//   load                 the first half of the events into the kept engine   -> seconds
//   event                the next event into the kept engine                 -> microseconds
//   all N                N times: one event, then CSAT and p90 first response of every agent over a rolling week  -> microseconds, rows
//   one N                N times: one of these values of one agent           -> microseconds, rows
// `all` and `one` give the median time of the question alone, and the rows of the last answer.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <sstream>

#include "desk.h"
#include "pairs.h"

using namespace deskgauge;
using namespace deskgauge::benchmark;

namespace {

class Worker {
 public:
  Worker(const std::string& definitions, const StreamOptions& options)
      : catalogue_(load_definitions({definitions})), stream_(make_stream(options)), engine_(catalogue_), maker_(engine_.interner()) {
    week_.window = *metric::parse_window("7d", catalogue_->desk.zone);
    week_.metrics = {"csat", "first_response_p90"};
    week_.by = {"agent"};
  }

  double ingest(std::size_t batch, bool ratings) {
    engine::Engine fresh(catalogue_);
    std::vector<event::Event> events = make_events(stream_, fresh.interner());
    if (!ratings)
      std::erase_if(events, [](const event::Event& e) {
        return e.kind == event::Kind::survey_sent || e.kind == event::Kind::survey_responded;
      });
    return seconds_of([&] {
      std::span<const event::Event> const all(events);
      for (std::size_t i = 0; i < all.size(); i += batch) fresh.ingest(all.subspan(i, std::min(batch, all.size() - i)));
    });
  }

  double load() {
    next_ = stream_.size() / 2;
    events_.clear();
    for (std::size_t i = 0; i < next_; ++i) maker_.add(stream_[i], events_);
    return seconds_of([&] { engine_.ingest(events_); });
  }

  double event() {
    events_.clear();
    maker_.add(stream_[next_++ % stream_.size()], events_);
    return seconds_of([&] { engine_.ingest(events_); }) * 1e6;
  }

  double all(int times, std::size_t& rows) {
    return median(times, [&] {
      event();
      return ask(week_, rows);
    });
  }

  double one(int times, std::size_t& rows) {
    engine::Query query = week_;
    query.metrics = {"first_response_p90"};
    query.by.clear();
    int agent = 0;
    return median(times, [&] {
      agent = agent % 200 + 1;
      query.where = "agent == \"" + std::to_string(agent) + "\"";
      return ask(query, rows);
    });
  }

 private:
  double ask(const engine::Query& query, std::size_t& rows) {
    return seconds_of([&] {
             auto const answer = engine_.query(query);
             if (!answer) std::cerr << to_text(answer.error()) << '\n', std::exit(2);
             rows = answer->rows.size();
             if (answer->rows.empty() || answer->rows[0].path != engine::Path::cells) std::cerr << "not answered by cells\n";
           }) * 1e6;
  }

  template <class Take>
  static double median(int times, Take take) {
    std::vector<double> taken;
    for (int i = 0; i < times; ++i) taken.push_back(take());
    std::sort(taken.begin(), taken.end());
    return taken[taken.size() / 2];
  }

  std::shared_ptr<const metric::Catalogue> catalogue_;
  std::vector<Delivery> stream_;
  engine::Engine engine_;
  EventMaker maker_;
  std::vector<event::Event> events_;
  std::size_t next_ = 0;
  engine::Query week_;
};

double answer(Worker& worker, const std::string& command, std::size_t number, std::size_t& rows) {
  if (command == "ingest" || command == "plain") return worker.ingest(number, command == "ingest");
  if (command == "load") return worker.load();
  if (command == "event") return worker.event();
  if (command == "all") return worker.all(static_cast<int>(number), rows);
  return worker.one(static_cast<int>(number), rows);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fputs("usage: deskgauge_bench_worker DEFINITIONS [TICKETS]\n", stderr), 2;
  StreamOptions options;
  options.tickets = argc > 2 ? static_cast<std::uint32_t>(std::strtoul(argv[2], nullptr, 10)) : 100'000;
  Worker worker(argv[1], options);
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream in(line);
    std::string command;
    std::size_t number = 1, rows = 0;
    in >> command >> number;
    double const value = answer(worker, command, number, rows);
    std::cout << value << ' ' << rows << std::endl;
  }
}
