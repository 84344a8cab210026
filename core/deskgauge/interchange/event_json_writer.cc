#include "deskgauge/event/value.h"
#include "deskgauge/interchange/event_json.h"

namespace deskgauge::interchange {
namespace {

using event::FieldSpec;
using event::Symbol;
using event::ValueType;

void key(std::string& out, std::string_view name) {
  if (out.back() != '{') out.push_back(',');
  append_json_string(out, name);
  out.push_back(':');
}

void text(std::string& out, std::string_view name, Symbol value, const base::Interner& interner) {
  char buffer[16];
  key(out, name);
  append_json_string(out, interner.view(value, buffer));
}

void scalar(std::string& out, ValueType type, std::span<const std::string_view> choices, Symbol value, const base::Interner& interner) {
  char buffer[16];
  if (value.is_none()) out.append("null");
  else if (type == ValueType::integer || type == ValueType::decimal) out.append(interner.view(value, buffer));
  else if (type == ValueType::boolean) out.append(value == Symbol::number(1) ? "true" : "false");
  else if (type == ValueType::text) append_json_string(out, interner.view(value, buffer));
  else append_json_string(out, event::scalar_text(type, choices, value, interner));
}

void object(std::string& out, const FieldSpec& spec, std::span<const Symbol> values, const base::Interner& interner) {
  out.push_back('{');
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].is_none()) continue;
    key(out, spec.columns[i].name);
    scalar(out, spec.columns[i].type, {}, values[i], interner);
  }
  out.push_back('}');
}

void items(std::string& out, const FieldSpec& spec, std::span<const Symbol> values, const base::Interner& interner) {
  std::size_t const step = spec.type == ValueType::rows ? spec.columns.size() : 1;
  out.push_back('[');
  for (std::size_t i = 0; i + step <= values.size(); i += step) {
    if (i > 0) out.push_back(',');
    if (spec.type == ValueType::rows) object(out, spec, values.subspan(i, step), interner);
    else scalar(out, ValueType::text, {}, values[i], interner);
  }
  out.push_back(']');
}

void field(std::string& out, const FieldSpec& spec, Symbol value, const base::Interner& interner) {
  if (value.is_none()) return;
  key(out, to_text(spec.field));
  if (spec.type == ValueType::object) object(out, spec, interner.list(value), interner);
  else if (spec.type == ValueType::list || spec.type == ValueType::rows) items(out, spec, interner.list(value), interner);
  else scalar(out, spec.type, spec.choices, value, interner);
}

}  // namespace

void write_event(std::string& out, const event::Event& event, const base::Interner& interner) {
  out.append("{\"specversion\":\"1.0\"");
  text(out, "id", event.id, interner);
  text(out, "source", event.source, interner);
  out.append(",\"type\":\"").append(kTypePrefix).append(to_text(event.kind)).push_back('"');
  if (!event.subject.is_none()) key(out, "subject"), append_json_string(out, to_text(event.subject, interner));
  out.append(",\"time\":\"").append(time::to_text(event.time)).push_back('"');
  if (event.recorded_time) out.append(",\"recordedtime\":\"").append(time::to_text(*event.recorded_time)).push_back('"');
  if (event.sequence) text(out, "sequence", event.sequence, interner);
  if (event.revision > 0) out.append(",\"revision\":").append(std::to_string(event.revision));
  out.append(",\"data\":{");
  for (const FieldSpec& spec : event::spec(event.kind).fields) field(out, spec, event.get(spec.field), interner);
  out.append("}}\n");
}

}  // namespace deskgauge::interchange
