#include "events.h"

#include <cmath>

#include "caster_time.h"
#include "deskgauge/event/value.h"
#include "errors.h"
#include "text_of.h"

namespace deskgauge::python {
namespace {

using base::Symbol;
using event::Event;
using event::ValueType;

/// One refused value of one event; caught per event, so that the others go in.
struct Refused {
  base::Error error;
};

[[noreturn]] void refuse(std::string reason, std::string field, py::handle value, std::string message, std::string remedy) {
  throw Refused{{base::Code::invalid_argument, std::move(reason), std::move(field), py::str(value).cast<std::string>(), std::move(message),
                 std::move(remedy)}};
}

std::string_view view_of(py::handle text) {
  Py_ssize_t size = 0;
  const char* const data = PyUnicode_AsUTF8AndSize(text.ptr(), &size);
  if (!data) throw py::error_already_set();
  return {data, static_cast<std::size_t>(size)};
}

/// Builds one event from one dict.
class DictReader {
 public:
  DictReader(base::Interner& interner, const std::string& source)
      : interner_(interner), source_(source.empty() ? Symbol{} : interner.intern(source)) {}

  Event read(py::dict dict, const std::string& path) {
    path_ = path;
    Event event;
    event.source = source_;
    read_type(event, dict);
    for (auto const& [key, value] : dict) {
      if (!PyUnicode_Check(key.ptr()))
        refuse("unknown_field", "", key, "A key of an event must be text", "Use the names of the vocabulary.");
      read_member(event, view_of(key), value);
    }
    return event;
  }

 private:
  void read_type(Event& event, const py::dict& dict) {
    py::object const type = dict.contains("type") ? py::object(dict["type"]) : py::object(py::none());
    auto const kind = PyUnicode_Check(type.ptr()) ? event::parse_kind(view_of(type)) : std::nullopt;
    if (!kind)
      refuse("unknown_type", "type", type, "The event type is not known",
             "Use a type of the vocabulary, for example ticket.created; deskgauge.vocabulary() lists them.");
    event.kind = *kind;
  }

  void read_member(Event& event, std::string_view name, py::handle value) {
    if (name == "type" || name == "specversion" || name == "datacontenttype" || name == "dataschema" || is_missing(value)) return;
    if (name == "id") event.id = identifier("id", value);
    else if (name == "source") event.source = identifier("source", value);
    else if (name == "sequence") event.sequence = identifier("sequence", value);
    else if (name == "subject") read_subject(event, value);
    else if (name == "time") event.time = instant("time", value);
    else if (name == "recorded_time" || name == "recordedtime") event.recorded_time = instant("recorded_time", value);
    else if (name == "revision") event.revision = revision(value);
    else if (name == "data") read_data(event, value);
    else read_field(event, name.starts_with("data.") ? name.substr(5) : name, value);
  }

  void read_data(Event& event, py::handle value) {
    if (!py::isinstance<py::dict>(value)) refuse("wrong_type", "data", value, "This is not a dict", "Give the payload as a dict.");
    for (auto const& [key, item] : value.cast<py::dict>())
      if (!is_missing(item)) read_field(event, view_of(key), item);
  }

  void read_field(Event& event, std::string_view name, py::handle value) {
    const event::FieldSpec* const field = event::find_field(event.kind, name);
    if (!field)
      refuse("unknown_field", std::string(name), value, "The event type " + std::string(to_text(event.kind)) + " has no such field",
             "Check the spelling, or leave it out.");
    Symbol const symbol = encode(*field, name, value);
    if (const auto& spec = event::spec(event.kind); spec.key == field->field) set_subject(event, {spec.subject, symbol}, name, value);
    else event.set(field->field, symbol);
  }

  /// Fast for the common types; everything else goes the way of a file's text, so that both mean the same.
  Symbol encode(const event::FieldSpec& field, std::string_view name, py::handle value) {
    if (field.type == ValueType::instant) return interner_.intern(instant(name, value).ms);
    if (field.type == ValueType::boolean && PyBool_Check(value.ptr())) return Symbol::number(value.ptr() == Py_True);
    if (field.type == ValueType::text && PyUnicode_Check(value.ptr())) return interner_.intern(view_of(value));
    if (field.type == ValueType::text || field.type == ValueType::integer)
      if (auto const number = whole_number(name, value)) return interner_.intern(*number);
    auto parsed = event::parse_value(field, text_of(value, name), interner_);
    if (!parsed) {
      base::Error error = parsed.error();
      error.field = error.field.empty() ? std::string(name) : std::string(name) + "." + error.field;
      throw Refused{std::move(error)};
    }
    return *parsed;
  }

  /// Frames turn whole numbers with gaps into floats: 5.0 is the number 5, 5.5 is refused.
  std::optional<std::int64_t> whole_number(std::string_view name, py::handle value) {
    if (!PyFloat_Check(value.ptr())) return to_integer(value);
    double const number = PyFloat_AS_DOUBLE(value.ptr());
    if (number == std::trunc(number) && std::abs(number) < 9007199254740992.0) return static_cast<std::int64_t>(number);
    refuse("wrong_type", std::string(name), value, "This is not a whole number", "Give a text or a whole number.");
  }

  Symbol identifier(std::string_view name, py::handle value) {
    if (PyUnicode_Check(value.ptr())) return interner_.intern(view_of(value));
    if (auto const number = whole_number(name, value)) return interner_.intern(*number);
    refuse("wrong_type", std::string(name), value, "This is not an identifier", "Give a text or a whole number.");
  }

  time::Instant instant(std::string_view name, py::handle value) {
    try {
      return to_instant(value, path_ + "." + std::string(name));
    } catch (py::error_already_set& error) {
      py::module_ const errors = py::module_::import("deskgauge._errors");
      if (error.matches(errors.attr("NaiveDatetimeError")) || !error.matches(errors.attr("InvalidArgumentError"))) throw;
      refuse(error.value().attr("reason").cast<std::string>(), std::string(name), value, error.value().attr("message").cast<std::string>(),
             error.value().attr("remedy").cast<std::string>());
    }
  }

  std::uint32_t revision(py::handle value) {
    auto const number = to_integer(value);
    if (!number || *number < 0 || *number > 0xFFFFFFFFLL)
      refuse("wrong_type", "revision", value, "This is not a revision", "Give a whole number from 0.");
    return static_cast<std::uint32_t>(*number);
  }

  void read_subject(Event& event, py::handle value) {
    auto parsed = event::parse_subject(text_of(value, "subject"), interner_);
    if (!parsed) throw Refused{parsed.error()};
    set_subject(event, *parsed, "subject", value);
  }

  void set_subject(Event& event, event::Subject subject, std::string_view name, py::handle value) {
    if (!event.subject.is_none() && event.subject != subject)
      refuse("subject_mismatch", std::string(name), value, "The event names two subjects",
             "The other is " + event::to_text(event.subject, interner_) + ": give both the same id.");
    event.subject = subject;
  }

  base::Interner& interner_;
  Symbol source_;
  std::string path_;
};

py::object scalar(ValueType type, std::span<const std::string_view> choices, Symbol value, const base::Interner& interner) {
  if (value.is_none()) return py::none();
  if (type == ValueType::boolean && value.is_number()) return py::bool_(value.number_value() == 1);
  auto const number = interner.integer(value);
  if (type == ValueType::integer && number) return py::int_(*number);
  if (type == ValueType::instant && number) return to_datetime({*number});
  return py::str(event::scalar_text(type, choices, value, interner));
}

py::object object_of(const event::FieldSpec& spec, std::span<const Symbol> values, const base::Interner& interner) {
  py::dict out;
  for (std::size_t i = 0; i < spec.columns.size() && i < values.size(); ++i)
    if (!values[i].is_none()) out[py::str(std::string(spec.columns[i].name))] = scalar(spec.columns[i].type, {}, values[i], interner);
  return out;
}

py::object field_of(const event::FieldSpec& spec, Symbol value, const base::Interner& interner) {
  if (!value.is_list()) return scalar(spec.type, spec.choices, value, interner);
  auto const items = interner.list(value);
  if (spec.type == ValueType::object) return object_of(spec, items, interner);
  py::list out;
  std::size_t const step = spec.type == ValueType::rows ? spec.columns.size() : 1;
  for (std::size_t i = 0; i < items.size(); i += step)
    out.append(spec.type == ValueType::rows ? object_of(spec, items.subspan(i, std::min(step, items.size() - i)), interner)
                                            : py::object(py::str(interner.text(items[i]))));
  return out;
}

}  // namespace

Events read_dicts(py::iterable events, const std::string& source) {
  Events out;
  DictReader reader(*out.interner, source);
  std::size_t index = 0;
  for (py::handle item : events) {
    if (!py::isinstance<py::dict>(item))
      raise_invalid("wrong_type", "events[" + std::to_string(index) + "]", std::string(Py_TYPE(item.ptr())->tp_name),
                    "An event must be a dict", "Give dicts, Events, a data frame or an Arrow table.");
    try {
      out.items.push_back(reader.read(item.cast<py::dict>(), "events[" + std::to_string(index) + "]"));
      out.positions.push_back(index);
    } catch (Refused& refused) {
      out.rejections.push_back({index, std::move(refused.error)});
    }
    ++index;
  }
  return out;
}

py::dict to_dict(const event::Event& event, const base::Interner& interner) {
  py::dict out, data;
  out["type"] = py::str(std::string(event::to_text(event.kind)));
  if (event.source) out["source"] = interner.text(event.source);
  if (event.id) out["id"] = interner.text(event.id);
  out["time"] = to_datetime(event.time);
  if (!event.subject.is_none()) out["subject"] = event::to_text(event.subject, interner);
  if (event.recorded_time) out["recorded_time"] = to_datetime(*event.recorded_time);
  if (event.sequence) out["sequence"] = interner.text(event.sequence);
  if (event.revision) out["revision"] = event.revision;
  for (const event::FieldSpec& field : event::spec(event.kind).fields)
    if (Symbol const value = event.get(field.field)) data[py::str(std::string(to_text(field.field)))] = field_of(field, value, interner);
  out["data"] = data;
  return out;
}

base::Symbol SymbolMapper::map(base::Symbol symbol) {
  if (symbol.is_none() || symbol.is_number()) return symbol;
  if (auto const it = known_.find(symbol.bits()); it != known_.end()) return it->second;
  Symbol mapped;
  if (symbol.is_list()) {
    std::vector<Symbol> items;
    for (Symbol item : from_.list(symbol)) items.push_back(map(item));
    mapped = to_.intern_list(items);
  } else {
    char unused[16];
    mapped = to_.intern(from_.view(symbol, unused));
  }
  known_.emplace(symbol.bits(), mapped);
  return mapped;
}

event::Event SymbolMapper::map(event::Event event) {
  event.source = map(event.source);
  event.id = map(event.id);
  event.subject.id = map(event.subject.id);
  event.sequence = map(event.sequence);
  for (Symbol& slot : event.slots) slot = map(slot);
  return event;
}

}  // namespace deskgauge::python
