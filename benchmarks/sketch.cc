// deskgauge_bench_sketch [ROUNDS]: C5, the error of a sketch's quantile and what its update costs beside the reference loop's coarse cell,
// in the sizes that cells have: many small ones and one large one.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "coarse_cell.h"
#include "deskgauge/aggregate/state.h"
#include "pairs.h"

using namespace deskgauge;
using namespace deskgauge::benchmark;

namespace {

/// Durations in ms with the long tail of response times.
std::vector<std::int64_t> durations(std::size_t n) {
  std::vector<std::int64_t> values;
  std::uint64_t x = 0x9E3779B97F4A7C15ull;
  auto const share = [&] {
    x ^= x << 13, x ^= x >> 7, x ^= x << 17;
    return (static_cast<double>(x >> 11) + 0.5) * 0x1p-53;
  };
  for (std::size_t i = 0; i < n; ++i) values.push_back(static_cast<std::int64_t>(3e6 * std::exp(2 * (share() + share() + share() - 1.5))));
  return values;
}

template <class Cell, class Update>
double nanoseconds(const std::vector<std::int64_t>& values, std::vector<Cell> cells, Update update) {
  std::size_t at = 0;
  return seconds_of([&] {
           for (std::int64_t value : values) {
             at = (at + 7919) % cells.size();
             update(cells[at], value);
           }
         }) * 1e9 / static_cast<double>(values.size());
}

double worst_error(const std::vector<std::int64_t>& values, std::uint8_t bits) {
  aggregate::State sketch({aggregate::StateKind::sketch, bits});
  for (std::int64_t value : values) sketch.update({value, 1});
  std::vector<std::int64_t> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  double worst = 0;
  for (double q = 0.01; q < 1; q += 0.01) {
    auto const exact = static_cast<double>(sorted[static_cast<std::size_t>(std::ceil(q * static_cast<double>(sorted.size()))) - 1]);
    worst = std::max(worst, std::abs(*sketch.quantile(q, aggregate::QuantileMethod::discrete) - exact) / exact);
  }
  return worst;
}

}  // namespace

int main(int argc, char** argv) {
  int const rounds = argc > 1 ? std::atoi(argv[1]) : 5;
  auto const values = durations(2'000'000);
  auto const coarse = [&](std::size_t cells) {
    auto const update = [](CoarseCell& c, std::int64_t v) { c.update(double(v)); };
    return [&, cells, update] { return nanoseconds(values, std::vector<CoarseCell>(cells), update); };
  };
  auto const state = [&](aggregate::StateKind kind, std::uint8_t bits, std::size_t cells) {
    return [&, kind, bits, cells] {
      return nanoseconds(values, std::vector<aggregate::State>(cells, aggregate::State({kind, bits})),
                         [](aggregate::State& s, std::int64_t v) { s.update({v, 1}); });
    };
  };
  using enum aggregate::StateKind;
  auto const found = in_turn({{"coarse cell, 1000 cells", coarse(1000)},
                              {"sketch of 5 bits, 1000 cells", state(sketch, 5, 1000)},
                              {"sketch of 10 bits, 1000 cells", state(sketch, 10, 1000)},
                              {"exact multiset, 1000 cells", state(multiset, 10, 1000)},
                              {"coarse cell, one", coarse(1)},
                              {"sketch of 5 bits, one", state(sketch, 5, 1)},
                              {"sketch of 10 bits, one", state(sketch, 10, 1)}},
                             rounds);
  for (std::size_t i : {1u, 2u, 3u}) print_pair("C5", found[i], found[0], "ns/update");
  for (std::size_t i : {5u, 6u}) print_pair("C5", found[i], found[4], "ns/update");
  for (std::uint8_t bits : {std::uint8_t{5}, std::uint8_t{10}})
    std::printf("figure\tC5 worst error of 99 quantiles, sketch of %d bits\t%.4g\t0\t0\trelative\n", bits, worst_error(values, bits));
}
