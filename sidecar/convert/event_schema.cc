#include "sidecar/convert/event_schema.h"

#include <algorithm>

#include "deskgauge/v1/event.pb.h"

namespace deskgauge::sidecar::convert {
namespace {

using event::ValueType;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

/// Instants whose names differ: the wire says `…_time`, and ranges have a start_time and an end_time.
constexpr std::pair<std::string_view, std::string_view> kInstantNames[] = {
    {"due_at", "due_time"}, {"promised_at", "promised_time"}, {"contract_end", "contract_end_time"}, {"as_of", "as_of_time"},
    {"start", "start_time"}, {"end", "end_time"},             {"from", "start_time"},                {"to", "end_time"}};
/// Fields of the envelope, as the core's errors and the wire call them.
constexpr std::pair<std::string_view, std::string_view> kEnvelopeNames[] = {
    {"time", "event_time"}, {"recordedtime", "recorded_time"}, {"type", "body"}, {"source", "source"},
    {"id", "id"},           {"subject", "subject"},            {"sequence", "sequence"}, {"revision", "revision"}};

std::string upper(std::string_view word) {
  std::string out(word);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return out;
}

base::Unexpected mismatch(std::string_view where, std::string_view what) {
  return base::unexpected(base::Code::internal, "schema_mismatch", "The protos and the vocabulary differ: " + std::string(what),
                          std::string(where), {}, "Bring proto/deskgauge/v1 in line with event/vocabulary.cc.");
}

bool has_type(const FieldDescriptor& wire, ValueType type) {
  bool const many = type == ValueType::list || type == ValueType::rows;
  if (wire.is_repeated() != many) return false;
  switch (type) {
    case ValueType::text:
    case ValueType::decimal:
    case ValueType::list: return wire.type() == FieldDescriptor::TYPE_STRING;
    case ValueType::choice: return wire.type() == FieldDescriptor::TYPE_ENUM;
    case ValueType::boolean: return wire.type() == FieldDescriptor::TYPE_BOOL && wire.has_presence();
    case ValueType::integer: return wire.type() == FieldDescriptor::TYPE_INT64 && wire.has_presence();
    case ValueType::instant:
      return wire.type() == FieldDescriptor::TYPE_MESSAGE && wire.message_type()->full_name() == "google.protobuf.Timestamp";
    case ValueType::rows:
    case ValueType::object: return wire.type() == FieldDescriptor::TYPE_MESSAGE;
  }
  return false;
}

/// Word number i of a choice is enumerator i + 1, named PREFIX_WORD.
base::Result<void> check_words(const FieldDescriptor& wire, std::span<const std::string_view> words) {
  const auto& type = *wire.enum_type();
  if (type.value_count() != static_cast<int>(words.size()) + 1) return mismatch(type.full_name(), "number of words");
  std::string const prefix = type.value(0)->name().substr(0, type.value(0)->name().size() - std::string_view("UNSPECIFIED").size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto const* value = type.FindValueByNumber(static_cast<int>(i) + 1);
    if (!value || value->name() != prefix + upper(words[i])) return mismatch(type.full_name(), "the word " + std::string(words[i]));
  }
  return {};
}

base::Result<const FieldDescriptor*> find(const Descriptor& message, std::string_view name, ValueType type) {
  auto const* wire = message.FindFieldByName(wire_name(name, type));
  if (!wire) return mismatch(message.full_name(), "no field for " + std::string(name));
  if (!has_type(*wire, type)) return mismatch(wire->full_name(), "its type");
  return wire;
}

base::Result<FieldBinding> bind(const Descriptor& body, const event::FieldSpec& field) {
  DESKGAUGE_ASSIGN(wire, find(body, event::to_text(field.field), field.type));
  FieldBinding binding{&field, wire, {}};
  if (field.type == ValueType::choice) DESKGAUGE_TRY(check_words(*wire, field.choices));
  if (field.columns.empty()) return binding;
  for (const event::Column& column : field.columns) {
    DESKGAUGE_ASSIGN(cell, find(*wire->message_type(), column.name, column.type));
    binding.columns.push_back(cell);
  }
  if (wire->message_type()->field_count() != static_cast<int>(binding.columns.size()))
    return mismatch(wire->message_type()->full_name(), "number of columns");
  return binding;
}

base::Result<KindBinding> bind(const event::KindSpec& kind) {
  std::string name(kind.name);
  std::replace(name.begin(), name.end(), '.', '_');
  const Descriptor& envelope = *v1::Event::descriptor();
  KindBinding binding{envelope.FindFieldByName(name), {}};
  if (!binding.body || binding.body->containing_oneof() != envelope.FindOneofByName("body")) return mismatch(name, "no body of that name");
  const Descriptor& body = *binding.body->message_type();
  for (const event::FieldSpec& field : kind.fields) {
    DESKGAUGE_ASSIGN(bound, bind(body, field));
    binding.fields.push_back(std::move(bound));
  }
  if (body.field_count() != static_cast<int>(kind.fields.size())) return mismatch(body.full_name(), "number of fields");
  return binding;
}

/// "answers[2]" -> {"answers", "[2]"}
std::pair<std::string_view, std::string_view> split_index(std::string_view part) {
  std::size_t const bracket = part.find('[');
  return bracket == part.npos ? std::pair{part, std::string_view{}} : std::pair{part.substr(0, bracket), part.substr(bracket)};
}

}  // namespace

std::string wire_name(std::string_view name, ValueType type) {
  if (type == ValueType::instant)
    for (auto const& [ours, theirs] : kInstantNames)
      if (ours == name) return std::string(theirs);
  return std::string(name);
}

base::Result<EventSchema> EventSchema::build() {
  EventSchema schema;
  for (const event::KindSpec& kind : event::vocabulary()) {
    DESKGAUGE_ASSIGN(binding, bind(kind));
    auto const number = static_cast<std::size_t>(binding.body->number());
    if (schema.by_number_.size() <= number) schema.by_number_.resize(number + 1, event::Kind::count_);
    schema.by_number_[number] = kind.kind;
    schema.kinds_.push_back(std::move(binding));
  }
  if (v1::Event::descriptor()->FindOneofByName("body")->field_count() != static_cast<int>(schema.kinds_.size()))
    return mismatch("deskgauge.v1.Event", "number of bodies");
  return schema;
}

event::Kind EventSchema::kind(int body_number) const {
  bool const known = body_number >= 0 && static_cast<std::size_t>(body_number) < by_number_.size();
  return known ? by_number_[static_cast<std::size_t>(body_number)] : event::Kind::count_;
}

std::string EventSchema::wire_path(event::Kind kind, std::string_view core_path) const {
  std::size_t const dot = core_path.find('.');
  auto const [name, index] = split_index(core_path.substr(0, dot));
  std::string_view const column = dot == core_path.npos ? std::string_view{} : core_path.substr(dot + 1);
  if (kind != event::Kind::count_) {
    for (const FieldBinding& field : binding(kind).fields) {
      if (event::to_text(field.field->field) != name) continue;
      std::string path = binding(kind).body->name() + "." + field.wire->name() + std::string(index);
      for (std::size_t i = 0; i < field.columns.size(); ++i)
        if (field.field->columns[i].name == column) path += "." + field.columns[i]->name();
      return path;
    }
  }
  for (auto const& [ours, theirs] : kEnvelopeNames)
    if (ours == name) return std::string(theirs);
  return std::string(core_path);
}

}  // namespace deskgauge::sidecar::convert
