#include "deskgauge/engine/engine.h"

#include <algorithm>

#include "deskgauge/engine/impl.h"
#include "deskgauge/engine/replay.h"

namespace deskgauge::engine {

Engine::Impl::Impl(std::shared_ptr<const metric::Catalogue> definitions) { prepare(std::move(definitions)); }

void Engine::Impl::prepare(std::shared_ptr<const metric::Catalogue> definitions) {
  catalogue = std::move(definitions);
  fingerprint = catalogue->fingerprint();
  environment = std::make_shared<Environment>(catalogue, *interner);
  kept.clear();
  for (const metric::Metric& metric : catalogue->metrics)
    if (metric.type != metric::MetricType::derived) kept.push_back(metric);
  // customer-scope metrics need the customers of all inputs; metrics read at `at` keep no cells but stay in the list, so positions agree
  std::vector<metric::Metric> in_cells = kept;
  plan = std::make_unique<Plan>(environment, in_cells, base::Naming(*interner));
  store = std::make_unique<cell::Store>(grid(), kept);
}

int Engine::Impl::position(std::string_view metric) const {
  for (std::size_t i = 0; i < kept.size(); ++i)
    if (kept[i].name == metric) return static_cast<int>(i);
  return -1;
}

Engine::Engine(std::shared_ptr<const metric::Catalogue> catalogue) : impl_(std::make_unique<Impl>(std::move(catalogue))) {}
Engine::Engine(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

base::Interner& Engine::interner() { return *impl_->interner; }
const base::Interner& Engine::interner() const { return *impl_->interner; }
const metric::Catalogue& Engine::catalogue() const { return *impl_->catalogue; }
std::shared_ptr<const metric::Catalogue> Engine::shared_catalogue() const { return impl_->catalogue; }
Instant Engine::now() const { return impl_->now; }
std::int64_t Engine::revision() const { return impl_->revision; }
bool Engine::cells_only() const { return impl_->cells_only; }
const Counters& Engine::counters() const { return impl_->counters; }

LeftOut Engine::left_out(Instant at) const {
  LeftOut out;
  std::vector<timeline::Ticket> room;
  std::vector<HistoryIndex> one(1);
  for (HistoryIndex i = 0; i < impl_->book.size(); ++i) {
    if (!is_ticket_stage(impl_->book.history(i).subject().kind) || impl_->book.history(i).empty()) continue;
    one[0] = i;
    timeline::fold(impl_->book, one, at, impl_->environment->words, *impl_->interner, room);
    out.retracted += room[0].retracted;
    switch (room[0].has_ticket || room[0].left_out == timeline::LeftOut::orphaned ? room[0].left_out : timeline::LeftOut::none) {
      case timeline::LeftOut::merged: ++out.merged; break;
      case timeline::LeftOut::spam: ++out.spam; break;
      case timeline::LeftOut::deleted: ++out.deleted; break;
      case timeline::LeftOut::test: ++out.test; break;
      case timeline::LeftOut::orphaned: ++out.orphaned; break;
      case timeline::LeftOut::none: break;
    }
  }
  return out;
}

namespace {

/// Whether the chain of merges that begins here comes back.
bool merges_into_itself(const timeline::Book& book, HistoryIndex start, Instant at) {
  HistoryIndex place = start;
  for (HistoryIndex steps = 0; steps < book.size(); ++steps) {
    Symbol const target = timeline::merged_into(book.history(place), at).target;
    place = target ? book.find({book.history(start).subject().kind, target}) : timeline::kNoHistory;
    if (place == timeline::kNoHistory || place == start) break;
  }
  return place == start;
}

void find_merge_cycles(const timeline::Book& book, Instant at, const base::Interner& interner, std::vector<QualityFinding>& found) {
  for (HistoryIndex i = 0; i < book.size(); ++i) {
    event::Subject const subject = book.history(i).subject();
    bool const mergeable = subject.kind == event::SubjectKind::ticket || subject.kind == event::SubjectKind::customer;
    if (!mergeable || !timeline::merged_into(book.history(i), at).target || !merges_into_itself(book, i, at)) continue;
    found.push_back({"merge_cycle", event::to_text(subject, interner),
                     subject.kind == event::SubjectKind::ticket ? "merged in a circle: every ticket of it is left out"
                                                                : "merged in a circle: the customer with the smallest id stands for all"});
  }
}

}  // namespace

std::vector<QualityFinding> Engine::quality() const {
  std::vector<QualityFinding> found = impl_->conflicts;
  std::vector<timeline::Ticket> room;
  std::vector<HistoryIndex> one(1);
  for (HistoryIndex i = 0; i < impl_->book.size(); ++i) {
    const timeline::History& history = impl_->book.history(i);
    if (history.subject().kind != event::SubjectKind::ticket || history.empty()) continue;
    one[0] = i;
    timeline::fold(impl_->book, one, impl_->now, impl_->environment->words, *impl_->interner, room);
    std::string const subject = event::to_text(history.subject(), *impl_->interner);
    if (room[0].left_out == timeline::LeftOut::orphaned)
      found.push_back({"unknown_entity", subject, "events but no ticket.created; held until it arrives"});
    for (const std::string& what : room[0].contradictions) found.push_back({"state_contradiction", subject, what});
  }
  find_merge_cycles(impl_->book, impl_->now, *impl_->interner, found);
  std::sort(found.begin(), found.end(), [](const QualityFinding& a, const QualityFinding& b) {
    return std::tie(a.reason, a.subject, a.detail) < std::tie(b.reason, b.subject, b.detail);
  });
  return found;
}

MemoryUse Engine::memory() const {
  MemoryUse use;
  use.histories = impl_->book.bytes();
  use.cells = impl_->store->bytes();
  use.symbols = impl_->interner->bytes();
  use.states = impl_->store->cell_count();
  for (HistoryIndex i = 0; i < impl_->book.size(); ++i) {
    const timeline::History& history = impl_->book.history(i);
    use.events += static_cast<std::int64_t>(history.size());
    use.tickets += history.subject().kind == event::SubjectKind::ticket && !history.empty();
  }
  return use;
}

}  // namespace deskgauge::engine
