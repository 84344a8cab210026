#include "deskgauge/interchange/mapping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace deskgauge::interchange {
namespace {

const std::string kGood = R"(apiVersion: deskgauge/v1
kind: Mapping
metadata: {name: m}
spec:
  source: s
  zone: Europe/Rome
  time_format: "%Y-%m-%d %H:%M"
  sequence: none
  entity: ticket
  events:
    - type: ticket.status_changed
      when: changed state and not first
      time: at
      id: "{ticket}-{at}"
      set: {ticket_id: ticket, current: {column: state, values: {Done: solved}}, actor_type: {constant: agent}}
)";

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  auto const at = text.find(from);
  EXPECT_NE(at, text.npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(mapping, loads_and_lists_the_columns_it_reads) {
  LoadedMapping const loaded = load_mapping("m.yaml", kGood);
  ASSERT_TRUE(loaded.mapping) << loaded.diagnostics[0].message;
  EXPECT_TRUE(loaded.diagnostics.empty());
  EXPECT_THAT(loaded.mapping->columns, testing::UnorderedElementsAre("ticket", "state", "at"));
  EXPECT_EQ(loaded.mapping->name, "m");
}

struct Fault {
  const char* name;
  const char* from;
  const char* to;
  const char* rule;
  int line;
  const char* hint;  // part of it
};

TEST(mapping, reports_each_fault_where_it_stands_with_a_remedy) {
  const Fault faults[] = {
      {"unknown key", "  zone: Europe/Rome", "  zon: Europe/Rome", "DGM01", 6, "did you mean \"zone\"?"},
      {"no source", "  source: s\n", "", "DGM02", 5, "source: helpdesk"},
      {"no sequence", "  sequence: none\n", "", "DGM02", 5, "file_order"},
      {"another sequence", "sequence: none", "sequence: sorted", "DGM03", 8, "file_order or none"},
      {"no zone for naive times", "  zone: Europe/Rome\n", "", "DGM04", 12, "zone:"},
      {"unknown zone", "Europe/Rome", "Europe/Rom", "DGM04", 6, ""},
      {"offset for a zone", "Europe/Rome", "\"+01:00\"", "DGM04", 6, ""},
      {"malformed format", "%H:%M\"", "%H:%Q\"", "DGM03", 7, "epoch_ms"},
      {"unknown type", "ticket.status_changed", "ticket.status_change", "DGM03", 11, "did you mean \"ticket.status_changed\"?"},
      {"unknown field", "current:", "curent:", "DGM01", 15, "did you mean \"current\"?"},
      {"missing field", ", actor_type: {constant: agent}", "", "DGM02", 15, "actor_type"},
      {"constant that is no word", "constant: agent", "constant: agnt", "DGM03", 15, "agent"},
      {"value that is no word", "Done: solved", "Done: resolved", "DGM03", 15, "solved"},
      {"unknown table of values", "values: {Done: solved}", "values: states", "DGM03", 15, ""},
      {"no id", "      id: \"{ticket}-{at}\"\n", "", "DGM02", 11, "id: row"},
      {"brace without column", "{ticket}-{at}", "{ticket}-{}", "DGM03", 14, "{column}"},
      {"malformed condition", "changed state and", "changed state or", "DGM03", 12, "Write for example"},
      {"condition on nothing", "changed state and not first", "state ==", "DGM03", 12, ""},
      {"other rows without an entity", "  entity: ticket\n", "", "DGM05", 11, "entity:"},
      {"another version", "deskgauge/v1", "deskgauge/v9", "DGM03", 1, "deskgauge/v1"},
      {"another kind", "kind: Mapping", "kind: Maping", "DGM02", 1, "kind: Mapping"},
      {"value from nowhere", "{constant: agent}", "{constnt: agent}", "DGM01", 15, "did you mean \"constant\"?"},
      {"optional column that nobody reads", "  entity: ticket", "  entity: ticket\n  optional: [stat]", "DGM03", 10,
       "did you mean \"state\"?"},
  };
  for (const Fault& fault : faults) {
    LoadedMapping const loaded = load_mapping("m.yaml", replaced(kGood, fault.from, fault.to));
    EXPECT_FALSE(loaded.mapping) << fault.name;
    auto const it = std::find_if(loaded.diagnostics.begin(), loaded.diagnostics.end(), [&](auto const& d) { return d.rule == fault.rule; });
    ASSERT_NE(it, loaded.diagnostics.end()) << fault.name;
    EXPECT_EQ(it->at.line, fault.line) << fault.name << ": " << it->message;
    EXPECT_EQ(it->at.file, "m.yaml");
    EXPECT_THAT(it->hint, testing::HasSubstr(fault.hint)) << fault.name << ": " << it->message;
  }
}

TEST(mapping, takes_zone_and_source_from_the_one_who_imports) {
  std::string const open = replaced(replaced(kGood, "  zone: Europe/Rome\n", ""), "source: s", "source: t");
  LoadedMapping const loaded = load_mapping("m.yaml", open, {.zone = "America/New_York", .source = "u"});
  ASSERT_TRUE(loaded.mapping);
  EXPECT_EQ(loaded.mapping->events[0].time.zone->name(), "America/New_York");
  EXPECT_EQ(loaded.mapping->source, "u");
  EXPECT_FALSE(load_mapping("m.yaml", kGood, {.zone = "Nowhere/Land"}).mapping);
}

TEST(mapping, survives_anything) {
  for (std::size_t i = 0; i < kGood.size(); ++i) {
    load_mapping("m.yaml", kGood.substr(0, i));
    std::string damaged = kGood;
    for (char c : {'{', ':', '\n', '-', '"'}) {
      damaged[i] = c;
      load_mapping("m.yaml", damaged);
    }
  }
}

TEST(mapping, presets_load_once_their_zone_is_known) {
  EXPECT_THAT(preset_names(), testing::ElementsAre("generic-csv", "servicenow", "zendesk"));
  for (std::string_view name : preset_names()) {
    LoadedMapping const loaded = load_mapping(std::string(name), std::string(*preset_mapping(name)), {.zone = "Europe/Berlin"});
    EXPECT_TRUE(loaded.mapping) << name << ": " << (loaded.diagnostics.empty() ? "" : loaded.diagnostics[0].message);
    EXPECT_EQ(loaded.mapping->name, name);
  }
  EXPECT_FALSE(preset_mapping("nobody"));
}

}  // namespace
}  // namespace deskgauge::interchange
