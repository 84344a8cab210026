// deskgauge_bench_core_loop DEFINITIONS [TICKETS [ROUNDS]]
// C1 the core against the reference loop, and batches of one against one batch; C2 the same as events a second; C3 random order against
// arrival order. Every pair is measured in turn within one run.
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "desk.h"
#include "pairs.h"
#include "reference_loop.h"

using namespace deskgauge;
using namespace deskgauge::benchmark;

namespace {

/// An engine with the events made of its symbols. The interner belongs to the engine, so each run has both made anew, outside the clock.
struct Prepared {
  Prepared(const std::shared_ptr<const metric::Catalogue>& catalogue, std::span<const Delivery> stream)
      : engine(catalogue), events(make_events(stream, engine.interner())) {}
  engine::Engine engine;
  std::vector<event::Event> events;
};

double ingest_in(Prepared& work, std::size_t batch) {
  return seconds_of([&] {
    std::span<const event::Event> const all(work.events);
    for (std::size_t i = 0; i < all.size(); i += batch) work.engine.ingest(all.subspan(i, std::min(batch, all.size() - i)));
  });
}

std::vector<Delivery> shuffled(std::vector<Delivery> stream) {
  std::uint64_t x = 88172645463325252ull;
  for (std::size_t i = stream.size() - 1; i > 0; --i) {
    x ^= x << 13, x ^= x >> 7, x ^= x << 17;
    std::swap(stream[i], stream[x % (i + 1)]);
  }
  return stream;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fputs("usage: deskgauge_bench_core_loop DEFINITIONS [TICKETS [ROUNDS]]\n", stderr), 2;
  auto const catalogue = load_definitions({argv[1]});
  StreamOptions options;
  options.tickets = argc > 2 ? static_cast<std::uint32_t>(std::strtoul(argv[2], nullptr, 10)) : 100'000;
  int const rounds = argc > 3 ? std::atoi(argv[3]) : 5;
  auto const stream = make_stream(options);
  auto const random = shuffled(stream);
  auto const n = static_cast<double>(stream.size());
  volatile double digest = 0;

  auto const core = [&](const std::vector<Delivery>& order, std::size_t batch) {
    return [&, batch] {
      Prepared work(catalogue, order);
      return ingest_in(work, batch) * 1e9 / n;
    };
  };
  auto const reference = [&](const std::vector<Delivery>& order) {
    return [&] { return seconds_of([&] { digest = digest + reference_loop(order, options); }) * 1e9 / n; };
  };
  auto const found = in_turn({{"reference loop, arrival order", reference(stream)},
                              {"core, batches of 1000", core(stream, 1000)},
                              {"core, one batch", core(stream, stream.size() * 2)},
                              {"core, batches of 1", core(stream, 1)},
                              {"core, batches of 1000, random order", core(random, 1000)},
                              {"reference loop, random order", reference(random)}},
                             rounds);
  std::printf("deliveries\t%zu\ttickets\t%u\trounds\t%d\n", stream.size(), options.tickets, rounds);
  print_pair("C1", found[1], found[0], "ns/event");
  print_pair("C1 one batch", found[2], found[0], "ns/event");
  print_pair("C1 per event", found[3], found[2], "ns/event");
  print_pair("C1 per event of 1000", found[3], found[1], "ns/event");
  print_pair("C3", found[4], found[1], "ns/event");
  print_pair("C3 reference", found[5], found[0], "ns/event");
  std::printf("figure\tC2 million events a second, batches of 1000\t%.4g\t%.4g\t%.4g\tM/s\n", 1e3 / found[1].median, 1e3 / found[1].most,
              1e3 / found[1].least);
}
