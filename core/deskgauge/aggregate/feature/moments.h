#pragma once
#include "deskgauge/aggregate/feature/feature.h"
#include "deskgauge/aggregate/state.h"

namespace deskgauge::aggregate {

namespace impl {

/// n, sum and sum of squares in one accumulator: as three they would be padded to twice the size, and a cell would miss the cache twice.
/// The squares are two 64-bit halves because an __int128 would align the set to 16 bytes.
struct moments_impl : ba::accumulator_base {
  using result_type = Moments;
  moments_impl(ba::dont_care) {}

  template <class Args>
  void operator()(const Args& args) {
    std::int64_t const x = args[ba::sample], w = multiplicity(args);  // converted first: the set hands on the caller's type
    n_ += wrapping(w);
    sum_ += wrapping(x) * wrapping(w);
    set_squares(squares() + static_cast<u128>(static_cast<__int128>(x) * x) * static_cast<u128>(static_cast<__int128>(w)));
  }
  void add(const moments_impl& other, std::int64_t times) {
    n_ += wrapping(times) * other.n_;
    sum_ += wrapping(times) * other.sum_;
    set_squares(squares() + static_cast<u128>(static_cast<__int128>(times)) * other.squares());
  }
  result_type result(ba::dont_care) const { return {unwrapped(n_), unwrapped(sum_), static_cast<__int128>(squares())}; }
  bool empty() const { return (n_ | sum_ | squares_[0] | squares_[1]) == 0; }
  template <class Archive>
  void serialize(Archive& archive, unsigned) {
    u128 both = squares();
    archive & n_ & sum_ & both;
    set_squares(both);
  }

 private:
  using u128 = unsigned __int128;
  u128 squares() const { return static_cast<u128>(squares_[1]) << 64 | squares_[0]; }
  void set_squares(u128 v) {
    squares_[0] = static_cast<std::uint64_t>(v);
    squares_[1] = static_cast<std::uint64_t>(v >> 64);
  }

  std::uint64_t n_ = 0, sum_ = 0, squares_[2] = {0, 0};
};

}  // namespace impl

namespace tag {
struct moments : ba::depends_on<> {
  using impl = boost::mpl::always<aggregate::impl::moments_impl>;
};
}  // namespace tag

namespace extract {
inline constexpr ba::extractor<tag::moments> moments{};
}  // namespace extract

}  // namespace deskgauge::aggregate
