#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "deskgauge/base/symbol.h"
#include "deskgauge/event/vocabulary.h"
#include "deskgauge/time/instant.h"

namespace deskgauge::event {

using base::Symbol;

/// Which entity: "ticket/123".
struct Subject {
  SubjectKind kind = SubjectKind::none;
  Symbol id;
  friend constexpr bool operator==(Subject, Subject) = default;
  constexpr bool is_none() const { return kind == SubjectKind::none; }
  constexpr std::uint64_t key() const { return std::uint64_t{static_cast<std::uint8_t>(kind)} << 32 | id.bits(); }
};

/// Something that happened: envelope and payload, as symbols of one Interner. Payload values stand in `slots`, by slot(kind, field):
///   text, decimal   the text's symbol            list      a list of texts
///   choice          number(position)             rows      a list of columns x rows symbols, row by row
///   boolean         number(0 or 1)               object    a list of its columns
///   integer, instant  the number's symbol        absent    none
struct Event {
  Kind kind = Kind::count_;
  Symbol source, id;
  Subject subject;
  time::Instant time;
  std::optional<time::Instant> recorded_time;  ///< when the record was made; orders corrections
  Symbol sequence;                             ///< tie-break inside one source
  std::uint32_t revision = 0;                  ///< for each (source, id) of a subject the highest wins
  std::vector<Symbol> slots;                   ///< may be shorter than slot_count(kind): the rest is absent

  Symbol get(Field field) const;        ///< none if absent or not a field of the kind
  void set(Field field, Symbol value);  ///< the key field sets the subject's id
  friend bool operator==(const Event&, const Event&) = default;
};

/// A stored event as the folds read it: the same values without owning them. Valid while its history is unchanged.
struct EventView {
  Kind kind = Kind::count_;
  std::uint32_t revision = 0;
  time::Instant time;
  std::int64_t recorded_ms = 0;  ///< 0 = absent
  Symbol source, id, sequence;
  std::span<const Symbol> slots;

  Symbol get(Field field) const {
    int const s = slot(kind, field);
    return s >= 0 && static_cast<std::size_t>(s) < slots.size() ? slots[static_cast<std::size_t>(s)] : Symbol{};
  }
  bool has(Field field) const { return static_cast<bool>(get(field)); }
  bool flag(Field field) const {
    Symbol const s = get(field);
    return s.is_number() && s.number_value() == 1;
  }
  /// The enumerator of a choice field, if present.
  template <class Enum>
  std::optional<Enum> choice(Field field) const {
    Symbol const s = get(field);
    if (!s.is_number()) return std::nullopt;
    return static_cast<Enum>(s.number_value());
  }
};

/// Sets a field from its text as files write it ("email", "true", "250", RFC 3339): checks type, choices and numbers.
base::Result<void> set_from_text(Event& event, std::string_view field, std::string_view text, base::Interner& interner);
/// A field's value as files write it; "" if absent. Lists and rows are JSON-like and for people only.
std::string field_text(Kind kind, const FieldSpec& spec, Symbol value, const base::Interner& interner);
/// "ticket/123"
std::string to_text(Subject subject, const base::Interner& interner);
base::Result<Subject> parse_subject(std::string_view text, base::Interner& interner);

}  // namespace deskgauge::event
