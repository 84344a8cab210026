// deskgauge_bench_memory DEFINITIONS [TICKETS]: C4, what a ticket costs while it lives and after it is closed.
// Live: the stream up to the middle of the year, over the tickets that are not closed by then. Closed: the whole stream, all closed but the
// few that are never solved. Both by the engine's own account and by what the process grew.
#include <cstdio>
#include <cstdlib>
#include <malloc.h>
#include <memory>

#include "desk.h"
#include "pairs.h"

using namespace deskgauge;
using namespace deskgauge::benchmark;

namespace {

double heap() {
  struct mallinfo2 const info = mallinfo2();
  return static_cast<double>(info.uordblks + info.hblkhd);
}

void say(const char* what, double bytes, std::int64_t tickets) {
  std::printf("figure\tC4 %s\t%.4g\t0\t0\tB/ticket\n", what, bytes / static_cast<double>(tickets));
}

/// Events of `stream` for which `wanted(ticket)` holds, taken in by batches of 1000.
template <class Wanted>
void measure(const std::shared_ptr<const metric::Catalogue>& catalogue, const std::vector<Delivery>& stream, const char* name,
             Wanted wanted) {
  double const before = heap();
  auto engine = std::make_unique<engine::Engine>(catalogue);
  {
    EventMaker maker(engine->interner());
    std::vector<event::Event> events;
    for (const Delivery& d : stream) {
      if (!wanted(d.ticket)) continue;
      maker.add(d, events);
      if (events.size() >= 1000) engine->ingest(events), events.clear();
    }
    engine->ingest(events);
  }
  engine::MemoryUse const use = engine->memory();
  std::string const prefix = std::string(name) + " ticket, ";
  say((prefix + "all of the heap").c_str(), heap() - before, use.tickets);
  say((prefix + "histories").c_str(), static_cast<double>(use.histories), use.tickets);
  say((prefix + "cells").c_str(), static_cast<double>(use.cells), use.tickets);
  say((prefix + "symbols").c_str(), static_cast<double>(use.symbols), use.tickets);
  std::printf("figure\tC4 %s ticket, events\t%.4g\t0\t0\tevents/ticket\n", name,
              static_cast<double>(use.events) / static_cast<double>(use.tickets));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fputs("usage: deskgauge_bench_memory DEFINITIONS [TICKETS]\n", stderr), 2;
  auto const catalogue = load_definitions({argv[1]});
  StreamOptions options;
  options.tickets = argc > 2 ? static_cast<std::uint32_t>(std::strtoul(argv[2], nullptr, 10)) : 100'000;
  auto stream = make_stream(options);
  std::vector<bool> closed(options.tickets + 1);
  auto const note = [&](std::size_t until) {
    closed.assign(options.tickets + 1, false);
    for (std::size_t i = 0; i < until; ++i)
      if (stream[i].what == Happening::closed) closed[stream[i].ticket] = true;
  };
  note(stream.size());
  measure(catalogue, stream, "closed", [&](std::uint32_t t) { return bool(closed[t]); });
  stream.resize(stream.size() / 2);
  note(stream.size());
  measure(catalogue, stream, "live", [&](std::uint32_t t) { return !closed[t]; });
}
