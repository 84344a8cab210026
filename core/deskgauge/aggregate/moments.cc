#include "deskgauge/aggregate/state.h"

namespace deskgauge::aggregate {

/// The unbiased variance (n s2 - s1^2) / (n (n - 1)) of n samples with sum s1 and sum of squares s2, without a 256-bit product and
/// without cancellation. Let q be the integer nearest to the mean and r = s1 - q n, so |r| <= n/2. Then
///   s1^2 = q n (s1 + r) + r^2,  hence  n s2 - s1^2 = n A - r^2  with  A = s2 - q (s1 + r),
/// and A is the sum of (x - q)^2, an integer that fits wherever s2 does. With d = x - q: |r| <= sum |d| <= sum d^2 = A, so
/// r^2/n <= |r|/2 <= A/2, and A - r^2/n loses at most one bit. (With q rounded down instead, r is up to n and all bits can be lost.)
/// r^2/n is taken off in two parts, the whole one exactly, so doubles see three roundings.
double Moments::variance() const {
  using u128 = unsigned __int128;
  if (n < 2) return 0;
  std::int64_t q = sum / n, r = sum % n;
  if (r > n / 2) ++q, r -= n;
  if (r < -(n / 2)) --q, r += n;
  // Unsigned, so that damaged sums give a meaningless number and not an overflow.
  auto const wide = [](__int128 v) { return static_cast<u128>(v); };
  u128 const about_q = wide(sum_of_squares) - wide(q) * wide(static_cast<__int128>(sum) + r);
  __int128 const square = static_cast<__int128>(r) * r, whole = square / n, rest = square % n;
  auto const difference = static_cast<__int128>(about_q - wide(whole));
  return (static_cast<double>(difference) - static_cast<double>(rest) / static_cast<double>(n)) / static_cast<double>(n - 1);
}

}  // namespace deskgauge::aggregate
