#pragma once
#include <functional>
#include <string>
#include <vector>

namespace deskgauge::benchmark {

/// Something measured: `run` does it once and returns what it took, in the unit the program prints.
struct Contender {
  std::string name;
  std::function<double()> run;
};

struct Measured {
  std::string name;
  double median = 0, least = 0, most = 0;
  std::vector<double> rounds;
};

/// Runs all contenders in turn, round after round (A B A B …): a machine that drifts between rounds drifts for all of them.
std::vector<Measured> in_turn(const std::vector<Contender>& contenders, int rounds);
/// The median of the ratios of the same round, which drifts less than the ratio of medians.
Measured ratio(const Measured& above, const Measured& below);

/// One line of the result: a tab-separated record that benchmarks/run reads.
void print(const Measured& measured, const std::string& unit);
/// The pair and its ratio; `goal` is the design's id, "" for a figure without one.
void print_pair(const std::string& goal, const Measured& above, const Measured& below, const std::string& unit);

double seconds_of(const std::function<void()>& work);

}  // namespace deskgauge::benchmark
