#include "deskgauge/score/multiplicity.h"

#include <algorithm>
#include <string>

namespace deskgauge::score {

/// Benjamini and Hochberg 1995. With p(1) <= … <= p(m), rejecting the i smallest keeps the expected share of false ones at m·p(i)/i. The q
/// of p(i) is the least such bound over all j >= i, because rejecting more may cost less: q(i) = min(1, min over j >= i of m·p(j)/j).
base::Result<std::vector<std::optional<double>>> benjamini_hochberg(std::span<const std::optional<double>> p) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (!p[i]) continue;
    if (!(*p[i] >= 0 && *p[i] <= 1))
      return base::unexpected(base::Code::invalid_argument, "p_out_of_range", "A p value is a probability.", "p[" + std::to_string(i) + "]",
                              std::to_string(*p[i]), "Give a number from 0 to 1, or none where no test was made.");
    order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [p](std::size_t a, std::size_t b) { return *p[a] != *p[b] ? *p[a] < *p[b] : a < b; });
  std::vector<std::optional<double>> q(p.size());
  double const m = static_cast<double>(order.size());
  double least = 1;
  for (std::size_t i = order.size(); i-- > 0;) {
    least = std::min(least, *p[order[i]] * (m / static_cast<double>(i + 1)));  // a factor of at least 1 keeps q >= p in rounding
    q[order[i]] = least;
  }
  return q;
}

}  // namespace deskgauge::score
