#pragma once
#include <boost/parameter/keyword.hpp>

#include "deskgauge/aggregate/feature/feature.h"
#include "deskgauge/aggregate/histogram.h"

namespace deskgauge::aggregate {

/// Given to the constructor of a set, as Boost's own features take their parameters: set(sketch_bits = 10).
BOOST_PARAMETER_KEYWORD(keyword_tag, sketch_bits)

namespace impl {

/// A log-linear histogram: quantiles within a relative bound, whatever the values.
struct sketch_impl : ba::accumulator_base {
  using result_type = const Histogram&;
  template <class Args>
  explicit sketch_impl(const Args& args) : histogram_(args[sketch_bits | StateSpec{}.bits]) {}

  template <class Args>
  void operator()(const Args& args) {
    std::int64_t const x = args[ba::sample];
    histogram_.add(x, multiplicity(args));
  }
  void add(const sketch_impl& other, std::int64_t times) { histogram_.add(other.histogram_, times); }
  result_type result(ba::dont_care) const { return histogram_; }
  bool empty() const { return histogram_.empty(); }
  template <class Archive>
  void serialize(Archive& archive, unsigned) {
    archive & histogram_;
  }

 private:
  Histogram histogram_;
};

}  // namespace impl

namespace tag {
struct sketch : ba::depends_on<> {
  using impl = boost::mpl::always<aggregate::impl::sketch_impl>;
};
}  // namespace tag

namespace extract {
inline constexpr ba::extractor<tag::sketch> sketch{};
}  // namespace extract

}  // namespace deskgauge::aggregate
