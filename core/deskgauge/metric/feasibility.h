#pragma once

namespace deskgauge::metric {

/// Responses in each of two periods to tell two rates apart. The test at level α refuses "no change" where |p̂2 - p̂1| > z_a·√(2p̄q̄/n);
/// with true rates p1, p2 that happens with the wanted power where |p2 - p1| = z_a·√(2p̄q̄/n) + z_b·√((p1q1 + p2q2)/n); solved for n,
///   n = (z_a·√(2p̄q̄) + z_b·√(p1q1 + p2q2))² / (p1 - p2)²     (Fleiss 1981; kpis.md §4.2)
/// z_a of the two-sided level, z_b of the power. Both rates in [0, 1] and different.
double responses_to_tell(double before, double after, double z_level, double z_power);

}  // namespace deskgauge::metric
