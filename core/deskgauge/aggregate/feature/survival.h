#pragma once
#include "deskgauge/aggregate/feature/multiset.h"

namespace deskgauge::aggregate {

namespace tag {
/// Every duration with its count, ended and censored apart: a multiset of codes 2·duration + censored, so that at one duration those that
/// ended stand before those that were still open, as Kaplan and Meier read them.
struct survival : ba::depends_on<> {
  using impl = boost::mpl::always<aggregate::impl::multiset_impl>;
};
}  // namespace tag

namespace extract {
inline constexpr ba::extractor<tag::survival> survival{};
}  // namespace extract

}  // namespace deskgauge::aggregate
