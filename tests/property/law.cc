#include "tests/property/law.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <random>

#include "deskgauge/base/bytes.h"
#include "deskgauge/interchange/event_json.h"
#include "tests/property/random_desk.h"

namespace deskgauge::property {
namespace {

constexpr int kStreams = 100;
constexpr std::chrono::seconds kReduceFor{60};
constexpr std::uint64_t kArrivals = 12;

std::uint64_t base_seed() {
  static std::uint64_t const seed = [] {
    const char* const given = std::getenv("DESKGAUGE_SEED");
    if (!given || !*given) return std::uint64_t{1};
    if (std::string_view(given) == "random") return std::uint64_t{std::random_device()()};
    return static_cast<std::uint64_t>(std::strtoull(given, nullptr, 10));
  }();
  return seed;
}

int stream_count() {
  const char* const given = std::getenv("DESKGAUGE_STREAMS");
  return given && *given ? std::max(1, std::atoi(given)) : kStreams;
}

std::string checked(const Law& law, const Stream& stream, const Random& random) {
  try {
    return law(stream, random);
  } catch (const std::exception& e) {
    return std::string("thrown: ") + e.what();
  }
}

/// Takes away events, then metrics, in ever smaller pieces, as long as the law stays broken.
class Reducer {
 public:
  Reducer(const Law& law, Stream stream, const Random& random) : law_(law), stream_(std::move(stream)), random_(random) {}

  const Random& random() const { return random_; }
  Stream reduce() {
    pieces(stream_.told.size(), [&](std::size_t from, std::size_t n) {
      Stream smaller = stream_;
      auto const at = smaller.told.begin() + static_cast<std::ptrdiff_t>(from);
      smaller.told.erase(at, at + static_cast<std::ptrdiff_t>(n));
      return keep(std::move(smaller));
    });
    pieces(stream_.desk->metrics.size(), [&](std::size_t from, std::size_t n) {
      auto desk = std::make_shared<metric::Catalogue>(*stream_.desk);
      auto const at = desk->metrics.begin() + static_cast<std::ptrdiff_t>(from);
      desk->metrics.erase(at, at + static_cast<std::ptrdiff_t>(n));
      if (desk->metrics.empty()) return false;
      Stream smaller = stream_;
      smaller.desk = std::move(desk);
      return keep(std::move(smaller));
    });
    return stream_;
  }

 private:
  bool keep(Stream smaller) {
    // with fewer events the same randomness means another arrival: try a few
    for (std::uint64_t arrival = 0; arrival < kArrivals && std::chrono::steady_clock::now() < until_; ++arrival) {
      Random const random = arrival == 0 ? random_ : Random(arrival, arrival);
      if (checked(law_, smaller, random).empty()) continue;
      stream_ = std::move(smaller);
      random_ = random;
      return true;
    }
    return false;
  }

  template <class TakeAway>
  void pieces(std::size_t size, TakeAway take_away) {
    for (std::size_t n = std::max<std::size_t>(1, size / 2); n > 0; n /= 2)
      for (bool again = true; again;) {
        again = false;
        for (std::size_t from = size; from > 0;) {
          from -= std::min(n, from);
          std::size_t const taken = std::min(n, size - from);
          if (taken == 0 || !take_away(from, taken)) continue;
          size -= taken;
          again = n == 1;
        }
      }
  }

  const Law& law_;
  Stream stream_;
  Random random_;
  std::chrono::steady_clock::time_point const until_ = std::chrono::steady_clock::now() + kReduceFor;
};

std::string as_json_lines(const Stream& stream) {
  std::string out;
  for (const Told& told : stream.told) {
    interchange::write_event(out, told.event, *stream.interner);
    if (told.hides_subject && !out.empty()) out.insert(out.size() - 1, "   (delivered without its subject)");
  }
  return out;
}

std::string report(const Law& law, const Stream& stream, const Random& random) {
  Reducer reducer(law, stream, random);
  Stream const least = reducer.reduce();
  std::string out = checked(law, least, reducer.random()) + "\nmetrics:";
  for (const metric::Metric& m : least.desk->metrics) out += " " + m.name;
  return out + "\nend: " + time::to_text(least.end) + "\n" + as_json_lines(least);
}

}  // namespace

void holds_for_random_streams(const std::string& name, const Law& law) {
  int const streams = stream_count();
  std::cout << name << ": DESKGAUGE_SEED=" << base_seed() << " DESKGAUGE_STREAMS=" << streams << std::endl;
  testing::Test::RecordProperty("seed", std::to_string(base_seed()));
  testing::Test::RecordProperty("streams", std::to_string(streams));
  std::int64_t events = 0;
  for (int i = 0; i < streams; ++i) {
    Random random(base_seed() ^ base::fingerprint(name), static_cast<std::uint64_t>(i));
    std::shared_ptr<const metric::Catalogue> const desk = random_desk(random);
    Stream const stream = random_stream(random, desk);
    events += static_cast<std::int64_t>(stream.told.size());
    if (checked(law, stream, random).empty()) continue;
    ADD_FAILURE() << name << " does not hold of stream " << i << " of DESKGAUGE_SEED=" << base_seed() << ": "
                  << report(law, stream, random);
    return;
  }
  testing::Test::RecordProperty("events", std::to_string(events));
}

}  // namespace deskgauge::property
