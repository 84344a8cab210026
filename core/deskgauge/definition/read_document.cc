#include <algorithm>

#include "deskgauge/definition/keys.h"
#include "deskgauge/definition/read.h"

namespace deskgauge::definition {
namespace {

/// Metrics are named in expressions, where a hyphen is a minus; other names may hold hyphens and points.
bool is_good_name(std::string_view name, bool metric) {
  if (name.empty() || name.size() > 100 || !((name[0] >= 'a' && name[0] <= 'z') || (!metric && name[0] >= '0' && name[0] <= '9')))
    return false;
  return std::all_of(name.begin(), name.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || (!metric && (c == '-' || c == '.'));
  });
}

void read_name(const Fields& fields, bool metric, Metadata& out) {
  auto const field = fields.required("name", "name: a_name_in_snake_case");
  if (!fields.take(field, out.name, read_text)) return;
  out.at = field->node.at;
  if (is_good_name(out.name, metric)) return;
  std::string const allowed = metric ? "small letters, digits and _, a letter first" : "small letters, digits, - _ and .";
  fields.report().add(RuleId::bad_name, out.at, "metadata.name cannot be " + quote(out.name), "write " + allowed);
}

Metadata read_metadata(const Fields& document, std::string_view kind, Report& report) {
  Metadata out;
  out.at = document.at();
  auto const metadata = document.required("metadata", "metadata: {name: …}");
  if (!metadata) return out;
  bool const metric = kind == "Metric";
  Fields const fields(metadata->node, key_position(document.node(), {"metadata"}), "metadata", known_keys("", "metadata"), report);
  read_name(fields, metric, out);
  fields.take(fields.optional("label"), out.label, read_text);
  fields.take(fields.optional("description"), out.description, read_text);
  fields.take(fields.optional("owner"), out.owner, read_text);
  fields.take(fields.optional("id"), out.id, read_text);
  std::int64_t version = 0;
  auto const field =
      metric ? fields.required("version", "version: 1, and raise it whenever the meaning changes") : fields.optional("version");
  if (fields.take(field, version, read_integer)) {
    if (version < 1 || version > 1'000'000)
      report.add(RuleId::malformed_value, field->node.at, "metadata.version must be 1 or more, not " + quote(field->node.scalar),
                 "count versions from 1");
    out.version = static_cast<int>(version);
  }
  return out;
}

bool read_api_version(const Fields& document, Report& report) {
  std::string version;
  auto const field = document.required("apiVersion", "apiVersion: deskgauge/v1");
  if (!document.take(field, version, read_text)) return false;
  if (version == kApiVersion) return true;
  report.add(RuleId::unknown_api_version, field->node.at, "apiVersion " + quote(version) + " is not one this version reads",
             "write deskgauge/v1");
  return false;
}

bool is_known_kind(const Field& field, Report& report) {
  const std::string& kind = field.node.scalar;
  std::span<const std::string_view> const kinds = known_kinds();
  if (std::find(kinds.begin(), kinds.end(), kind) != kinds.end()) return true;
  report.add(RuleId::unknown_kind, field.node.at, "there is no kind " + quote(kind), suggest(kind, kinds));
  return false;
}

/// Reads `spec` by the reader of its kind and lists the result.
template <class Spec>
void read_into(std::vector<Read<Spec>>& list, const Fields& document, std::string_view kind, std::size_t errors_before, Report& report,
               void (*read)(const Node&, Position, const Metadata&, Spec&, Report&)) {
  Metadata const metadata = read_metadata(document, kind, report);
  Read<Spec> result;
  result.node = &document.node();
  result.spec.name = metadata.name;
  if (auto const spec = document.required("spec", "spec: with the keys of a " + std::string(kind)))
    read(spec->node, key_position(document.node(), {"spec"}), metadata, result.spec, report);
  result.complete = report.errors() == errors_before;
  if (!metadata.name.empty()) list.push_back(std::move(result));
}

}  // namespace

void read_document(const Node& root, Definitions& definitions, Report& report) {
  std::size_t const errors = report.errors();
  Fields const document(root, root.at, "", known_keys("", ""), report);
  if (root.type != Node::Type::mapping) return;
  bool const has_version = read_api_version(document, report);
  auto const kind_field = document.required("kind", "kind: Metric, or another kind");
  std::string kind;
  if (!document.take(kind_field, kind, read_text) || !is_known_kind(*kind_field, report) || !has_version)
    return void(definitions.has_unread = true);
  if (kind == "Desk") read_into(definitions.desks, document, kind, errors, report, read_desk);
  if (kind == "Schedule") read_into(definitions.schedules, document, kind, errors, report, read_schedule);
  if (kind == "Roster") read_into(definitions.rosters, document, kind, errors, report, read_roster);
  if (kind == "SlaPolicy") read_into(definitions.sla_policies, document, kind, errors, report, read_sla_policy);
  if (kind == "Instrument") read_into(definitions.instruments, document, kind, errors, report, read_instrument);
  if (kind == "Metric") read_into(definitions.metrics, document, kind, errors, report, read_metric);
  if (kind == "Goal") read_into(definitions.goals, document, kind, errors, report, read_goal);
  if (kind == "Scorecard") read_into(definitions.scorecards, document, kind, errors, report, read_scorecard);
  if (kind == "MetricTest") read_into(definitions.tests, document, kind, errors, report, read_test);
}

}  // namespace deskgauge::definition
