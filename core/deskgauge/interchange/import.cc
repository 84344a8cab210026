#include "deskgauge/interchange/import.h"

#include <algorithm>
#include <optional>

#include "deskgauge/base/flat_map.h"
#include "deskgauge/interchange/json_rows.h"
#include "deskgauge/interchange/mapping_findings.h"
#include "deskgauge/interchange/row_conditions.h"

namespace deskgauge::interchange {
namespace {

using event::Event;
using event::Symbol;

/// An EventRule made ready for many rows.
struct RuleProgram {
  const EventRule* rule = nullptr;
  RowConditions::Id when = 0;
  Event prototype;  ///< with every constant
  ValueProgram id;
  std::optional<ValueProgram> subject, revision;
  std::vector<std::pair<int, ValueProgram>> fields;  ///< slot, or -1 for the key field
  std::size_t last = 0;                              ///< position among the rules of last rows
};

RuleProgram compile(const EventRule& rule, const Mapping& mapping, RowValues& values, RowConditions& conditions, base::Interner& interner) {
  RuleProgram program;
  program.rule = &rule;
  program.when = conditions.add(rule.when);
  program.prototype.kind = rule.kind;
  program.prototype.source = interner.intern(mapping.source);
  program.id = values.compile_text(rule.id, "id", true);
  if (rule.subject) program.subject = values.compile_text(*rule.subject, "subject", false);
  if (rule.revision) program.revision = values.compile_text(*rule.revision, "revision", false);
  for (auto const& [field, expression] : rule.fields) {
    ValueProgram value = values.compile(expression, *field);
    bool const is_key = event::spec(rule.kind).key == field->field;
    if (expression.kind == Expression::Kind::constant) program.prototype.set(field->field, value.constant);
    else program.fields.emplace_back(is_key ? -1 : event::slot(rule.kind, field->field), std::move(value));
  }
  int most = static_cast<int>(program.prototype.slots.size());
  for (auto const& [slot, value] : program.fields) most = std::max(most, slot + 1);
  program.prototype.slots.resize(static_cast<std::size_t>(most));
  return program;
}

}  // namespace

struct Importer::Impl {
  Impl(std::shared_ptr<const Mapping> m, base::Interner& i, Sink s, const ImportLimits& l)
      : mapping(std::move(m)),
        interner(i),
        sink(std::move(s)),
        limits(l),
        values(i),
        conditions(*mapping, i),
        columns(mapping->columns.size()),
        csv(mapping->delimiter, l.max_row_bytes),
        json(mapping->columns, l.max_row_bytes) {
    where = conditions.add(mapping->where);
    std::vector<RowConditions::Id> whens;
    for (EventRule const& rule : mapping->events) {
      rules.push_back(compile(rule, *mapping, values, conditions, i));
      if (rule.last_row) rules.back().last = last_rules++;
      whens.push_back(rules.back().when);
    }
    conditions.prepare(whens);
    initial = conditions.initial();
    batch.resize(limits.batch_events + rules.size());
  }

  std::shared_ptr<const Mapping> mapping;
  base::Interner& interner;
  Sink sink;
  ImportLimits limits;
  RowValues values;
  RowConditions conditions;
  std::vector<RuleProgram> rules;
  RowConditions::Id where = 0;
  std::size_t last_rules = 0;

  Columns columns;
  std::vector<std::size_t> positions;  ///< in the file's row, by ColumnId
  std::size_t width = 0;
  CsvReader csv;
  JsonRows json;
  std::optional<base::Error> broken;  ///< why the table as a whole does not fit

  base::FlatMap<std::uint32_t, std::uint32_t> entity_index;
  std::vector<EntityState> entities;
  std::vector<Event> last_events;  ///< entity x rule of a last row; kind count_ = none
  EntityState initial, nobody;

  std::vector<Event> batch;  ///< events are written over, their memory stays
  std::size_t used = 0;
  std::vector<std::pair<std::size_t, Event>> row_last;  ///< of this row: rule, event
  ImportReport report;

  void header(const Row& row);
  void take(const Row& row);
  bool read_row(const Row& row);
  void load_columns(const Row& row);
  bool check_order();
  bool entity_of_row(std::size_t& index);
  enum class Made : std::uint8_t { no, yes, faulty };
  Made make(const RuleProgram& rule, std::int64_t row, std::size_t position, Event& event);
  bool fill(const RuleProgram& rule, std::int64_t number, Event& event);
  void quarantine(const Row& row, const RowFault& fault);
  void flush();
};

/// Finds the mapping's columns among the file's.
void Importer::Impl::header(const Row& row) {
  width = row.fields.size();
  std::vector<std::string> known(row.fields.begin(), row.fields.end());
  for (std::string const& name : mapping->columns) {
    auto const it = std::find(known.begin(), known.end(), name);
    auto const again = it == known.end() ? it : std::find(it + 1, known.end(), name);
    positions.push_back(static_cast<std::size_t>(it - known.begin()));
    bool const absent = it == known.end();
    if (broken || (!absent && again == known.end()) || (absent && mapping->optional[positions.size() - 1])) continue;
    broken = base::Error{base::Code::invalid_argument,
                         absent ? "unknown_column" : "duplicate_column",
                         "header",
                         name,
                         absent ? "The file has no such column, which the mapping reads" : "The file has two columns of this name",
                         absent ? suggestion(name, known) : "Rename one of them in the file."};
  }
}

void Importer::Impl::take(const Row& row) {
  if (broken) return;
  if (row.number == 0) return header(row);
  ++report.rows;
  std::size_t const before = used;
  if (read_row(row)) {
    report.events += static_cast<std::int64_t>(used - before);
    if (used >= limits.batch_events) flush();
    return;
  }
  used = before;
  quarantine(row, values.fault());
}

void Importer::Impl::load_columns(const Row& row) {
  bool const direct = mapping->format == TableFormat::json;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    std::size_t const at = direct ? c : positions[c];
    std::string_view const text = at < row.fields.size() ? row.fields[at] : std::string_view();
    bool const missing = text.empty() || std::find(mapping->missing.begin(), mapping->missing.end(), text) != mapping->missing.end();
    columns[c] = missing ? std::string_view() : text;
  }
}

/// Times that are known must not run backwards.
bool Importer::Impl::check_order() {
  for (auto const& list : mapping->in_order) {
    time::Instant latest = time::kBeginning, at;
    for (Expression const& expression : list) {
      if (!values.time(expression, "time", columns, at)) return false;
      if (at == time::kNever) continue;
      if (at < latest) return values.fail("negative_duration", "time", to_text(at) + " after " + to_text(latest));
      latest = at;
    }
  }
  return true;
}

bool Importer::Impl::entity_of_row(std::size_t& index) {
  std::string_view const text = columns[*mapping->entity];
  if (!text.data()) return values.fail("missing_value", mapping->columns[*mapping->entity], {});
  auto const [it, is_new] = entity_index.try_emplace(interner.intern(text).bits(), static_cast<std::uint32_t>(entities.size()));
  index = it->second;
  if (is_new) {
    entities.push_back(initial);
    last_events.resize(last_events.size() + last_rules);
  }
  return true;
}

/// The events of one row into the batch; false with a fault in `values` where the row cannot be used.
bool Importer::Impl::read_row(const Row& row) {
  if (row.fault) return values.fail(row.fault, {}, {});
  if (mapping->format == TableFormat::csv && row.fields.size() != width)
    return values.fail("column_count", {}, std::to_string(row.fields.size()) + " instead of " + std::to_string(width));
  load_columns(row);
  conditions.start_row(columns);
  std::size_t index = 0;
  if (mapping->entity && !entity_of_row(index)) return false;
  EntityState* const entity = mapping->entity ? &entities[index] : &nobody;
  if (!mapping->where.empty() && !conditions.holds(where, *entity)) return ++report.skipped, true;
  if (!check_order()) return false;
  int const status_before = entity->status;
  bool given = false;
  row_last.clear();
  for (std::size_t position : conditions.candidates()) {
    const RuleProgram& rule = rules[position];
    if (!conditions.holds(rule.when, *entity)) continue;
    Event& event = batch[used];
    Made const made = make(rule, row.number, position, event);
    if (made == Made::faulty) return entity->status = status_before, false;
    if (made == Made::no) continue;
    given = true;
    if (rule.rule->last_row) {
      row_last.emplace_back(position, event);
      continue;
    }
    if (rule.rule->kind == event::Kind::ticket_created && entity->status < 0) entity->status = 0;
    if (rule.rule->kind == event::Kind::ticket_status_changed)
      entity->status = static_cast<int>(event.get(event::Field::current).number_value());
    ++used;
  }
  for (auto& [position, event] : row_last) last_events[index * last_rules + rules[position].last] = std::move(event);
  entity->seen = true;
  for (std::size_t w = 0; w < entity->before.size(); ++w) entity->before[w] = conditions.now(w);
  ++(given ? report.used : report.without_event);
  return true;
}

Importer::Impl::Made Importer::Impl::make(const RuleProgram& rule, std::int64_t row, std::size_t position, Event& event) {
  time::Instant at, floor;
  if (!values.time(rule.rule->time, "time", columns, at)) return Made::faulty;
  if (at == time::kNever) return Made::no;
  event.kind = rule.prototype.kind, event.source = rule.prototype.source, event.subject = rule.prototype.subject;
  event.revision = 0, event.sequence = {}, event.recorded_time.reset();
  event.slots.assign(rule.prototype.slots.begin(), rule.prototype.slots.end());
  if (rule.rule->not_before) {
    if (!values.time(*rule.rule->not_before, "not_before", columns, floor)) return Made::faulty;
    if (floor != time::kNever && at < floor) at = floor, ++report.moved_times;
  }
  event.time = at;
  std::int64_t const number = row * static_cast<std::int64_t>(rules.size()) + static_cast<std::int64_t>(position);
  if (mapping->sequence == Sequence::file_order) event.sequence = interner.intern(number);
  return fill(rule, number, event) ? Made::yes : Made::faulty;
}

bool Importer::Impl::fill(const RuleProgram& rule, std::int64_t number, Event& event) {
  Symbol value;
  if (!values.value(rule.id, columns, number, event.id)) return false;
  if (rule.subject) {
    if (!values.value(*rule.subject, columns, number, value)) return false;
    auto const subject = event::parse_subject(interner.text(value), interner);
    if (value && !subject) return values.fail("malformed_subject", "subject", interner.text(value));
    if (value) event.subject = *subject;
  }
  if (rule.revision) {
    if (!values.value(*rule.revision, columns, number, value)) return false;
    if (value && !value.is_number()) return values.fail("wrong_type", "revision", interner.text(value));
    event.revision = value.is_number() ? value.number_value() : 0;
  }
  if (rule.rule->recorded_time) {
    time::Instant recorded;
    if (!values.time(*rule.rule->recorded_time, "recorded_time", columns, recorded)) return false;
    if (recorded != time::kNever) event.recorded_time = recorded;
  }
  for (auto const& [slot, program] : rule.fields) {
    if (!values.value(program, columns, number, value)) return false;
    if (slot >= 0) event.slots[static_cast<std::size_t>(slot)] = value;
    else event.subject = {event::spec(event.kind).subject, value};
  }
  while (!event.slots.empty() && event.slots.back().is_none()) event.slots.pop_back();
  return true;
}

void Importer::Impl::quarantine(const Row& row, const RowFault& fault) {
  ++report.quarantined;
  ++report.quarantined_by_reason[fault.reason];
  if (report.quarantine.size() < limits.max_quarantined)
    report.quarantine.push_back({row.number, fault.reason, fault.field, fault.value, std::string(row.text)});
}

void Importer::Impl::flush() {
  if (used > 0) sink(std::span<const Event>(batch).first(used));
  used = 0;
}

Importer::Importer(std::shared_ptr<const Mapping> mapping, base::Interner& interner, Sink sink, const ImportLimits& limits)
    : impl_(std::make_unique<Impl>(std::move(mapping), interner, std::move(sink), limits)) {}
Importer::~Importer() = default;
Importer::Importer(Importer&&) noexcept = default;
Importer& Importer::operator=(Importer&&) noexcept = default;

base::Result<void> Importer::feed(std::string_view bytes) {
  auto const take = [this](const Row& row) { impl_->take(row); };
  if (impl_->mapping->format == TableFormat::csv) impl_->csv.feed(bytes, take);
  else impl_->json.feed(bytes, take);
  return impl_->broken ? base::Result<void>(base::unexpected(*impl_->broken)) : base::Result<void>();
}

base::Result<void> Importer::finish() {
  auto const take = [this](const Row& row) { impl_->take(row); };
  if (impl_->mapping->format == TableFormat::csv) impl_->csv.finish(take);
  else impl_->json.finish(take);
  if (impl_->mapping->format == TableFormat::csv && impl_->positions.empty() && !impl_->columns.empty() && !impl_->broken)
    impl_->broken = base::Error{base::Code::invalid_argument,
                                "no_header",
                                "header",
                                {},
                                "The file has no header",
                                "Check that it is the right file and not empty."};
  if (impl_->broken) return base::unexpected(*impl_->broken);
  impl_->report.entities = static_cast<std::int64_t>(impl_->entities.size());
  for (Event& event : impl_->last_events) {
    if (event.kind == event::Kind::count_) continue;
    std::swap(impl_->batch[impl_->used++], event);
    ++impl_->report.events;
    if (impl_->used >= impl_->limits.batch_events) impl_->flush();
  }
  impl_->last_events.clear();
  impl_->flush();
  return {};
}

const ImportReport& Importer::report() const { return impl_->report; }

std::string to_csv(const std::vector<Quarantined>& rows) {
  std::string out = "row,reason,field,value,text\n";
  for (auto const& row : rows) {
    out.append(std::to_string(row.row)).append(",").append(row.reason).append(",");
    append_csv_field(out, row.field), out.push_back(',');
    append_csv_field(out, row.value), out.push_back(',');
    append_csv_field(out, row.text), out.push_back('\n');
  }
  return out;
}

}  // namespace deskgauge::interchange
