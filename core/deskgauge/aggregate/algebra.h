#pragma once
#include <boost/accumulators/framework/accumulator_set.hpp>
#include <concepts>
#include <cstdint>
#include <type_traits>

namespace deskgauge::aggregate {

namespace ba = boost::accumulators;

/// What Boost.Accumulators lacks, merge and subtract, as one operation every accumulator of ours has: a.add(b, times) is a += times * b.
template <class A>
concept Additive = requires(A& into, const A& from) { into.add(from, std::int64_t{1}); };
/// A derived statistic holds nothing, so there is nothing to merge.
template <class A>
concept Stateless = std::is_empty_v<A>;
template <class A>
concept Retractable = Stateless<A> || Additive<A>;

namespace detail {

/// Given to accumulator_set::visit, the framework's only door to every accumulator of a set; the counterpart is found by its feature.
template <class Set>
struct AddEach {
  const Set& from;
  std::int64_t times;
  template <class Accumulator>
  void operator()(Accumulator& into) const {
    static_assert(Retractable<Accumulator>, "this feature has no add(): it can be neither merged nor subtracted");
    if constexpr (Additive<Accumulator>) into.add(ba::find_accumulator<typename Accumulator::feature_tag>(from), times);
  }
};

}  // namespace detail

template <class Set>
void add(Set& into, const Set& from, std::int64_t times) {
  into.visit(detail::AddEach<Set>{from, times});
}
template <class Set>
void merge(Set& into, const Set& from) {
  add(into, from, +1);
}
template <class Set>
void subtract(Set& into, const Set& from) {
  add(into, from, -1);
}

}  // namespace deskgauge::aggregate
