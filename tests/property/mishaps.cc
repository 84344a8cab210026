#include <algorithm>

#include "tests/property/story.h"

namespace deskgauge::property {
namespace {

class Mishaps {
 public:
  Mishaps(Random& random, Moments& moments, Stream& stream) : r_(random), moments_(moments), stream_(stream), lives_(stream.told) {}

  void happen() {
    for (const Told& told : lives_) {
      if (r_.chance(90)) version(told, true);
      if (r_.chance(50)) version(told, false);
      if (r_.chance(90)) retraction(told);
      if (r_.chance(80)) stream_.told.push_back(told);          // delivered twice
    }
  }

 private:
  const Told& any_of_lives() { return lives_[static_cast<std::size_t>(r_.below(static_cast<std::int64_t>(lives_.size())))]; }
  base::Symbol text(const std::string& s) { return stream_.interner->intern(s); }

  /// The same event told otherwise: at another time, or with what another event of its kind says. Of another revision, or of the same one.
  void version(const Told& told, bool other_revision) {
    Told other = told;
    if (other_revision) other.event.revision += static_cast<std::uint32_t>(1 + r_.below(3));
    if (r_.chance(500)) other.event.time = moments_.after(told.event.time);
    for (int tries = 0; tries < 8 && r_.chance(900); ++tries) {
      const Told& like = any_of_lives();
      if (!may_say_the_same(told.event, like.event)) continue;
      other.event.slots = like.event.slots;
      break;
    }
    stream_.told.push_back(other);
    if (other_revision && r_.chance(200)) version(told, true);
  }

  /// What belongs to an entity or an invitation stays with it: a revision does not move between entities.
  static bool may_say_the_same(const Event& a, const Event& b) {
    return a.kind == b.kind && a.get(Field::ticket_id) == b.get(Field::ticket_id) && a.get(Field::contact_id) == b.get(Field::contact_id) &&
           a.get(Field::invitation_id) == b.get(Field::invitation_id);
  }

  Told retract(const Told& told) {
    Told out;
    Event& e = out.event;
    e.kind = Kind::event_retracted;
    e.source = text("helpdesk");
    e.id = text("x" + std::to_string(++retractions_));
    e.subject = told.event.subject;
    e.time = r_.chance(300) ? moments_.any() : moments_.after(told.event.time);
    e.set(Field::target_source, told.event.source);
    e.set(Field::target_id, told.event.id);
    return out;
  }

  void retraction(const Told& told) {
    Told out = retract(told);
    if (r_.chance(100)) out.event.subject = any_of_lives().event.subject;
    stream_.told.push_back(out);
    if (r_.chance(250)) {                                       // taken back: the retraction is corrected to mean nothing
      Told undone = out;
      undone.event.revision = 1;
      undone.event.set(Field::target_id, text("nothing"));
      stream_.told.push_back(undone);
    } else if (r_.chance(400)) {                                // said again under another id
      Told again = told;
      again.event.id = text("again" + std::to_string(retractions_));
      if (r_.chance(500)) again.event.time = moments_.after(told.event.time);
      stream_.told.push_back(again);
    }
  }

  Random& r_;
  Moments& moments_;
  Stream& stream_;
  std::vector<Told> const lives_;
  int retractions_ = 0;
};

}  // namespace

void add_mishaps(Random& random, Moments& moments, Stream& stream) { Mishaps(random, moments, stream).happen(); }

Stream random_stream(Random& random, std::shared_ptr<const metric::Catalogue> desk) {
  Stream stream;
  stream.desk = std::move(desk);
  Moments moments(random);
  tell_lives(random, moments, stream);
  add_mishaps(random, moments, stream);
  // the present is now and then far enough for cohorts to mature, now and then the last event itself
  std::int64_t const later = random.chance(500) ? 86'400'000 : 45LL * 86'400'000;
  stream.end = moments.last() + time::milliseconds(random.chance(200) ? 0 : random.below(later));
  return stream;
}

}  // namespace deskgauge::property
