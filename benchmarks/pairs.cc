#include "pairs.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace deskgauge::benchmark {
namespace {

Measured summary(std::string name, std::vector<double> rounds) {
  std::vector<double> sorted = rounds;
  std::sort(sorted.begin(), sorted.end());
  return {std::move(name), sorted[sorted.size() / 2], sorted.front(), sorted.back(), std::move(rounds)};
}

}  // namespace

std::vector<Measured> in_turn(const std::vector<Contender>& contenders, int rounds) {
  std::vector<std::vector<double>> taken(contenders.size());
  for (int round = 0; round < rounds; ++round)
    for (std::size_t i = 0; i < contenders.size(); ++i) taken[i].push_back(contenders[i].run());
  std::vector<Measured> measured;
  for (std::size_t i = 0; i < contenders.size(); ++i) measured.push_back(summary(contenders[i].name, std::move(taken[i])));
  return measured;
}

Measured ratio(const Measured& above, const Measured& below) {
  std::vector<double> rounds;
  for (std::size_t i = 0; i < above.rounds.size(); ++i) rounds.push_back(above.rounds[i] / below.rounds[i]);
  return summary(above.name + " / " + below.name, std::move(rounds));
}

void print(const Measured& m, const std::string& unit) {
  std::printf("figure\t%s\t%.4g\t%.4g\t%.4g\t%s\n", m.name.c_str(), m.median, m.least, m.most, unit.c_str());
  std::fflush(stdout);
}

void print_pair(const std::string& goal, const Measured& above, const Measured& below, const std::string& unit) {
  print(above, unit);
  print(below, unit);
  Measured const r = ratio(above, below);
  std::printf("ratio\t%s\t%s\t%.4g\t%.4g\t%.4g\n", goal.c_str(), r.name.c_str(), r.median, r.least, r.most);
  std::fflush(stdout);
}

double seconds_of(const std::function<void()>& work) {
  auto const start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace deskgauge::benchmark
