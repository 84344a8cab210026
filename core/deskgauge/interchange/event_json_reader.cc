#include <algorithm>
#include <charconv>

#include "deskgauge/event/value.h"
#include "deskgauge/interchange/event_json.h"

namespace deskgauge::interchange {

using base::Result;
using event::FieldSpec;
using event::Symbol;
using event::ValueType;
using Type = JsonTape::Type;

namespace {

base::Unexpected refused(std::string reason, std::string field, std::string value, std::string message, std::string remedy) {
  return base::unexpected(base::Code::invalid_argument, std::move(reason), std::move(message), std::move(field), std::move(value),
                          std::move(remedy));
}

base::Unexpected missing(std::string_view attribute) {
  return refused("field_required", std::string(attribute), {}, "Every event needs it", "Add it.");
}

base::Unexpected at_field(base::Error error, std::string path) {
  error.field = std::move(path);
  return base::unexpected(std::move(error));
}

}  // namespace

/// Makes one event of a tape.
class EventReader::Build {
 public:
  explicit Build(EventReader& reader) : reader_(reader), tape_(reader.tape_), interner_(reader.interner_) {}

  /// False where the type is not known.
  Result<bool> run(event::Event& out) {
    if (tape_[0].type != Type::begin_object)
      return refused("malformed_json", {}, {}, "The line is not an object", "Write one object a line.");
    DESKGAUGE_TRY(find_attributes());
    if (!at_[kSpecVersion]) return missing("specversion");
    if (tape_.text(at_[kSpecVersion]) != "1.0")
      return refused("unsupported_version", "specversion", std::string(tape_.text(at_[kSpecVersion])), "Only CloudEvents 1.0 is read",
                     "Write \"specversion\": \"1.0\".");
    DESKGAUGE_ASSIGN(type, text(kType));
    out.kind = kind(type);
    if (out.kind == event::Kind::count_) return false;
    DESKGAUGE_TRY(read_envelope(out));
    if (std::size_t const data = at_[kData]) DESKGAUGE_TRY(read_data(data, out));
    return true;
  }

 private:
  enum Attribute { kSpecVersion, kId, kSource, kType, kSubject, kTime, kRecordedTime, kSequence, kRevision, kData, kAttributeCount };
  static constexpr std::string_view kNames[] = {"specversion", "id",           "source",   "type",     "subject",
                                                "time",        "recordedtime", "sequence", "revision", "data"};

  /// Where the attributes' values stand on the tape; 0 = absent or null.
  Result<void> find_attributes() {
    for (std::size_t i = 1; tape_[i].type == Type::key; i = tape_.after(i + 1)) {
      std::string_view const name = tape_.text(i);
      auto const known = std::find(std::begin(kNames), std::end(kNames), name) - std::begin(kNames);
      if (known == kAttributeCount) {
        if (name == "data_base64")
          return refused("unsupported_data", "data_base64", {}, "Binary payloads are not read", "Write data as an object.");
        if (name != "datacontenttype" && name != "dataschema") reader_.count(reader_.ignored_fields_, std::string(name));
        continue;
      }
      if (at_[known]) return refused("duplicate_field", std::string(name), {}, "The attribute stands twice", "Keep one.");
      if (tape_[i + 1].type != Type::null) at_[known] = i + 1;
    }
    return {};
  }

  Result<std::string_view> text(Attribute attribute) const {
    if (!at_[attribute]) return missing(kNames[attribute]);
    Type const type = tape_[at_[attribute]].type;
    if (type != Type::text && type != Type::number)
      return refused("wrong_type", std::string(kNames[attribute]), {}, "This is not a text", "Write a text in double quotes.");
    return tape_.text(at_[attribute]);
  }

  event::Kind kind(std::string_view name) {
    auto& kinds = reader_.kinds_;
    auto it = kinds.find(name);
    if (it == kinds.end()) {
      if (kinds.size() >= reader_.limits_.max_names) kinds.clear();
      it = kinds.emplace(name, event::parse_kind(name).value_or(event::Kind::count_)).first;
    }
    if (it->second != event::Kind::count_) return it->second;
    reader_.count(reader_.unknown_types_, std::string(name));
    return event::Kind::count_;
  }

  Result<time::Instant> instant(Attribute attribute) const {
    DESKGAUGE_ASSIGN(written, text(attribute));
    auto parsed = time::parse_instant(written);
    if (!parsed) return at_field(std::move(parsed).error(), std::string(kNames[attribute]));
    return *parsed;
  }

  Result<void> read_envelope(event::Event& out) {
    DESKGAUGE_ASSIGN(id, text(kId));
    DESKGAUGE_ASSIGN(source, text(kSource));
    DESKGAUGE_ASSIGN(time, instant(kTime));
    out.id = interner_.intern(id), out.source = interner_.intern(source), out.time = time;
    if (at_[kSubject]) {
      DESKGAUGE_ASSIGN(written, text(kSubject));
      DESKGAUGE_ASSIGN(subject, event::parse_subject(written, interner_));
      out.subject = subject;
    }
    if (at_[kRecordedTime]) {
      DESKGAUGE_ASSIGN(recorded, instant(kRecordedTime));
      out.recorded_time = recorded;
    }
    if (at_[kSequence]) {
      DESKGAUGE_ASSIGN(sequence, text(kSequence));
      out.sequence = interner_.intern(sequence);
    }
    if (at_[kRevision]) {
      DESKGAUGE_ASSIGN(written, text(kRevision));
      auto const [end, fault] = std::from_chars(written.data(), written.data() + written.size(), out.revision);
      if (fault != std::errc{} || end != written.data() + written.size())
        return refused("wrong_type", "revision", std::string(written), "This is not a revision",
                       "Write a whole number from 0 to 4294967295.");
    }
    return {};
  }

  Result<void> read_data(std::size_t begin, event::Event& out) {
    if (tape_[begin].type != Type::begin_object)
      return refused("wrong_type", "data", {}, "The payload is not an object", "Write data as an object.");
    std::uint64_t seen = 0;  // by position in the kind's table: no kind has more than 64 fields
    auto const fields = event::spec(out.kind).fields;
    for (std::size_t i = begin + 1; tape_[i].type == Type::key; i = tape_.after(i + 1)) {
      std::string_view const name = tape_.text(i);
      const FieldSpec* const field = event::find_field(out.kind, name);
      if (!field) {
        reader_.count(reader_.ignored_fields_, std::string(to_text(out.kind)).append(".").append(name));
        continue;
      }
      std::uint64_t const bit = std::uint64_t{1} << (field - fields.data());
      if (seen & bit) return refused("duplicate_field", "data." + std::string(name), {}, "The field stands twice", "Keep one.");
      seen |= bit;
      if (tape_[i + 1].type == Type::null) continue;
      DESKGAUGE_TRY(read_field(*field, i + 1, out));
    }
    return {};
  }

  Result<void> read_field(const FieldSpec& field, std::size_t at, event::Event& out) {
    DESKGAUGE_ASSIGN(value, value_of(field, at));
    const event::KindSpec& k = event::spec(out.kind);
    if (k.key == field.field && value == interner_.find(""))
      return refused("empty_subject", path(field), {}, "The field that names the subject is empty", "Give the entity's id.");
    if (k.key == field.field && !out.subject.is_none() && out.subject != event::Subject{k.subject, value})
      return refused("subject_mismatch", path(field), interner_.text(value),
                     "The field names another subject than the event: " + to_text(out.subject, interner_), "Give both the same id.");
    out.set(field.field, value);
    return {};
  }

  Result<Symbol> value_of(const FieldSpec& field, std::size_t at) {
    if (field.type == ValueType::list) return list(field, at);
    if (field.type == ValueType::rows) return rows(field, at);
    std::vector<Symbol> columns;
    if (field.type != ValueType::object) return scalar(field.type, field.choices, at, field);
    DESKGAUGE_TRY(object(field, at, columns));
    return interner_.intern_list(columns);
  }

  Result<Symbol> scalar(ValueType type, std::span<const std::string_view> choices, std::size_t at, const FieldSpec& field) {
    Type const written = tape_[at].type;
    bool fits = written == Type::text;
    if (type == ValueType::boolean) fits = written == Type::boolean;
    else if (type != ValueType::choice && type != ValueType::instant) fits = fits || written == Type::number;
    if (!fits) return at_field(event::wrong_type(wanted(type), written_text(at)).error, path(field));
    auto value = event::parse_scalar(type, choices, tape_.text(at), interner_);
    if (!value) return at_field(std::move(value).error(), path(field));
    return *value;
  }

  Result<Symbol> list(const FieldSpec& field, std::size_t at) {
    if (tape_[at].type != Type::begin_array) return at_field(event::wrong_type("a list of texts", written_text(at)).error, path(field));
    std::vector<Symbol> items;
    for (std::size_t i = at + 1; tape_[i].type != Type::end_array; i = tape_.after(i)) {
      if (tape_[i].type == Type::null) {
        items.emplace_back();
        continue;
      }
      DESKGAUGE_ASSIGN(item, scalar(ValueType::text, {}, i, field));
      items.push_back(item);
    }
    return interner_.intern_list(items);
  }

  Result<Symbol> rows(const FieldSpec& field, std::size_t at) {
    if (tape_[at].type != Type::begin_array) return at_field(event::wrong_type("a list of objects", written_text(at)).error, path(field));
    std::vector<Symbol> columns;
    for (std::size_t i = at + 1; tape_[i].type != Type::end_array; i = tape_.after(i)) DESKGAUGE_TRY(object(field, i, columns));
    return interner_.intern_list(columns);
  }

  Result<void> object(const FieldSpec& field, std::size_t at, std::vector<Symbol>& columns) {
    if (tape_[at].type != Type::begin_object) return at_field(event::wrong_type("an object", written_text(at)).error, path(field));
    std::size_t const start = columns.size();
    columns.resize(start + field.columns.size());
    for (std::size_t i = at + 1; tape_[i].type == Type::key; i = tape_.after(i + 1)) {
      std::string_view const name = tape_.text(i);
      auto const column = std::find_if(field.columns.begin(), field.columns.end(), [&](auto const& c) { return c.name == name; });
      if (column == field.columns.end()) {
        reader_.count(reader_.ignored_fields_, path(field).substr(5).append(".").append(name));
        continue;
      }
      if (tape_[i + 1].type == Type::null) continue;
      DESKGAUGE_ASSIGN(value, scalar(column->type, {}, i + 1, field));
      columns[start + static_cast<std::size_t>(column - field.columns.begin())] = value;
    }
    return {};
  }

  static std::string path(const FieldSpec& field) { return "data." + std::string(to_text(field.field)); }
  static std::string_view wanted(ValueType type) {
    switch (type) {
      case ValueType::boolean: return "true or false";
      case ValueType::integer: return "a whole number";
      case ValueType::decimal: return "a decimal number";
      case ValueType::instant: return "a time in double quotes, RFC 3339";
      default: return "a text in double quotes";
    }
  }
  std::string_view written_text(std::size_t at) const {
    if (tape_[at].type == Type::begin_object) return "{…}";
    return tape_[at].type == Type::begin_array ? std::string_view("[…]") : tape_.text(at);
  }

  EventReader& reader_;
  const JsonTape& tape_;
  base::Interner& interner_;
  std::size_t at_[kAttributeCount] = {};
};

void EventReader::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    std::size_t const end = bytes.find('\n');
    std::string_view const piece = bytes.substr(0, end);
    bool const complete = end != bytes.npos;
    bytes.remove_prefix(complete ? end + 1 : bytes.size());
    if (!skipping_ && partial_.size() + piece.size() > limits_.max_line_bytes) {
      ++line_;
      skipping_ = true;
      partial_.clear();
      refuse({base::Code::exhausted,
              "max_line_bytes",
              {},
              {},
              "The line is longer than max_line_bytes " + std::to_string(limits_.max_line_bytes),
              "Send events without bodies of text."});
    } else if (!skipping_ && complete && partial_.empty()) {
      take_line(piece);
    } else if (!skipping_) {
      partial_.append(piece);
      if (complete) take_line(partial_), partial_.clear();
    }
    if (complete) skipping_ = false;
  }
}

void EventReader::finish() {
  if (!partial_.empty()) take_line(partial_);
  partial_.clear();
  skipping_ = false;
}

void EventReader::take_line(std::string_view line) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (line_++ == 0 && line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
  if (line.find_first_not_of(" \t\r") == line.npos) return;
  if (auto parsed = tape_.parse(line); !parsed) return refuse(std::move(parsed).error());
  event::Event event;
  auto known = Build(*this).run(event);
  if (!known) return refuse(std::move(known).error());
  if (!*known) return;
  events_.push_back(std::move(event));
  lines_.push_back(line_);
}

void EventReader::refuse(base::Error error) {
  ++error_count_;
  if (errors_.size() < limits_.max_errors) errors_.push_back({line_, std::move(error)});
}

void EventReader::count(std::map<std::string, std::int64_t>& names, std::string name) {
  if (names.size() >= limits_.max_names && !names.contains(name)) name = "…";
  ++names[std::move(name)];
}

}  // namespace deskgauge::interchange
