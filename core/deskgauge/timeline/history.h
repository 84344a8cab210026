#pragma once
#include <cstdint>
#include <vector>

#include "deskgauge/base/bytes.h"
#include "deskgauge/event/event.h"

namespace deskgauge::timeline {

using base::Symbol;
using event::EventView;
using time::Instant;

/// What an insertion did to a history.
enum class Insertion : std::uint8_t {
  added,       ///< a new event
  replaced,    ///< a newer revision of a known event
  duplicate,   ///< the same revision and content as the one held
  superseded,  ///< an older revision than the one held
};
struct Inserted {
  Insertion what = Insertion::added;
  bool conflict = false;  ///< same revision, other content: the greater canonical bytes stay
  bool changed() const { return what == Insertion::added || what == Insertion::replaced; }
};

/// The events of one entity, in the total order of event::compare, each (source, id) once in its winning revision. Tombstones
/// (event.retracted) are events like others. Events lie one behind the other in one array of 32-bit words, about 50 bytes each, so a
/// fold reads them in one sweep. Invariant: sorted and unique after every insert. One writer.
class History {
 public:
  explicit History(event::Subject subject = {}) : subject_(subject) {}

  event::Subject subject() const { return subject_; }
  std::size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  bool has_tombstones() const { return tombstones_ > 0; }
  Instant last_time() const;                 ///< of the last event in order; kBeginning when empty
  std::size_t bytes() const { return sizeof *this + words_.capacity() * sizeof(Symbol); }

  /// What insert would do, without doing it.
  Insertion probe(const EventView& event, const base::Interner& interner) const;
  Inserted insert(const EventView& event, const base::Interner& interner);

  /// Reads the events in order: `for (Cursor c(history); c.next();) use(c.event());`
  class Cursor {
   public:
    explicit Cursor(const History& history) : at_(history.words_.data()), end_(at_ + history.words_.size()) {}
    bool next();
    const EventView& event() const { return event_; }

   private:
    const Symbol* at_;
    const Symbol* end_;
    EventView event_;
  };

 private:
  struct Place {
    std::size_t offset = 0, length = 0;
  };
  Place find(Symbol source, Symbol id) const;   ///< length 0: not here
  void insert_sorted(const EventView& event, const base::Interner& interner);
  void erase(Place place);

  event::Subject subject_;
  std::uint32_t count_ = 0, tombstones_ = 0;
  std::size_t last_ = 0;                        ///< offset of the last record
  std::vector<Symbol> words_;
};

}  // namespace deskgauge::timeline
