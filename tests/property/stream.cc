#include "tests/property/stream.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "deskgauge/event/order.h"

namespace deskgauge::property {

base::Symbol Translation::symbol(base::Symbol theirs) const {
  if (!theirs || theirs.is_number()) return theirs;
  if (theirs.is_text()) return to_.intern(from_.text(theirs));
  std::vector<base::Symbol> items;
  for (base::Symbol item : from_.list(theirs)) items.push_back(symbol(item));
  return to_.intern_list(items);
}

Event Translation::operator()(const Told& told, bool with_subject) const {
  Event e = told.event;
  e.source = symbol(e.source);
  e.id = symbol(e.id);
  e.sequence = symbol(e.sequence);
  if (with_subject) e.subject.id = symbol(e.subject.id);
  else e.subject = {};
  for (base::Symbol& slot : e.slots) slot = symbol(slot);
  return e;
}

namespace {

using Name = std::pair<std::uint64_t, std::uint64_t>;         // subject; source and id

Name name_of(const Event& e) { return {e.subject.key(), std::uint64_t{e.source.bits()} << 32 | e.id.bits()}; }

/// The greater revision, else the greater bytes of the content.
bool beats(const Event& a, const Event& b, const base::Interner& interner) {
  if (a.revision != b.revision) return a.revision > b.revision;
  base::Writer left, right;
  event::write_canonical(left, event::view(a), interner);
  event::write_canonical(right, event::view(b), interner);
  return left.bytes() > right.bytes();
}

}  // namespace

std::vector<Told> winners(const Stream& stream) {
  std::map<Name, std::size_t> best;
  for (std::size_t i = 0; i < stream.told.size(); ++i) {
    auto const [it, added] = best.try_emplace(name_of(stream.told[i].event), i);
    if (!added && beats(stream.told[i].event, stream.told[it->second].event, *stream.interner)) it->second = i;
  }
  std::vector<Told> held;
  for (auto const& [name, position] : best) held.push_back(stream.told[position]);
  std::stable_sort(held.begin(), held.end(), [](const Told& a, const Told& b) { return a.event.time < b.event.time; });
  return held;
}

std::vector<Told> what_holds(const Stream& stream) {
  std::vector<Told> held = winners(stream);
  std::set<Name> dead;
  for (const Told& told : held) {
    const Event& e = told.event;
    if (e.kind != Kind::event_retracted) continue;
    base::Symbol const source = e.get(Field::target_source), id = e.get(Field::target_id);
    dead.insert({e.subject.key(), std::uint64_t{source.bits()} << 32 | id.bits()});
  }
  std::erase_if(held, [&](const Told& told) { return told.event.kind == Kind::event_retracted || dead.contains(name_of(told.event)); });
  return held;
}

namespace {

/// Union and find over names.
class Unions {
 public:
  int find(std::uint64_t key) {
    auto const [it, added] = places_.try_emplace(key, static_cast<int>(parent_.size()));
    if (added) parent_.push_back(it->second);
    int root = it->second;
    while (parent_[static_cast<std::size_t>(root)] != root) root = parent_[static_cast<std::size_t>(root)];
    return root;
  }
  void join(std::uint64_t a, std::uint64_t b) {
    int const x = find(a), y = find(b);
    parent_[static_cast<std::size_t>(x)] = y;
  }

 private:
  std::map<std::uint64_t, int> places_;
  std::vector<int> parent_;
};

}  // namespace

std::vector<int> components(const Stream& stream) {
  using event::SubjectKind;
  Unions unions;
  for (const Told& told : stream.told) {
    const Event& e = told.event;
    auto const refers = [&](Field field, SubjectKind kind) {
      if (base::Symbol const id = e.get(field)) unions.join(e.subject.key(), event::Subject{kind, id}.key());
    };
    refers(Field::customer_id, SubjectKind::customer);
    refers(Field::into_customer_id, SubjectKind::customer);
    refers(Field::into_ticket_id, SubjectKind::ticket);
    refers(Field::ticket_id, SubjectKind::ticket);
    refers(Field::contact_id, SubjectKind::contact);
    refers(Field::invitation_id, SubjectKind::invitation);
    if (e.kind == Kind::ticket_field_changed && e.get(Field::field) == stream.interner->find("customer_id"))
      refers(Field::current, SubjectKind::customer);
  }
  std::vector<int> numbers;
  for (const Told& told : stream.told) numbers.push_back(unions.find(told.event.subject.key()));
  return numbers;
}

}  // namespace deskgauge::property
