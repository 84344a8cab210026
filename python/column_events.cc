#include "column_events.h"

#include <charconv>
#include <cmath>
#include <numeric>

#include "deskgauge/event/value.h"

namespace deskgauge::python {
namespace {

using base::Symbol;
using event::Event;
using event::ValueType;

constexpr event::FieldSpec kText{event::Field::count_, ValueType::text};
constexpr event::FieldSpec kInstant{event::Field::count_, ValueType::instant};
constexpr event::FieldSpec kInteger{event::Field::count_, ValueType::integer};

base::Error error_of(std::string reason, std::string field, std::string value, std::string message, std::string remedy) {
  return {base::Code::invalid_argument, std::move(reason), std::move(field), std::move(value), std::move(message), std::move(remedy)};
}

bool is_envelope(std::string_view name) {
  for (std::string_view known : {"type", "id", "source", "subject", "time", "sequence", "revision", "recorded_time", "recordedtime"})
    if (name == known) return true;
  return false;
}

std::string_view payload_name(std::string_view name) { return name.starts_with("data.") ? name.substr(5) : name; }

std::string text_of_float(double value) {
  char digits[40];
  auto const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  return {digits, end};
}

}  // namespace

ColumnEvents::ColumnEvents(const Columns& columns, base::Interner& interner) : columns_(columns), interner_(interner) {
  auto const envelope = [&](std::string_view name, const event::FieldSpec& field) -> std::optional<Reader> {
    const Column* const column = columns_.find(name);
    return column ? std::optional(reader(*column, field)) : std::nullopt;
  };
  id_ = envelope("id", kText);
  source_ = envelope("source", kText);
  sequence_ = envelope("sequence", kText);
  time_ = envelope("time", kInstant);
  recorded_time_ = envelope("recorded_time", kInstant);
  if (!recorded_time_) recorded_time_ = envelope("recordedtime", kInstant);
  revision_ = envelope("revision", kInteger);
  read_types();
}

std::optional<base::Error> ColumnEvents::missing_column() const {
  for (const char* name : {"type", "id", "source", "time"}) {
    const Column* const column = columns_.find(name);
    if (!column)
      return error_of("field_required", name, "", "Events need this column",
                      "Add it; one value for every row will do for type and source.");
    if (std::string_view(name) == "type" && column->form != Column::Form::words)
      return error_of("wrong_type", name, "", "The column must hold event types",
                      "Pass texts such as ticket.created, or codes with a dictionary.");
  }
  return std::nullopt;
}

ColumnEvents::Reader ColumnEvents::reader(const Column& column, const event::FieldSpec& field) {
  Reader out{&column, field, column.name, {}, {}};
  if (column.form != Column::Form::words) return out;
  for (const std::string& word : column.dictionary) {
    auto parsed = event::parse_value(field, word, interner_);
    if (!parsed) {
      base::Error error = parsed.error();
      error.field = error.field.empty() ? column.name : column.name + "." + error.field;
      out.table_faults.emplace(out.table.size(), std::move(error));
    }
    out.table.push_back(parsed ? *parsed : Symbol{});
  }
  return out;
}

void ColumnEvents::read_types() {
  const Column* const column = columns_.find("type");
  if (!column) return;
  for (const std::string& word : column->dictionary) types_.push_back(event::parse_kind(word));
}

const std::vector<ColumnEvents::Reader>& ColumnEvents::readers_of(event::Kind kind) {
  auto const [it, is_new] = readers_.try_emplace(kind);
  if (!is_new) return it->second;
  for (const Column& column : columns_.columns) {
    if (is_envelope(column.name)) continue;
    const event::FieldSpec* const field = event::find_field(kind, payload_name(column.name));
    if (field) it->second.push_back(reader(column, *field));
    else it->second.push_back(Reader{&column, kText, column.name, {}, {}});  // refuses every value that is there
  }
  return it->second;
}

void ColumnEvents::fault(std::size_t row, base::Error error) { faults_.try_emplace(row, std::move(error)); }

void ColumnEvents::refuse(std::size_t row, const Reader& reader, std::string value, std::string message, std::string remedy) {
  fault(row, error_of("wrong_type", reader.name, std::move(value), std::move(message), std::move(remedy)));
}

Symbol ColumnEvents::of_integer(const Reader& reader, std::size_t row, std::int64_t value) {
  ValueType const type = reader.field.type;
  bool const flag = reader.column->form == Column::Form::booleans;
  if (type == ValueType::boolean && (flag || value == 0 || value == 1)) return Symbol::number(value != 0);
  if (flag && type == ValueType::text) return interner_.intern(value ? "true" : "false");
  if (!flag && (type == ValueType::text || type == ValueType::integer || type == ValueType::instant || type == ValueType::decimal))
    return interner_.intern(value);
  refuse(row, reader, std::to_string(value), "A number cannot stand here", "Pass the field's words.");
  return {};
}

Symbol ColumnEvents::of_float(const Reader& reader, std::size_t row, double value) {
  if (value == std::trunc(value) && std::abs(value) < 9007199254740992.0) return of_integer(reader, row, static_cast<std::int64_t>(value));
  auto const decimal = reader.field.type == ValueType::decimal ? event::canonical_decimal(text_of_float(value)) : std::nullopt;
  if (decimal) return interner_.intern(*decimal);
  refuse(row, reader, text_of_float(value), "A fraction cannot stand here", "Pass whole numbers or texts.");
  return {};
}

/// Calls put(position in rows, symbol) for every row that has a value.
template <class Put>
void ColumnEvents::each(const Reader& r, std::size_t from, const Rows& rows, Put put) {
  const Column& column = *r.column;
  ValueType const type = r.field.type;
  bool const plain = column.form == Column::Form::integers && !column.absent &&
                     (type == ValueType::text || type == ValueType::integer || type == ValueType::instant || type == ValueType::decimal);
  if (plain) {
    for (std::uint32_t i : rows) put(i, interner_.intern(column.integers[(from + i) * column.step]));
    return;
  }
  for (std::uint32_t i : rows) {
    std::size_t const row = from + i;
    if (column.is_absent(row)) continue;
    if (column.form == Column::Form::floats) {
      put(i, of_float(r, row, column.floats[row * column.step]));
    } else if (column.form != Column::Form::words) {
      put(i, of_integer(r, row, column.integers[row * column.step]));
    } else {
      auto const code = static_cast<std::size_t>(column.integers[row * column.step]);
      if (!r.table_faults.empty())
        if (auto const it = r.table_faults.find(code); it != r.table_faults.end()) fault(row, it->second);
      put(i, r.table[code]);
    }
  }
}

std::map<std::size_t, ColumnEvents::Rows> ColumnEvents::rows_by_kind(std::size_t from, std::size_t to) {
  std::map<std::size_t, Rows> out;
  const Column& column = *columns_.find("type");
  if (column.step == 0 && !column.dictionary.empty() && types_.front()) {
    Rows& rows = out[static_cast<std::size_t>(*types_.front())];
    rows.resize(to - from);
    std::iota(rows.begin(), rows.end(), 0u);
    return out;
  }
  for (std::size_t row = from; row < to; ++row) {
    auto const code = column.is_absent(row) ? -1 : column.integers[row * column.step];
    if (code >= 0 && types_[static_cast<std::size_t>(code)])
      out[static_cast<std::size_t>(*types_[static_cast<std::size_t>(code)])].push_back(static_cast<std::uint32_t>(row - from));
    else
      fault(row, error_of("unknown_type", "type", code < 0 ? "" : column.dictionary[static_cast<std::size_t>(code)],
                          "The event type is not known",
                          "Use a type of the vocabulary, for example ticket.created; deskgauge.vocabulary() lists them."));
  }
  return out;
}

void ColumnEvents::fill_envelope(std::size_t from, const Rows& rows, std::vector<Event>& events) {
  each(*id_, from, rows, [&](std::uint32_t i, Symbol s) { events[i].id = s; });
  each(*source_, from, rows, [&](std::uint32_t i, Symbol s) { events[i].source = s; });
  if (sequence_) each(*sequence_, from, rows, [&](std::uint32_t i, Symbol s) { events[i].sequence = s; });
  if (time_->column->form == Column::Form::integers && !time_->column->absent)
    for (std::uint32_t i : rows) events[i].time = {time_->column->integers[(from + i) * time_->column->step]};
  else each(*time_, from, rows, [&](std::uint32_t i, Symbol s) { events[i].time = {interner_.integer(s).value_or(0)}; });
  for (std::uint32_t i : rows)
    if (time_->column->is_absent(from + i))
      fault(from + i, error_of("field_required", "time", "", "An event happens at an instant", "Fill it in, or leave the row out."));
  if (recorded_time_)
    each(*recorded_time_, from, rows,
         [&](std::uint32_t i, Symbol s) { events[i].recorded_time = time::Instant{interner_.integer(s).value_or(0)}; });
  if (revision_)
    each(*revision_, from, rows, [&](std::uint32_t i, Symbol s) {
      if (s.is_number()) events[i].revision = s.number_value();
      else refuse(from + i, *revision_, interner_.text(s), "This is not a revision", "Give a whole number from 0.");
    });
}

void ColumnEvents::fill_payload(event::Kind kind, std::size_t from, const Rows& rows, std::vector<Event>& events) {
  const event::KindSpec& spec = event::spec(kind);
  for (const Reader& r : readers_of(kind)) {
    if (r.field.field == event::Field::count_) {
      for (std::uint32_t i : rows)
        if (!r.column->is_absent(from + i))
          fault(from + i, error_of("unknown_field", r.name, "", "The event type " + std::string(spec.name) + " has no such field",
                                   "Leave the value out in rows of this type."));
    } else if (spec.key == r.field.field) {
      each(r, from, rows, [&](std::uint32_t i, Symbol s) { events[i].subject = {spec.subject, s}; });
    } else {
      auto const at = static_cast<std::size_t>(event::slot(kind, r.field.field));
      each(r, from, rows, [&](std::uint32_t i, Symbol s) { events[i].slots[at] = s; });
    }
  }
}

void ColumnEvents::fill_subject(std::size_t from, const Rows& rows, std::vector<Event>& events) {
  const Column* const column = columns_.find("subject");
  if (!column) return;
  for (std::uint32_t i : rows) {
    std::size_t const row = from + i;
    if (column->is_absent(row)) continue;
    std::string const text =
        column->form == Column::Form::words ? column->dictionary[static_cast<std::size_t>(column->integers[row * column->step])] : "";
    auto const subject = event::parse_subject(text, interner_);
    if (!subject) fault(row, subject.error());
    else if (!events[i].subject.is_none() && events[i].subject != *subject)
      fault(row, error_of("subject_mismatch", "subject", text, "The event names two subjects",
                          "The other is " + event::to_text(events[i].subject, interner_) + ": give both the same id."));
    else events[i].subject = *subject;
  }
}

void ColumnEvents::fill(std::size_t from, std::size_t to, std::vector<Event>& events) {
  faults_.clear();
  events.resize(to - from);
  for (const auto& [position, rows] : rows_by_kind(from, to)) {
    auto const kind = static_cast<event::Kind>(position);
    auto const slots = static_cast<std::size_t>(event::slot_count(kind));
    for (std::uint32_t i : rows) {
      Event& event = events[i];
      event.kind = kind;
      event.subject = {};
      event.sequence = {};
      event.id = event.source = {};
      event.recorded_time.reset();
      event.revision = 0;
      event.slots.assign(slots, Symbol{});
    }
    fill_envelope(from, rows, events);
    fill_payload(kind, from, rows, events);
    fill_subject(from, rows, events);
  }
}

std::vector<std::size_t> drop_faulty(std::vector<Event>& events, std::size_t from, const std::map<std::size_t, base::Error>& faults) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (faults.contains(from + i)) continue;
    if (rows.size() != i) std::swap(events[rows.size()], events[i]);
    rows.push_back(from + i);
  }
  events.resize(rows.size());
  return rows;
}

}  // namespace deskgauge::python
