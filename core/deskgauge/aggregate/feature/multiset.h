#pragma once
#include "deskgauge/aggregate/feature/feature.h"
#include "deskgauge/aggregate/tally.h"

namespace deskgauge::aggregate {

namespace impl {

/// Every value with its count: all quantiles exactly.
struct multiset_impl : ba::accumulator_base {
  using result_type = const Tally&;
  multiset_impl(ba::dont_care) {}

  template <class Args>
  void operator()(const Args& args) {
    std::int64_t const x = args[ba::sample];
    tally_.add(x, multiplicity(args));
  }
  void add(const multiset_impl& other, std::int64_t times) { tally_.add(other.tally_, times); }
  result_type result(ba::dont_care) const { return tally_; }
  bool empty() const { return tally_.empty(); }
  template <class Archive>
  void serialize(Archive& archive, unsigned) {
    archive & tally_;
  }

 private:
  Tally tally_;
};

}  // namespace impl

namespace tag {
struct multiset : ba::depends_on<> {
  using impl = boost::mpl::always<aggregate::impl::multiset_impl>;
};
}  // namespace tag

namespace extract {
inline constexpr ba::extractor<tag::multiset> multiset{};
}  // namespace extract

}  // namespace deskgauge::aggregate
