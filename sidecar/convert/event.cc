#include "sidecar/convert/event.h"

#include "deskgauge/event/check.h"
#include "deskgauge/event/value.h"
#include "sidecar/convert/time.h"

namespace deskgauge::sidecar::convert {
namespace {

using base::Symbol;
using event::ValueType;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

/// Reads one message's fields into symbols. An absent field is none; an empty text is absent unless the field knows presence.
class FieldReader {
 public:
  explicit FieldReader(base::Interner& interner) : interner_(interner) {}

  base::Result<Symbol> read(const Message& message, const FieldBinding& binding) {
    switch (binding.field->type) {
      case ValueType::list: return read_list(message, *binding.wire);
      case ValueType::rows: return read_rows(message, binding);
      case ValueType::object: return read_object(message, binding);
      default: return read_scalar(message, *binding.wire, binding.field->type);
    }
  }

  /// Before interning, because what is interned is kept.
  base::Result<void> check_size(std::string_view field, std::string_view text) const {
    std::size_t const maximum = event::EventLimits{}.max_text_bytes;
    if (text.size() <= maximum) return {};
    return base::unexpected(base::Code::exhausted, "max_text_bytes",
                            "The text has " + std::to_string(text.size()) + " bytes, more than max_text_bytes " + std::to_string(maximum),
                            std::string(field), {}, "Send an identifier, not a body of text.");
  }

  base::Result<Symbol> text(std::string_view field, std::string_view text) {
    DESKGAUGE_TRY(check_size(field, text));
    return interner_.intern(text);
  }

 private:
  static bool is_absent(const Message& message, const FieldDescriptor& wire) {
    return !message.GetReflection()->HasField(message, &wire);  // without presence: the zero value
  }

  base::Result<Symbol> read_scalar(const Message& message, const FieldDescriptor& wire, ValueType type) {
    if (is_absent(message, wire)) return Symbol{};
    const auto& reflection = *message.GetReflection();
    switch (type) {
      case ValueType::boolean: return Symbol::number(reflection.GetBool(message, &wire) ? 1 : 0);
      case ValueType::integer: return interner_.intern(reflection.GetInt64(message, &wire));
      case ValueType::choice: return read_choice(wire, reflection.GetEnumValue(message, &wire));
      case ValueType::instant: {
        const auto& stamp = static_cast<const google::protobuf::Timestamp&>(reflection.GetMessage(message, &wire));
        DESKGAUGE_ASSIGN(instant, read_instant(wire.name(), stamp));
        return interner_.intern(instant.ms);
      }
      default: break;
    }
    std::string buffer;
    const std::string& value = reflection.GetStringReference(message, &wire, &buffer);
    return type == ValueType::decimal ? read_decimal(wire, value) : text(wire.name(), value);
  }

  base::Result<Symbol> read_choice(const FieldDescriptor& wire, int number) {
    if (wire.enum_type()->FindValueByNumber(number)) return Symbol::number(static_cast<std::uint32_t>(number - 1));
    return base::unexpected(base::Code::invalid_argument, "unknown_choice", "This version does not know the value of the enum",
                            wire.name(), std::to_string(number), "Use a value of " + wire.enum_type()->full_name() + ".");
  }

  base::Result<Symbol> read_decimal(const FieldDescriptor& wire, const std::string& value) {
    auto const canonical = event::canonical_decimal(value);
    if (canonical) return interner_.intern(*canonical);
    base::Error error = event::wrong_type("a decimal number", value).error;
    error.field = wire.name();
    return base::unexpected(std::move(error));
  }

  base::Result<Symbol> read_list(const Message& message, const FieldDescriptor& wire) {
    const auto& reflection = *message.GetReflection();
    int const n = reflection.FieldSize(message, &wire);
    if (n == 0) return Symbol{};
    std::vector<Symbol> items;
    std::string buffer;
    for (int i = 0; i < n; ++i) {
      const std::string& value = reflection.GetRepeatedStringReference(message, &wire, i, &buffer);
      DESKGAUGE_ASSIGN(item, text(wire.name() + "[" + std::to_string(i) + "]", value));
      items.push_back(item);
    }
    return interner_.intern_list(items);
  }

  base::Result<void> read_columns(const Message& row, const FieldBinding& binding, const std::string& path, std::vector<Symbol>& items) {
    for (std::size_t c = 0; c < binding.columns.size(); ++c) {
      auto cell = read_scalar(row, *binding.columns[c], binding.field->columns[c].type);
      if (!cell) {
        base::Error error = std::move(cell).error();
        error.field = path + "." + error.field;
        return base::unexpected(std::move(error));
      }
      items.push_back(*cell);
    }
    return {};
  }

  base::Result<Symbol> read_rows(const Message& message, const FieldBinding& binding) {
    const auto& reflection = *message.GetReflection();
    int const n = reflection.FieldSize(message, binding.wire);
    if (n == 0) return Symbol{};
    std::vector<Symbol> items;
    for (int i = 0; i < n; ++i)
      DESKGAUGE_TRY(read_columns(reflection.GetRepeatedMessage(message, binding.wire, i), binding,
                                 binding.wire->name() + "[" + std::to_string(i) + "]", items));
    return interner_.intern_list(items);
  }

  base::Result<Symbol> read_object(const Message& message, const FieldBinding& binding) {
    if (is_absent(message, *binding.wire)) return Symbol{};
    std::vector<Symbol> items;
    DESKGAUGE_TRY(read_columns(message.GetReflection()->GetMessage(message, binding.wire), binding, binding.wire->name(), items));
    return interner_.intern_list(items);
  }

  base::Interner& interner_;
};

base::Result<void> read_envelope(const v1::Event& wire, FieldReader& reader, base::Interner& interner, event::Event& event) {
  if (!wire.has_event_time())
    return base::unexpected(base::Code::invalid_argument, "field_required", "Every event needs the time it happened", "event_time", {},
                            "Add it.");
  DESKGAUGE_ASSIGN(happened, read_instant("event_time", wire.event_time()));
  event.time = happened;
  if (wire.has_recorded_time()) {
    DESKGAUGE_ASSIGN(recorded, read_instant("recorded_time", wire.recorded_time()));
    event.recorded_time = recorded;
  }
  using Text = std::tuple<std::string_view, const std::string*, Symbol*>;
  for (auto const& [name, value, into] :
       {Text{"source", &wire.source(), &event.source}, {"id", &wire.id(), &event.id}, {"sequence", &wire.sequence(), &event.sequence}}) {
    if (value->empty()) continue;
    DESKGAUGE_ASSIGN(symbol, reader.text(name, *value));
    *into = symbol;
  }
  event.revision = wire.revision();
  if (!wire.subject().empty()) {
    DESKGAUGE_TRY(reader.check_size("subject", wire.subject()));
    DESKGAUGE_ASSIGN(subject, event::parse_subject(wire.subject(), interner));
    event.subject = subject;
  }
  return {};
}

}  // namespace

base::Result<event::Event> read_event(const EventSchema& schema, const v1::Event& wire, base::Interner& interner) {
  event::Event event;
  event.kind = schema.kind(static_cast<int>(wire.body_case()));
  if (event.kind == event::Kind::count_)
    return base::unexpected(base::Code::invalid_argument, "unknown_type", "The event has no body that this version knows", "body", {},
                            "Set exactly one body, of a type of deskgauge.v1.Event.");
  FieldReader reader(interner);
  DESKGAUGE_TRY(read_envelope(wire, reader, interner, event));
  const KindBinding& kind = schema.binding(event.kind);
  const Message& body = wire.GetReflection()->GetMessage(wire, kind.body);
  event::Subject const named = event.subject;
  event.slots.reserve(static_cast<std::size_t>(event::slot_count(event.kind)));
  for (const FieldBinding& binding : kind.fields) {
    auto value = reader.read(body, binding);
    if (!value) {
      base::Error error = std::move(value).error();
      error.field = kind.body->name() + "." + error.field;
      return base::unexpected(std::move(error));
    }
    if (!value->is_none()) event.set(binding.field->field, *value);
  }
  if (!named.is_none() && named != event.subject)  // the key field sets the subject
    return base::unexpected(base::Code::invalid_argument, "subject_mismatch", "The subject is not the entity the body names", "subject",
                            wire.subject(), "Give both the same id, or leave the subject out.");
  return event;
}

}  // namespace deskgauge::sidecar::convert
