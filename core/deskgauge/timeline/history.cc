#include "deskgauge/timeline/history.h"

#include <algorithm>

#include "deskgauge/event/order.h"

namespace deskgauge::timeline {
namespace {

// A record: [kind | slots << 8 | flags << 16] [time low] [time high] [source] [id] [sequence?] [recorded low, high?] [revision?] [slots …].
// What most events lack takes no room.
constexpr std::uint32_t kHasSequence = 1, kHasRecorded = 2, kHasRevision = 4;
constexpr std::size_t kFixedWords = 5;

std::uint32_t low(std::int64_t v) { return static_cast<std::uint32_t>(static_cast<std::uint64_t>(v)); }
std::uint32_t high(std::int64_t v) { return static_cast<std::uint32_t>(static_cast<std::uint64_t>(v) >> 32); }
std::int64_t join(Symbol lo, Symbol hi) { return static_cast<std::int64_t>(std::uint64_t{hi.bits()} << 32 | lo.bits()); }

std::size_t optional_words(std::uint32_t flags) {
  return (flags & kHasSequence ? 1u : 0u) + (flags & kHasRecorded ? 2u : 0u) + (flags & kHasRevision ? 1u : 0u);
}
std::size_t record_words(Symbol head) {
  std::uint32_t const w = head.bits();
  return kFixedWords + optional_words(w >> 16 & 0xff) + (w >> 8 & 0xff);
}

std::uint32_t flags_of(const EventView& e) {
  return (e.sequence ? kHasSequence : 0) | (e.recorded_ms ? kHasRecorded : 0) | (e.revision ? kHasRevision : 0);
}
std::size_t record_words(const EventView& e) { return kFixedWords + optional_words(flags_of(e)) + e.slots.size(); }

void encode(const EventView& e, Symbol* p) {
  std::uint32_t const flags = flags_of(e);
  auto const put = [&p](std::uint32_t bits) { *p++ = Symbol::from_bits(bits); };
  put(static_cast<std::uint32_t>(e.kind) | static_cast<std::uint32_t>(e.slots.size()) << 8 | flags << 16);
  put(low(e.time.ms));
  put(high(e.time.ms));
  *p++ = e.source;
  *p++ = e.id;
  if (flags & kHasSequence) *p++ = e.sequence;
  if (flags & kHasRecorded) { put(low(e.recorded_ms)); put(high(e.recorded_ms)); }
  if (flags & kHasRevision) put(e.revision);
  std::copy(e.slots.begin(), e.slots.end(), p);
}

std::size_t decode(const Symbol* p, EventView& e) {
  std::uint32_t const head = p->bits(), flags = head >> 16 & 0xff;
  std::size_t const slots = head >> 8 & 0xff;
  e.kind = static_cast<event::Kind>(head & 0xff);
  e.time.ms = join(p[1], p[2]);
  e.source = p[3];
  e.id = p[4];
  const Symbol* q = p + kFixedWords;
  e.sequence = flags & kHasSequence ? *q++ : Symbol{};
  e.recorded_ms = 0;
  if (flags & kHasRecorded) { e.recorded_ms = join(q[0], q[1]); q += 2; }
  e.revision = flags & kHasRevision ? (q++)->bits() : 0;
  e.slots = {q, slots};
  return static_cast<std::size_t>(q - p) + slots;
}

}  // namespace

bool History::Cursor::next() {
  if (at_ == end_) return false;
  at_ += decode(at_, event_);
  return true;
}

Instant History::last_time() const {
  if (count_ == 0) return time::kBeginning;
  return {join(words_[last_ + 1], words_[last_ + 2])};
}

History::Place History::find(Symbol source, Symbol id) const {
  for (std::size_t at = 0; at < words_.size();) {
    std::size_t const length = record_words(words_[at]);
    if (words_[at + 4] == id && words_[at + 3] == source) return {at, length};
    at += length;
  }
  return {};
}

void History::erase(Place place) {
  words_.erase(words_.begin() + static_cast<std::ptrdiff_t>(place.offset),
               words_.begin() + static_cast<std::ptrdiff_t>(place.offset + place.length));
  --count_;
  last_ = 0;
  for (std::size_t at = 0; at < words_.size(); at += record_words(words_[at])) last_ = at;
}

void History::insert_sorted(const EventView& event, const base::Interner& interner) {
  std::size_t const length = record_words(event);
  EventView held;
  std::size_t at = words_.size();
  if (count_ > 0) {
    decode(words_.data() + last_, held);
    if (event::compare(event, held, interner) < 0) {         // late: find its place from the front
      for (at = 0; at < words_.size();) {
        std::size_t const step = decode(words_.data() + at, held);
        if (event::compare(event, held, interner) < 0) break;
        at += step;
      }
    }
  }
  bool const appended = at == words_.size();
  words_.insert(words_.begin() + static_cast<std::ptrdiff_t>(at), length, Symbol{});
  encode(event, words_.data() + at);
  last_ = appended ? at : last_ + length;
  ++count_;
}

Insertion History::probe(const EventView& event, const base::Interner& interner) const {
  Place const place = find(event.source, event.id);
  if (place.length == 0) return Insertion::added;
  EventView held;
  decode(words_.data() + place.offset, held);
  int const better = event::compare_versions(event, held, interner);
  return better == 0 ? Insertion::duplicate : better < 0 ? Insertion::superseded : Insertion::replaced;
}

Inserted History::insert(const EventView& event, const base::Interner& interner) {
  Inserted done;
  if (Place const place = find(event.source, event.id); place.length) {
    EventView held;
    decode(words_.data() + place.offset, held);
    int const better = event::compare_versions(event, held, interner);
    if (better == 0) return {Insertion::duplicate, false};
    done.conflict = event.revision == held.revision;
    if (better < 0) return {Insertion::superseded, done.conflict};
    if (held.kind == event::Kind::event_retracted) --tombstones_;
    erase(place);
    done.what = Insertion::replaced;
  }
  insert_sorted(event, interner);
  if (event.kind == event::Kind::event_retracted) ++tombstones_;
  return done;
}

}  // namespace deskgauge::timeline
