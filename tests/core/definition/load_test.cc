#include "deskgauge/definition/load.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "deskgauge/definition/render_text.h"
#include "deskgauge/metric/expression_text.h"

namespace deskgauge::definition {
namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}
std::filesystem::path golden() { return std::filesystem::path(DESKGAUGE_SOURCE_DIR) / "tests/golden/diagnostics"; }
SourceFile support() { return {"support.yaml", read_file(golden() / "support.yaml")}; }
SourceFile every_kind() { return {"every_kind.yaml", read_file(golden() / "every_kind.good.yaml")}; }

TEST(load, fills_the_catalogue_from_every_kind) {
  Loaded const loaded = load({support(), every_kind()});
  ASSERT_TRUE(loaded.ok());
  EXPECT_TRUE(loaded.diagnostics.empty());
  const metric::Catalogue& c = *loaded.catalogue;
  EXPECT_EQ(c.desk.zone.name(), "Europe/Berlin");
  EXPECT_EQ(c.desk.statuses, (std::vector<std::pair<std::string, event::Status>>{{"waiting", event::Status::pending}}));
  ASSERT_NE(c.find_schedule("office"), nullptr);
  ASSERT_NE(c.find_instrument("csat"), nullptr);
  EXPECT_EQ(c.find_instrument("csat")->positive, (std::vector<std::int64_t>{4, 5}));
  ASSERT_EQ(c.sla_policies.size(), 1u);
  EXPECT_EQ(c.sla_policies[0].targets[1].pause_statuses, 1u << 2 | 1u << 3);
  EXPECT_EQ(c.sla_policies[0].targets[0].schedule, "office");
  ASSERT_EQ(c.rosters.size(), 1u);
  EXPECT_EQ(time::to_text(c.rosters[0].entries[0].from), "2025-12-31T23:00:00Z") << "local midnight of the desk";
  ASSERT_EQ(c.tests.size(), 1u);
  EXPECT_EQ(c.tests[0].given[1].fields, (std::vector<std::pair<std::string, std::string>>{{"ticket", "T1"}, {"status", "solved"}}));
  EXPECT_EQ(c.tests[0].given[1].line, 27);
}

TEST(load, reads_hours_past_midnight_and_holidays) {
  Loaded const loaded = load({support()});
  ASSERT_TRUE(loaded.ok());
  const time::Schedule& office = *loaded.catalogue->find_schedule("office");
  auto const elapsed = [&](const char* from, const char* to) {
    return office.elapsed(*time::parse_instant(from), *time::parse_instant(to));
  };
  EXPECT_EQ(elapsed("2026-05-04T00:00:00+02:00", "2026-05-05T00:00:00+02:00"), time::hours(7)) << "Monday with its midday break";
  EXPECT_EQ(elapsed("2026-05-08T00:00:00+02:00", "2026-05-10T00:00:00+02:00"), time::hours(8)) << "Friday night";
  EXPECT_EQ(elapsed("2026-12-25T12:00:00+01:00", "2026-12-26T12:00:00+01:00"), time::hours(0)) << "a holiday on a Friday";
}

TEST(load, gives_a_metric_every_choice_that_was_written) {
  Loaded const loaded = load({support(), {"m.yaml", read_file(golden() / "metric_simple.good.yaml")}, every_kind()});
  ASSERT_TRUE(loaded.ok());
  const metric::Metric& frt = *loaded.catalogue->find_metric("first_response_time");
  EXPECT_EQ(frt.options,
            (std::vector<std::int64_t>{metric::first_response::from_first_customer_message, metric::first_response::never_end}));
  EXPECT_EQ(frt.measure, static_cast<int>(metric::first_response::duration));
  EXPECT_EQ(frt.anchor, static_cast<int>(metric::first_response::responded));
  EXPECT_EQ(frt.aggregation.q, 0.9);
  EXPECT_EQ(frt.rollups, (std::vector<std::vector<std::string>>{{"agent"}, {}}));
  const metric::Metric& fcr = *loaded.catalogue->find_metric("fcr");
  EXPECT_EQ(fcr.options[metric::issue::gap], time::days(7).ms);
  EXPECT_EQ(fcr.maturity, time::days(7));
  EXPECT_EQ(metric::to_text(fcr.numerator), "contacts == 1");
  EXPECT_EQ(fcr.aggregation.aggregation, aggregate::Aggregation::ratio);
}

TEST(load, takes_the_positive_set_from_the_instrument) {
  Loaded const loaded = load({support(), {"m.yaml", read_file(golden() / "metric_survey.good.yaml")}});
  ASSERT_TRUE(loaded.ok());
  EXPECT_EQ(loaded.catalogue->find_metric("satisfaction")->aggregation.positive, (std::vector<std::int64_t>{4, 5}));
}

TEST(load, reads_operands_from_left_to_right) {
  std::string text = read_file(golden() / "metric_derived_allowed.good.yaml");
  text.replace(text.find("tickets_reopened / tickets_created"), 34, "tickets_reopened - 2 * 3 - -1");
  Loaded const loaded = load({support(), {"m.yaml", text}}, {.lint = false});
  ASSERT_TRUE(loaded.ok());
  const metric::Expression& e = loaded.catalogue->find_metric("reopen_rate")->expression;
  using Op = metric::Expression::Op;
  ASSERT_EQ(e.op, Op::subtract);
  EXPECT_EQ(e.operands[1].op, Op::negate);
  ASSERT_EQ(e.operands[0].op, Op::subtract);
  EXPECT_EQ(e.operands[0].operands[0].metric, "tickets_reopened");
  EXPECT_EQ(e.operands[0].operands[1].op, Op::multiply);
}

TEST(load, writes_an_expression_with_the_parentheses_it_needs) {
  struct {
    const char *written, *shown;
  } const cases[] = {
      {"tickets_reopened/tickets_created", "tickets_reopened / tickets_created"},
      {"((tickets_reopened - 2)) * 0.1", "(tickets_reopened - 2) * 0.1"},
      {"tickets_reopened - (2 - 3)", "tickets_reopened - (2 - 3)"},
      {"(tickets_reopened - 2) - 3", "tickets_reopened - 2 - 3"},
      {"tickets_reopened + (2 + 3)", "tickets_reopened + (2 + 3)"},
      {"-(tickets_reopened + 2) / - -3", "-(tickets_reopened + 2) / --3"},
  };
  std::string const text = read_file(golden() / "metric_derived_allowed.good.yaml");
  auto const expression = [&](const std::string& written) {
    std::string file = text;
    file.replace(file.find("tickets_reopened / tickets_created"), 34, written);
    return load({support(), {"m.yaml", file}}, {.lint = false}).catalogue->find_metric("reopen_rate")->expression;
  };
  for (auto const& c : cases) {
    metric::Expression const read = expression(c.written);
    EXPECT_EQ(to_text(read), c.shown);
    EXPECT_EQ(expression(to_text(read)), read) << c.written;
  }
}

TEST(load, gives_the_same_meaning_from_its_own_text) {
  Loaded const loaded = load({every_kind(), support()});
  ASSERT_TRUE(loaded.ok());
  Loaded const again = load({{"snapshot", loaded.catalogue->text}});
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again.catalogue->fingerprint(), loaded.catalogue->fingerprint());
  EXPECT_EQ(load({support(), every_kind()}).catalogue->text, loaded.catalogue->text) << "whatever the order of the files";
}

TEST(load, shows_all_findings_in_the_order_of_their_places) {
  std::vector<SourceFile> const files{{"b.yaml", read_file(golden() / "unknown_key.bad.yaml")},
                                      {"a.yaml", read_file(golden() / "unknown_dimension.bad.yaml")}};
  Loaded const loaded = load(files);
  EXPECT_FALSE(loaded.ok());
  EXPECT_TRUE(std::is_sorted(loaded.diagnostics.begin(), loaded.diagnostics.end(), before));
  std::string const text = render_text(loaded.diagnostics, Sources(files));
  EXPECT_LT(text.find("chanel"), text.find("minimal_sample"));
}

TEST(load, leaves_lints_out_where_they_are_not_wanted) {
  SourceFile const file{"m.yaml", read_file(golden() / "lint_zero_denominator.bad.yaml")};
  EXPECT_FALSE(load({support(), file}).diagnostics.empty());
  EXPECT_TRUE(load({support(), file}, {.lint = false}).diagnostics.empty());
  EXPECT_TRUE(load({support(), file}).ok()) << "a lint does not keep definitions from being used";
}

TEST(load, refuses_more_than_its_limits_by_name) {
  Loaded const bytes = load({support()}, {.max_bytes = 100});
  ASSERT_EQ(bytes.diagnostics.size(), 1u);
  EXPECT_EQ(bytes.diagnostics[0].rule, "DG0017");
  EXPECT_NE(bytes.diagnostics[0].message.find("max_bytes"), std::string::npos);
  Loaded const documents = load({support()}, {.max_documents = 3});
  EXPECT_FALSE(documents.ok());
  EXPECT_TRUE(std::any_of(documents.diagnostics.begin(), documents.diagnostics.end(),
                          [](const Diagnostic& d) { return d.message.find("max_documents") != std::string::npos; }));
}

TEST(load, never_throws_on_a_damaged_file) {
  std::string const text = every_kind().text;
  for (std::size_t n = 0; n < text.size(); n += 29) (void)load({support(), {"a", text.substr(0, n)}});
  for (std::size_t i = 0; i < text.size(); i += 31)
    for (char c : {'[', '}', ':', '"', '\n', '-', '*'}) {
      std::string damaged = text;
      damaged[i] = c;
      (void)load({support(), {"a", damaged}});
    }
}

TEST(load, takes_nothing_as_an_empty_catalogue) {
  EXPECT_TRUE(load({}).ok());
  EXPECT_TRUE(load({{"empty.yaml", ""}, {"comment.yaml", "# nothing\n---\n"}}).ok());
}

TEST(load, finds_nothing_to_say_about_the_standard_catalogue) {
  std::filesystem::path const folder = std::filesystem::path(DESKGAUGE_SOURCE_DIR) / "examples/definitions";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "examples/definitions is not here";
  std::vector<SourceFile> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".yaml") files.push_back({entry.path().string(), read_file(entry.path())});
  Loaded const loaded = load(files);
  EXPECT_EQ(render_text(loaded.diagnostics, Sources(files)), "");
}

}  // namespace
}  // namespace deskgauge::definition
