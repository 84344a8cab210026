#pragma once
#include "deskgauge/aggregate/feature/feature.h"

namespace deskgauge::aggregate {

namespace impl {

/// The net change of a level: what entered less what left.
struct level_impl : ba::accumulator_base {
  using result_type = std::int64_t;
  level_impl(ba::dont_care) {}

  template <class Args>
  void operator()(const Args& args) {
    std::int64_t const x = args[ba::sample];
    net_ += wrapping(x) * wrapping(multiplicity(args));
  }
  void add(const level_impl& other, std::int64_t times) { net_ += wrapping(times) * other.net_; }
  result_type result(ba::dont_care) const { return unwrapped(net_); }
  bool empty() const { return net_ == 0; }
  template <class Archive>
  void serialize(Archive& archive, unsigned) {
    archive & net_;
  }

 private:
  std::uint64_t net_ = 0;
};

}  // namespace impl

namespace tag {
struct level : ba::depends_on<> {
  using impl = boost::mpl::always<aggregate::impl::level_impl>;
};
}  // namespace tag

namespace extract {
inline constexpr ba::extractor<tag::level> level{};
}  // namespace extract

}  // namespace deskgauge::aggregate
