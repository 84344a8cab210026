#pragma once
#include "deskgauge/aggregate/feature/feature.h"
#include "deskgauge/aggregate/state.h"

namespace deskgauge::aggregate {

namespace impl {

/// Hits of trials; a sample other than 0 is a hit.
struct proportion_impl : ba::accumulator_base {
  using result_type = Proportion;
  proportion_impl(ba::dont_care) {}

  template <class Args>
  void operator()(const Args& args) {
    std::int64_t const x = args[ba::sample], w = multiplicity(args);
    trials_ += wrapping(w);
    hits_ += x != 0 ? wrapping(w) : 0;
  }
  void add(const proportion_impl& other, std::int64_t times) {
    hits_ += wrapping(times) * other.hits_;
    trials_ += wrapping(times) * other.trials_;
  }
  result_type result(ba::dont_care) const { return {unwrapped(hits_), unwrapped(trials_)}; }
  bool empty() const { return (hits_ | trials_) == 0; }
  template <class Archive>
  void serialize(Archive& archive, unsigned) {
    archive & hits_ & trials_;
  }

 private:
  std::uint64_t hits_ = 0, trials_ = 0;
};

}  // namespace impl

namespace tag {
struct proportion : ba::depends_on<> {
  using impl = boost::mpl::always<aggregate::impl::proportion_impl>;
};
}  // namespace tag

namespace extract {
inline constexpr ba::extractor<tag::proportion> proportion{};
}  // namespace extract

}  // namespace deskgauge::aggregate
