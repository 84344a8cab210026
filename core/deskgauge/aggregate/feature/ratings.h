#pragma once
#include "deskgauge/aggregate/feature/feature.h"
#include "deskgauge/aggregate/rating_counts.h"

namespace deskgauge::aggregate {

namespace impl {

/// A count for each rating: CSAT, CES, NPS and their means are all read from it.
struct ratings_impl : ba::accumulator_base {
  using result_type = const RatingCounts&;
  ratings_impl(ba::dont_care) {}

  template <class Args>
  void operator()(const Args& args) {
    std::int64_t const x = args[ba::sample];
    counts_.add(x, multiplicity(args));
  }
  void add(const ratings_impl& other, std::int64_t times) { counts_.add(other.counts_, times); }
  result_type result(ba::dont_care) const { return counts_; }
  bool empty() const { return counts_.empty(); }
  template <class Archive>
  void serialize(Archive& archive, unsigned) {
    archive & counts_;
  }

 private:
  RatingCounts counts_;
};

}  // namespace impl

namespace tag {
struct ratings : ba::depends_on<> {
  using impl = boost::mpl::always<aggregate::impl::ratings_impl>;
};
}  // namespace tag

namespace extract {
inline constexpr ba::extractor<tag::ratings> ratings{};
}  // namespace extract

}  // namespace deskgauge::aggregate
