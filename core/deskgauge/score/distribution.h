#pragma once

namespace deskgauge::score {

/// The distributions of this room: Boost.Math behind plain functions, so that its headers are compiled once and under the one policy of
/// the project (double is not promoted). Probabilities lie strictly inside (0, 1) where a quantile is asked for; df, a and b are > 0.
double normal_cdf(double x);
double normal_upper(double x);                        ///< P(Z > x), exact in the far tail
double normal_quantile(double p);
double student_t_cdf(double t, double df);
double student_t_upper(double t, double df);          ///< P(T > t)
double student_t_quantile(double p, double df);
double beta_cdf(double x, double a, double b);
double beta_upper(double x, double a, double b);      ///< P(X > x)
double beta_quantile(double p, double a, double b);
double binomial_cdf(double k, double n, double p);    ///< P(X <= k); 0 for k < 0, 1 for k >= n
double binomial_upper(double k, double n, double p);  ///< P(X > k)
double chi_squared_quantile(double p, double df);
double chi_squared_upper(double x, double df);        ///< P(X² > x)
double two_sided_z(double confidence);                ///< the z with P(|Z| <= z) = confidence
double two_sided_p(double z);                         ///< P(|Z| >= |z|)
double two_sided_t(double confidence, double df);     ///< the t with P(|T| <= t) = confidence
double two_sided_t_p(double t, double df);            ///< P(|T| >= |t|)

}  // namespace deskgauge::score
