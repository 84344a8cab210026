#include "deskgauge/interchange/mapping_findings.h"

#include "deskgauge/metric/selector.h"

namespace deskgauge::interchange {
namespace {

struct RuleName {
  const char* id;
  const char* name;
};
constexpr RuleName kRules[] = {{"DGM01", "mapping-unknown-key"},
                               {"DGM02", "mapping-missing-key"},
                               {"DGM03", "mapping-bad-value"},
                               {"DGM04", "mapping-no-zone"},
                               {"DGM05", "mapping-needs-entity"}};

}  // namespace

void MappingFindings::add(MappingRule rule, const definition::Position& at, std::string message, std::string hint) {
  const RuleName& name = kRules[static_cast<std::size_t>(rule)];
  out_.push_back({name.id, name.name, definition::Severity::error, at, std::move(message), std::move(hint), {}});
}

void MappingFindings::check_keys(const definition::Node& node, std::string_view path, std::span<const std::string_view> known) {
  if (node.type != definition::Node::Type::mapping) {
    add(MappingRule::bad_value, node.at, std::string(path) + " is not a mapping of keys to values", "write key: value");
    return;
  }
  for (auto const& member : node.members)
    if (std::find(known.begin(), known.end(), member.key) == known.end())
      add(MappingRule::unknown_key, member.at, "\"" + member.key + "\" is not known in " + std::string(path),
          suggestion(member.key, {known.begin(), known.end()}));
}

const definition::Node* MappingFindings::required(const definition::Node& node, std::string_view key, std::string_view path,
                                                  std::string_view suggested) {
  const definition::Node* const found = node.find(key);
  if (!found)
    add(MappingRule::missing_key, node.at, std::string(path) + " does not say " + std::string(key), "add " + std::string(suggested));
  return found;
}

const std::string* MappingFindings::text(const definition::Node* node, std::string_view path) {
  if (!node) return nullptr;
  if (node->type == definition::Node::Type::scalar) return &node->scalar;
  add(MappingRule::bad_value, node->at, std::string(path) + " is not a text", "write one text");
  return nullptr;
}

std::string suggestion(std::string_view word, std::vector<std::string> known) {
  if (std::string const close = metric::closest(word, known); !close.empty()) return "did you mean \"" + close + "\"?";
  std::string all;
  for (std::string const& k : known) all += (all.empty() ? "known are " : ", ") + k;
  return all;
}

}  // namespace deskgauge::interchange
