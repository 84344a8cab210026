#include "tests/property/delivery.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace deskgauge::property {
namespace {

class Sender {
 public:
  Sender(Engine& engine, const Stream& stream, Random& random, Manner manner)
      : engine_(engine), stream_(stream), random_(random), manner_(manner), translate_(*stream.interner, engine.interner()) {}

  void send(const Order& order) {
    for (std::size_t next = 0; next < order.size();) {
      std::size_t const left = order.size() - next;
      std::size_t const size = manner_.in_batches ? std::min(left, batch_size()) : left;
      Order batch = std::exchange(refused_, {});
      auto const from = order.begin() + static_cast<std::ptrdiff_t>(next);
      batch.insert(batch.end(), from, from + static_cast<std::ptrdiff_t>(size));
      next += size;
      one(batch);
      if (manner_.advances && random_.chance(400)) advance();
    }
    for (std::size_t before = refused_.size() + 1; !refused_.empty() && refused_.size() < before;) {
      before = refused_.size();
      one(std::exchange(refused_, {}));
    }
  }

 private:
  std::size_t batch_size() {
    if (random_.chance(50)) return 0;
    return static_cast<std::size_t>(1 + random_.below(random_.chance(500) ? 3 : 25));
  }

  void one(const Order& batch) {
    std::vector<Event> events;
    for (std::size_t i : batch) {
      const Told& told = stream_.told[i];
      events.push_back(translate_(told, manner_.names_subjects || !told.hides_subject));
    }
    engine::IngestReport const report = engine_.ingest(events, options(events));
    for (const engine::Rejection& rejection : report.rejections) {
      if (rejection.error.reason != "subject_required") throw std::logic_error("refused: " + to_text(rejection.error));
      refused_.push_back(batch[rejection.index]);
    }
  }

  /// Without a present, or with one that some events are a little ahead of, as far as a sender's clock may be wrong.
  engine::IngestOptions options(const std::vector<Event>& events) {
    if (!manner_.in_batches || random_.chance(500) || events.empty()) return {};
    Instant latest = events.front().time;
    for (const Event& e : events) latest = std::max(latest, e.time);
    return {.now = latest - time::milliseconds(random_.below(300'001))};
  }

  void advance() {
    Instant const from = engine_.now() == time::kBeginning ? stream_.end - time::days(20) : engine_.now();
    if (from >= stream_.end) return;
    std::int64_t const left = (stream_.end - from).ms;
    engine_.advance(from + time::milliseconds(random_.below(random_.chance(700) ? left / 10 + 1 : left)));
  }

  Engine& engine_;
  const Stream& stream_;
  Random& random_;
  Manner manner_;
  Translation translate_;
  Order refused_;
};

}  // namespace

void deliver(Engine& engine, const Stream& stream, const Order& order, Random& random, Manner manner) {
  Sender(engine, stream, random, manner).send(order);
}

Order as_told(const Stream& stream) {
  Order order(stream.told.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  return order;
}

void shuffle(Order& order, Random& random) {
  for (std::size_t i = order.size(); i > 1; --i)
    std::swap(order[i - 1], order[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(i)))]);
}

Engine delivered(const Stream& stream, const Order& order, Random& random, Manner manner) {
  Engine engine(stream.desk);
  deliver(engine, stream, order, random, manner);
  engine.advance(stream.end);
  return engine;
}

Engine one_batch(const Stream& stream, bool names_subjects) {
  Random unused(0, 0);
  return delivered(stream, as_told(stream), unused, {.names_subjects = names_subjects});
}

Engine restarted(const Engine& engine) {
  auto back = Engine::restore(engine.snapshot(engine::SnapshotKind::full), engine.shared_catalogue());
  if (!back) throw std::logic_error("the engine refuses its own snapshot: " + to_text(back.error()));
  return std::move(*back);
}

}  // namespace deskgauge::property
