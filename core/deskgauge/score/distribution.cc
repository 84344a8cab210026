#include "deskgauge/score/distribution.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace deskgauge::score {

using boost::math::beta_distribution;
using boost::math::cdf;
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

}  // namespace deskgauge::score
