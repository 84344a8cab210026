#include <algorithm>

#include "deskgauge/event/value.h"
#include "deskgauge/interchange/condition.h"
#include "deskgauge/interchange/mapping_expression.h"

namespace deskgauge::interchange {
namespace {

using definition::Node;
using enum MappingRule;

constexpr std::string_view kDocumentKeys[] = {"apiVersion", "kind", "metadata", "spec"};
constexpr std::string_view kMetadataKeys[] = {"name", "label", "description", "owner", "labels"};
constexpr std::string_view kSpecKeys[] = {"format",   "delimiter", "source",  "zone",     "time_format", "missing", "entity", "id",
                                          "sequence", "where",     "initial", "optional", "in_order",    "values",  "events"};
constexpr std::string_view kRuleKeys[] = {"type", "when", "row", "time", "id", "subject", "revision", "recorded_time", "set"};

std::vector<std::string> kind_names() {
  std::vector<std::string> names;
  for (auto const& kind : event::vocabulary()) names.emplace_back(kind.name);
  return names;
}

/// Reads one Mapping document.
class Reader {
 public:
  Reader(MappingFindings& findings, Mapping& out, const MappingOverrides& overrides)
      : findings_(findings), out_(out), overrides_(overrides), expressions_(findings, out) {}

  void run(const Node& root) {
    findings_.check_keys(root, "the document", kDocumentKeys);
    if (const Node* metadata = findings_.required(root, "metadata", "the document", "metadata: {name: my-export}")) {
      findings_.check_keys(*metadata, "metadata", kMetadataKeys);
      if (auto const* name = findings_.text(findings_.required(*metadata, "name", "metadata", "name: my-export"), "metadata.name"))
        out_.name = *name;
      if (auto const* label = findings_.text(metadata->find("label"), "metadata.label")) out_.label = *label;
    }
    if (const Node* spec = findings_.required(root, "spec", "the document", "spec: with source, sequence and events")) read_spec(*spec);
  }

 private:
  void read_spec(const Node& spec) {
    findings_.check_keys(spec, "spec", kSpecKeys);
    if (spec.type != Node::Type::mapping) return;
    read_format(spec);
    expressions_.read_defaults(spec, overrides_.zone);
    if (!overrides_.source.empty()) out_.source = overrides_.source;
    else if (auto const* source = findings_.text(findings_.required(spec, "source", "spec", "source: helpdesk"), "spec.source"))
      out_.source = *source;
    if (const Node* missing = spec.find("missing"))
      for (const Node& item : missing->items)
        if (auto const* word = findings_.text(&item, "spec.missing")) out_.missing.push_back(*word);
    if (auto const* entity = findings_.text(spec.find("entity"), "spec.entity")) out_.entity = expressions_.column(*entity);
    if (const Node* where = spec.find("where")) out_.where = condition(*where, "spec.where");
    if (const Node* initial = spec.find("initial"))
      for (auto const& member : initial->members)
        if (auto const* word = findings_.text(&member.value, "spec.initial"))
          out_.initial.emplace_back(expressions_.column(member.key), *word);
    if (const Node* order = spec.find("in_order")) read_in_order(*order);
    const Node* const events = findings_.required(spec, "events", "spec", "events: a list of event types with time and set");
    if (!events) return;
    if (events->items.empty()) findings_.add(bad_value, events->at, "spec.events is no list of events", "add one event at least");
    for (std::size_t i = 0; i < events->items.size(); ++i) read_rule(events->items[i], spec, "spec.events[" + std::to_string(i) + "]");
    read_optional(spec);
  }

  void read_format(const Node& spec) {
    if (auto const* format = findings_.text(spec.find("format"), "spec.format")) {
      if (*format == "json") out_.format = TableFormat::json;
      else if (*format != "csv")
        findings_.add(bad_value, spec.find("format")->at, "spec.format is \"" + *format + "\"", "write csv or json");
    }
    if (auto const* delimiter = findings_.text(spec.find("delimiter"), "spec.delimiter")) {
      if (*delimiter == "tab" || *delimiter == "\\t") out_.delimiter = '\t';
      else if (delimiter->size() == 1 && *delimiter != "\"" && *delimiter != "\n") out_.delimiter = delimiter->front();
      else
        findings_.add(bad_value, spec.find("delimiter")->at, "spec.delimiter is \"" + *delimiter + "\"",
                      "write one character, for example \";\", or tab");
    }
    if (auto const* sequence = findings_.text(
            findings_.required(spec, "sequence", "spec", "sequence: file_order (rows of equal time keep their order) or none"),
            "spec.sequence")) {
      if (*sequence == "file_order") out_.sequence = Sequence::file_order;
      else if (*sequence != "none")
        findings_.add(bad_value, spec.find("sequence")->at, "spec.sequence is \"" + *sequence + "\"", "write file_order or none");
    }
  }

  /// Last, when every column that is read is known.
  void read_optional(const Node& spec) {
    out_.optional.resize(out_.columns.size());
    const Node* const optional = spec.find("optional");
    if (!optional) return;
    for (const Node& item : optional->items) {
      auto const it = std::find(out_.columns.begin(), out_.columns.end(), item.scalar);
      if (it != out_.columns.end()) out_.optional[static_cast<std::size_t>(it - out_.columns.begin())] = true;
      else
        findings_.add(bad_value, item.at, "spec.optional names \"" + item.scalar + "\", which no event reads",
                      suggestion(item.scalar, out_.columns));
    }
  }

  static Expression floor_of(const Expression& time, ColumnId column) {
    return {.kind = Expression::Kind::column, .column = column, .format = time.format, .zone = time.zone};
  }

  void read_in_order(const Node& order) {
    for (const Node& list : order.items) {
      std::vector<Expression> times;
      for (const Node& item : list.items)
        if (auto time = expressions_.time(item, "spec.in_order")) times.push_back(std::move(*time));
      if (list.items.size() < 2)
        findings_.add(bad_value, list.at, "spec.in_order needs lists of two times at least", "write [[opened, closed]]");
      out_.in_order.push_back(std::move(times));
    }
  }

  Condition condition(const Node& node, std::string_view path) {
    auto const* text = findings_.text(&node, path);
    if (!text) return {};
    auto parsed = parse_condition(*text, [&](std::string_view name) { return expressions_.column(name); });
    if (!parsed) {
      findings_.add(bad_value, node.at, std::string(path) + ": " + parsed.error().message + " (at \"" + parsed.error().value + "\")",
                    parsed.error().remedy);
      return {};
    }
    if (needs_entity(*parsed) && !out_.entity)
      findings_.add(MappingRule::no_entity, node.at, std::string(path) + " looks at other rows of an entity, but spec.entity is missing",
                    "add entity: the column of the ticket's id");
    return std::move(*parsed);
  }

  void read_rule(const Node& node, const Node& spec, const std::string& path) {
    findings_.check_keys(node, path, kRuleKeys);
    if (node.type != Node::Type::mapping) return;
    EventRule rule;
    const Node* const type = findings_.required(node, "type", path, "type: ticket.created");
    auto const* const name = findings_.text(type, path + ".type");
    if (!name) return;
    auto const kind = event::parse_kind(*name);
    if (!kind) return findings_.add(bad_value, type->at, "\"" + *name + "\" is no event type", suggestion(*name, kind_names()));
    rule.kind = *kind;
    if (const Node* when = node.find("when")) rule.when = condition(*when, path + ".when");
    if (auto const* row = findings_.text(node.find("row"), path + ".row")) {
      rule.last_row = *row == "last";
      if (!rule.last_row)
        findings_.add(bad_value, node.find("row")->at, path + ".row is \"" + *row + "\"", "write last, or leave it out for every row");
      else if (!out_.entity)
        findings_.add(MappingRule::no_entity, node.find("row")->at, path + " wants the last row of an entity, but spec.entity is missing",
                      "add entity: the column of the ticket's id");
    }
    read_envelope(node, spec, path, rule);
    read_fields(node, path, rule);
    out_.events.push_back(std::move(rule));
  }

  void read_envelope(const Node& node, const Node& spec, const std::string& path, EventRule& rule) {
    if (const Node* time = findings_.required(node, "time", path, "time: the column of the event's time")) {
      if (auto read = expressions_.time(*time, path + ".time")) rule.time = std::move(*read);
      if (auto const* floor = findings_.text(time->find("not_before"), path + ".time.not_before"))
        rule.not_before = floor_of(rule.time, expressions_.column(*floor));
    }
    const Node* const id = node.find("id") ? node.find("id") : spec.find("id");
    if (!id)
      findings_.add(missing_key, node.at, path + " does not say id", "add id: \"{ticket}-created\", or id: row where the file has none");
    else if (auto read = expressions_.text(*id, path + ".id")) rule.id = std::move(*read);
    if (const Node* subject = node.find("subject")) rule.subject = expressions_.text(*subject, path + ".subject");
    if (const Node* revision = node.find("revision")) rule.revision = expressions_.text(*revision, path + ".revision");
    if (const Node* recorded = node.find("recorded_time")) rule.recorded_time = expressions_.time(*recorded, path + ".recorded_time");
  }

  void read_fields(const Node& node, const std::string& path, EventRule& rule) {
    const Node* const set = findings_.required(node, "set", path, "set: {ticket_id: the column of the id}");
    if (!set) return;
    std::vector<std::string> names;
    for (auto const& field : event::spec(rule.kind).fields) names.emplace_back(to_text(field.field));
    for (auto const& member : set->members) {
      const event::FieldSpec* const field = event::find_field(rule.kind, member.key);
      if (!field) {
        findings_.add(unknown_key, member.at, std::string(to_text(rule.kind)) + " has no field \"" + member.key + "\"",
                      suggestion(member.key, names));
        continue;
      }
      if (auto value = expressions_.value(member.value, *field, path + ".set." + member.key))
        rule.fields.emplace_back(field, std::move(*value));
    }
    for (auto const& field : event::spec(rule.kind).fields)
      if (field.required && !set->find(to_text(field.field)))
        findings_.add(missing_key, set->at, std::string(to_text(rule.kind)) + " needs " + std::string(to_text(field.field)),
                      "add " + std::string(to_text(field.field)) + ": a column, or {constant: …}");
  }

  MappingFindings& findings_;
  Mapping& out_;
  const MappingOverrides& overrides_;
  ExpressionReader expressions_;
};

}  // namespace

LoadedMapping load_mapping(const std::string& file, const std::string& text, const MappingOverrides& overrides) {
  LoadedMapping loaded;
  MappingFindings findings(loaded.diagnostics);
  auto mapping = std::make_shared<Mapping>();
  bool found = false;
  for (auto const& document : definition::parse_yaml(file, text, loaded.diagnostics)) {
    if (document.syntax_error || found) continue;
    const Node* const kind = document.root.find("kind");
    const Node* const version = document.root.find("apiVersion");
    if (!kind || kind->scalar != "Mapping") continue;
    found = true;
    if (!version || version->scalar != "deskgauge/v1")
      findings.add(bad_value, version ? version->at : document.root.at, "the document does not say which version it is written for",
                   "write apiVersion: deskgauge/v1");
    Reader(findings, *mapping, overrides).run(document.root);
  }
  if (!found && loaded.diagnostics.empty())
    findings.add(missing_key, {file, 1, 1}, "the file has no document of kind Mapping", "write apiVersion: deskgauge/v1 and kind: Mapping");
  std::stable_sort(loaded.diagnostics.begin(), loaded.diagnostics.end(), definition::before);
  auto const is_error = [](auto const& d) { return d.severity == definition::Severity::error; };
  if (found && std::none_of(loaded.diagnostics.begin(), loaded.diagnostics.end(), is_error)) loaded.mapping = std::move(mapping);
  return loaded;
}

}  // namespace deskgauge::interchange
