#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "deskgauge/metric/selector.h"

namespace deskgauge::metric {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    else if (c == '-' || c == ' ') c = '_';
  return result;
}

/// Optimal string alignment: insertions, deletions, replacements and swaps of neighbours, each at cost 1.
std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::size_t const replace = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, replace});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}

}  // namespace

std::string closest(std::string_view name, const std::vector<std::string>& candidates) {
  constexpr std::size_t kLongest = 80;  // longer names are no typing slips, and the table above is quadratic
  if (name.empty() || name.size() > kLongest) return {};
  std::string const wanted = lower(name);
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(1, wanted.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > kLongest) continue;
    std::size_t const d = distance(wanted, lower(candidate));
    if (d < best_distance) best = candidate, best_distance = d;
  }
  return best;
}

}  // namespace deskgauge::metric
