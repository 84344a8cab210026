#pragma once
#include <string>
#include <vector>

#include "tests/property/stream.h"

namespace deskgauge::property {

/// Writes one event: the calls after `begin` complete it. Values are texts as files write them.
class Teller {
 public:
  Teller(base::Interner& interner, std::vector<Told>& out) : interner_(interner), out_(out) {}
  Teller& begin(Kind kind, Instant t, event::SubjectKind subject, const std::string& id);
  Teller& put(Field field, const std::string& value);
  template <class Enum>
  Teller& word(Field field, Enum value) {
    event().set(field, base::Symbol::number(static_cast<std::uint32_t>(value)));
    return *this;
  }
  Teller& flag(Field field, bool value) { return word(field, value ? 1 : 0); }
  /// A list, or the cells of rows and objects; "" is a cell left out.
  Teller& list(Field field, const std::vector<std::string>& items);
  Teller& hides_subject() { out_.back().hides_subject = true; return *this; }
  Event& event() { return out_.back().event; }

 private:
  base::Interner& interner_;
  std::vector<Told>& out_;
  int next_ = 1;
};

/// Moments with a liking for the awkward: edges of days and shifts, the change of summer time, moments already used, a millisecond beside.
class Moments {
 public:
  explicit Moments(Random& random);
  Instant any();
  /// Mostly a little later than `t`.
  Instant after(Instant t);
  Instant start() const { return start_; }
  Instant last() const { return last_; }

 private:
  Instant near_edge();
  Instant remember(Instant t);
  Random& random_;
  Instant start_, last_;
  std::vector<Instant> used_;
};

/// The lives of a few tickets, contacts, surveys and customers, told without mishaps, but with everything that can happen to them.
void tell_lives(Random& random, Moments& moments, Stream& stream);
/// What goes wrong on the way: versions that do not hold, conflicts, retractions before and after, at wrong places, undone; duplicates.
void add_mishaps(Random& random, Moments& moments, Stream& stream);

}  // namespace deskgauge::property
