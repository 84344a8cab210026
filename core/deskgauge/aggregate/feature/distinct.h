#pragma once
#include "deskgauge/aggregate/feature/feature.h"
#include "deskgauge/aggregate/multiplicities.h"

namespace deskgauge::aggregate {

namespace impl {

/// The multiset of ids: "how many different" cannot be added up, but their multiplicities can.
struct distinct_impl : ba::accumulator_base {
  using result_type = const Multiplicities&;
  distinct_impl(ba::dont_care) {}

  template <class Args>
  void operator()(const Args& args) {
    std::int64_t const id = args[ba::sample];
    ids_.add(static_cast<std::uint32_t>(id), multiplicity(args));
  }
  void add(const distinct_impl& other, std::int64_t times) { ids_.add(other.ids_, times); }
  result_type result(ba::dont_care) const { return ids_; }
  bool empty() const { return ids_.empty(); }
  template <class Archive>
  void serialize(Archive& archive, unsigned) {
    archive & ids_;
  }

 private:
  Multiplicities ids_;
};

}  // namespace impl

namespace tag {
struct distinct : ba::depends_on<> {
  using impl = boost::mpl::always<aggregate::impl::distinct_impl>;
};
}  // namespace tag

namespace extract {
inline constexpr ba::extractor<tag::distinct> distinct{};
}  // namespace extract

}  // namespace deskgauge::aggregate
