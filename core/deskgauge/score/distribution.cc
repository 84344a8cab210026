#include "deskgauge/score/distribution.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace deskgauge::score {

using boost::math::beta_distribution;
using boost::math::binomial;
using boost::math::cdf;
using boost::math::chi_squared;
using boost::math::complement;
using boost::math::normal;
using boost::math::quantile;
using boost::math::students_t;

double normal_cdf(double x) { return cdf(normal(), x); }
double normal_upper(double x) { return cdf(complement(normal(), x)); }
double normal_quantile(double p) { return quantile(normal(), p); }
double student_t_cdf(double t, double df) { return cdf(students_t(df), t); }
double student_t_upper(double t, double df) { return cdf(complement(students_t(df), t)); }
double student_t_quantile(double p, double df) { return quantile(students_t(df), p); }
double beta_cdf(double x, double a, double b) { return cdf(beta_distribution<>(a, b), x); }
double beta_upper(double x, double a, double b) { return cdf(complement(beta_distribution<>(a, b), x)); }
double beta_quantile(double p, double a, double b) { return quantile(beta_distribution<>(a, b), p); }
double binomial_cdf(double k, double n, double p) { return k < 0 ? 0 : k >= n ? 1 : cdf(binomial(n, p), k); }
double binomial_upper(double k, double n, double p) { return k < 0 ? 1 : k >= n ? 0 : cdf(complement(binomial(n, p), k)); }
double chi_squared_quantile(double p, double df) { return quantile(chi_squared(df), p); }
double chi_squared_upper(double x, double df) { return cdf(complement(chi_squared(df), x)); }
double two_sided_z(double confidence) { return normal_quantile(0.5 + confidence / 2); }
double two_sided_p(double z) { return 2 * normal_upper(std::abs(z)); }
double two_sided_t(double confidence, double df) { return student_t_quantile(0.5 + confidence / 2, df); }
double two_sided_t_p(double t, double df) { return 2 * student_t_upper(std::abs(t), df); }

}  // namespace deskgauge::score
