// deskgauge_bench_make_stream FILE [TICKETS [SEED]]: writes the benchmarks' event stream as CSV and says how long it is.
#include <cstdio>
#include <cstdlib>

#include "stream.h"

int main(int argc, char** argv) {
  using namespace deskgauge::benchmark;
  if (argc < 2) {
    std::fputs("usage: deskgauge_bench_make_stream FILE [TICKETS [SEED]]\n", stderr);
    return 2;
  }
  StreamOptions options;
  if (argc > 2) options.tickets = static_cast<std::uint32_t>(std::strtoul(argv[2], nullptr, 10));
  if (argc > 3) options.seed = std::strtoull(argv[3], nullptr, 10);
  auto const stream = make_stream(options);
  if (!write_csv(stream, argv[1])) {
    std::perror(argv[1]);
    return 2;
  }
  std::size_t counts[kHappenings] = {};
  for (const Delivery& d : stream) ++counts[static_cast<int>(d.what)];
  std::printf("deliveries %zu\n", stream.size());
  for (int i = 0; i < kHappenings; ++i) std::printf("%s %zu\n", std::string(to_text(static_cast<Happening>(i))).c_str(), counts[i]);
}
