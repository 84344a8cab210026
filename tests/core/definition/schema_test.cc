#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "deskgauge/definition/keys.h"
#include "deskgauge/definition/words.h"
#include "deskgauge/metric/metric.h"

// The JSON Schemas that editors use say what the reader says: the same kinds, keys, required keys and words.
namespace deskgauge::definition {
namespace {

using nlohmann::json;
using Words = std::set<std::string>;

std::string file_name(std::string_view kind) {
  std::string name;
  for (char c : kind) {
    if (c >= 'A' && c <= 'Z') name += (name.empty() ? "" : "_") + std::string(1, static_cast<char>(c - 'A' + 'a'));
    else name += c;
  }
  return std::string(DESKGAUGE_SOURCE_DIR) + "/schemas/" + name + ".schema.json";
}

json schema(std::string_view kind) {
  std::ifstream in(file_name(kind));
  return json::parse(in, nullptr, false);
}

/// The alternative that is a mapping ("properties") or a list ("items"), of a value that may also be a word.
json alternative_of(const json& value, const char* part) {
  for (const char* key : {"oneOf", "anyOf"})
    if (value.contains(key) && !value.contains(part))
      for (const json& option : value[key])
        if (option.contains(part)) return option;
  return value;
}
json mapping_of(const json& value) { return alternative_of(value, "properties"); }

/// "spec.targets[].clock" below a schema.
json at_path(json node, std::string_view path) {
  while (!path.empty()) {
    std::size_t const end = std::min(path.find('.'), path.size());
    std::string key(path.substr(0, end));
    bool const items = key.ends_with("[]");
    if (items) key.resize(key.size() - 2);
    node = mapping_of(node)["properties"][key];
    if (items) node = alternative_of(node, "items")["items"];
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return mapping_of(node);
}

Words keys_of(const json& object) {
  Words keys;
  for (const auto& [key, value] : object.items()) keys.insert(key);
  return keys;
}
Words texts_of(const json& list) {
  Words words;
  for (const json& item : list)
    if (item.is_string()) words.insert(item.get<std::string>());
  return words;
}
Words words(std::span<const std::string_view> list) { return {list.begin(), list.end()}; }

TEST(schema, exists_for_every_kind_that_is_read) {
  for (std::string_view kind : known_kinds()) {
    json const s = schema(kind);
    ASSERT_TRUE(s.is_object()) << kind;
    EXPECT_EQ(s["$schema"], "https://json-schema.org/draft/2020-12/schema");
    EXPECT_EQ(s["properties"]["kind"]["const"], kind);
    EXPECT_EQ(s["properties"]["apiVersion"]["const"], kApiVersion);
  }
}

TEST(schema, has_the_keys_of_the_reader_at_every_place) {
  for (const KeyTable& table : key_tables())
    for (std::string_view kind : known_kinds()) {
      if (!table.kind.empty() && table.kind != kind) continue;
      json const place = at_path(schema(kind), table.path);
      EXPECT_EQ(keys_of(place["properties"]), words(table.keys)) << kind << " " << table.path;
      EXPECT_EQ(place["additionalProperties"], false) << kind << " " << table.path;
      if (table.kind.empty() && table.path == "metadata" && kind == "Metric") continue;  // a table of its own: version is required
      EXPECT_EQ(texts_of(place.value("required", json::array())), words(table.required)) << kind << " " << table.path;
    }
}

TEST(schema, has_the_words_of_the_reader) {
  json const metric = at_path(schema("Metric"), "spec")["properties"];
  EXPECT_EQ(texts_of(metric["type"]["enum"]), words(kMetricTypes));
  EXPECT_EQ(texts_of(metric["unit"]["enum"]), words(kUnits));
  EXPECT_EQ(texts_of(metric["null_policy"]["enum"]), words(kNullPolicies));
  EXPECT_EQ(texts_of(metric["as_of"]["enum"]), words(kAsOf));
  EXPECT_EQ(texts_of(metric["level_at"]["enum"]), words(kLevelAt));
  EXPECT_EQ(texts_of(metric["grains"]["items"]["enum"]), words(kGrains));
  EXPECT_EQ(texts_of(metric["dimensions"]["items"]["anyOf"][0]["enum"]), words(metric::dimension_names()));
  json const desk = at_path(schema("Desk"), "spec")["properties"];
  EXPECT_EQ(texts_of(desk["week_start"]["enum"]), words(kWeekdays));
  EXPECT_EQ(texts_of(desk["statuses"]["additionalProperties"]["enum"]), words(status_words()));
  EXPECT_EQ(texts_of(at_path(schema("Instrument"), "spec")["properties"]["instrument"]["enum"]), words(instrument_words()));
  json const target = at_path(schema("SlaPolicy"), "spec.targets[]")["properties"];
  EXPECT_EQ(texts_of(target["metric"]["enum"]), words(sla_metric_words()));
  EXPECT_EQ(texts_of(target["tie"]["enum"]), words(kTies));
}

TEST(schema, has_the_words_of_goals_and_scorecards) {
  EXPECT_EQ(texts_of(at_path(schema("Goal"), "spec.target")["properties"]["unit"]["enum"]), words(kChangeUnits));
  json const card = at_path(schema("Scorecard"), "spec")["properties"];
  EXPECT_EQ(texts_of(card["mean"]["enum"]), words(kMeans));
  EXPECT_EQ(texts_of(card["missing"]["enum"]), words(kMissingPolicies));
  EXPECT_EQ(texts_of(card["rating"]["properties"]["rule"]["enum"]), words(kSummaryRules));
  EXPECT_EQ(texts_of(at_path(schema("Scorecard"), "spec.items[]")["properties"]["kind"]["enum"]), words(kItemKinds));
}

TEST(schema, has_the_words_of_the_table_of_facts) {
  Words facts, measures, anchors, attributions;
  std::map<std::string, Words> options;
  for (const metric::FactKindSpec& kind : metric::fact_kinds()) {
    facts.emplace(kind.name);
    for (std::string_view instant : kind.instants) anchors.emplace(instant);
    for (const metric::MeasureSpec& measure : kind.measures) measures.emplace(measure.name);
    for (const metric::OptionSpec& option : kind.options)
      for (std::string_view choice : option.choices) options[std::string(option.name)].emplace(choice);
  }
  for (std::size_t i = 0; i < metric::kAttributionCount; ++i) attributions.emplace(to_text(static_cast<metric::Attribution>(i)));
  json const spec = at_path(schema("Metric"), "spec")["properties"];
  EXPECT_EQ(texts_of(spec["fact"]["enum"]), facts);
  EXPECT_EQ(texts_of(spec["measure"]["enum"]), measures);
  EXPECT_EQ(texts_of(spec["anchor"]["enum"]), anchors);
  EXPECT_EQ(texts_of(spec["attribution"]["enum"]), attributions);
  for (const auto& [option, choices] : options) EXPECT_EQ(texts_of(spec[option]["enum"]), choices) << option;
}

}  // namespace
}  // namespace deskgauge::definition
