#include <algorithm>

#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
namespace {

/// Names a test may write besides the payload fields: the envelope and the shorthand for who acts.
constexpr std::string_view kEverywhere[] = {"by", "id", "source", "sequence", "subject", "revision", "recorded_time"};

bool is_field(event::Kind kind, const std::string& name) {
  if (std::find(std::begin(kEverywhere), std::end(kEverywhere), name) != std::end(kEverywhere)) return true;
  if (event::find_field(kind, name) || event::find_field(kind, name + "_id") || event::parse_subject_kind(name)) return true;
  return name == "status" && event::find_field(kind, "current");
}

std::vector<std::string> field_names(event::Kind kind) {
  std::vector<std::string> names(std::begin(kEverywhere), std::end(kEverywhere));
  for (const event::FieldSpec& field : event::spec(kind).fields) names.emplace_back(to_text(field.field));
  return names;
}

/// A word of a closed list is checked here; other values by the event itself when the test runs.
void check_word(event::Kind kind, const Node::Member& member, const std::string& path, Report& report) {
  const event::FieldSpec* field = event::find_field(kind, member.key);
  if (!field && member.key == "status") field = event::find_field(kind, "current");
  if (!field || field->type != event::ValueType::choice || member.value.type != Node::Type::scalar) return;
  auto const words = field->choices;
  if (std::find(words.begin(), words.end(), member.value.scalar) != words.end()) return;
  report.add(RuleId::test_field, member.value.at, path + "." + member.key + " cannot be " + quote(member.value.scalar),
             suggest(member.value.scalar, words));
}

void check_fields(event::Kind kind, const Node& line, const std::string& path, Report& report) {
  for (const Node::Member& member : line.members) {
    if (member.key == "at" || member.key == "event") continue;
    if (is_field(kind, member.key)) {
      check_word(kind, member, path, report);
      continue;
    }
    std::string const near = metric::closest(member.key, field_names(kind));
    report.add(RuleId::test_field, member.at, path + ": " + std::string(to_text(kind)) + " has no field " + quote(member.key),
               near.empty() ? "leave it out" : "did you mean " + quote(near) + "?");
  }
}

}  // namespace

void check_test_field(const Definitions& definitions, Report& report) {
  for (const auto& read : definitions.tests) {
    const Node& given = find_path(*read.node, {"spec", "given"});
    for (std::size_t i = 0; i < read.spec.given.size() && i < given.items.size(); ++i)
      if (auto const kind = event::parse_kind(read.spec.given[i].type))
        check_fields(*kind, given.items[i], "spec.given[" + std::to_string(i) + "]", report);
  }
}

}  // namespace deskgauge::definition
