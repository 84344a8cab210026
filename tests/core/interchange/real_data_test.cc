// Mappings of real logs against counts taken from the same files by other means. Visibly skipped where the files are not at hand.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "tests/core/interchange/support.h"

namespace deskgauge::interchange {
namespace {

using event::Field;
using event::Kind;

std::string unzipped(const std::string& name) {
  std::string const path = std::string(DESKGAUGE_SHARED_DIR) + "/data/" + name;
  if (!std::ifstream(path)) return {};
  std::string out;
  std::FILE* const pipe = ::popen(("zcat '" + path + "'").c_str(), "r");
  if (!pipe) return out;
  char buffer[1 << 16];
  for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, n);
  ::pclose(pipe);
  return out;
}

std::string example(const std::string& name) {
  std::ifstream file(std::string(DESKGAUGE_SOURCE_DIR) + "/examples/mappings/" + name + ".yaml");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// These files hold no quotes: their rows are simply cut at commas.
std::vector<std::vector<std::string>> cut(const std::string& text) {
  std::vector<std::vector<std::string>> rows;
  std::stringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    rows.emplace_back();
    std::stringstream fields(line + ",");
    for (std::string field; std::getline(fields, field, ',');) rows.back().push_back(field);
  }
  rows.erase(rows.begin());
  return rows;
}

TEST(real_data, italian_helpdesk_has_its_tickets_solves_and_reopenings) {
  std::string const text = unzipped("helpdesk_italy.csv.gz");
  if (text.empty()) GTEST_SKIP() << "helpdesk_italy.csv.gz is not at hand";
  std::map<std::string, std::vector<std::string>> cases;
  for (auto const& row : cut(text)) cases[row[0]].push_back(row[1]);
  std::int64_t replies = 0, reopened = 0;
  for (auto const& [name, activities] : cases) {
    replies += std::count(activities.begin(), activities.end(), "Take in charge ticket");
    auto const solve = std::find(activities.begin(), activities.end(), "Resolve ticket");
    reopened += std::any_of(solve == activities.end() ? solve : solve + 1, activities.end(), [](auto const& a) { return a != "Closed"; });
  }
  Imported got;
  import_text(got, mapping_of(example("italian_helpdesk")), text, 1 << 16);
  EXPECT_EQ(got.report.rows, 21'348);
  EXPECT_EQ(got.report.quarantined, 0);
  EXPECT_EQ(got.count(Kind::ticket_created), 4'580);
  EXPECT_EQ(static_cast<std::int64_t>(cases.size()), 4'580);
  EXPECT_EQ(got.count(Kind::message_sent), replies);
  std::set<std::string> open_again;
  std::map<std::string, bool> solved;
  for (auto const& e : got.events) {
    if (e.kind != Kind::ticket_status_changed) continue;
    std::string const ticket = got.interner.text(e.subject.id), status = got.text(e, Field::current);
    if (solved[ticket] && status != "closed" && status != "solved") open_again.insert(ticket);
    if (status == "solved") solved[ticket] = true;
  }
  EXPECT_EQ(static_cast<std::int64_t>(open_again.size()), reopened);
}

TEST(real_data, uci_incidents_have_their_verdicts_of_the_last_row) {
  std::string const text = unzipped("uci_incident_event_log.csv.gz");
  if (text.empty()) GTEST_SKIP() << "uci_incident_event_log.csv.gz is not at hand";
  auto const rows = cut(text);
  std::map<std::string, std::string> verdict, state;
  std::int64_t changes = 0, unknown = 0;
  for (auto const& row : rows) {
    verdict[row[0]] = row[1] == "-100" ? verdict[row[0]] : row[6];
    unknown += row[1] == "-100";
    auto const [it, is_new] = state.try_emplace(row[0], "New");
    if (row[1] == "-100" || row[1] == it->second) continue;
    it->second = row[1];
    ++changes;
  }
  Imported got;
  import_text(got, mapping_of(example("uci_incident")), text, 1 << 16);
  EXPECT_EQ(got.report.rows, 141'712);
  EXPECT_EQ(got.report.quarantined, unknown);
  EXPECT_EQ(got.count(Kind::ticket_created), 24'918);
  EXPECT_EQ(got.count(Kind::ticket_status_changed), changes);
  std::int64_t met = 0;
  for (auto const& e : got.events) met += e.kind == Kind::sla_concluded && got.text(e, Field::met) == "true";
  EXPECT_EQ(got.count(Kind::sla_concluded), 24'918);
  EXPECT_EQ(met, std::count_if(verdict.begin(), verdict.end(), [](auto const& v) { return v.second == "true"; }));
  for (auto const& e : got.events) EXPECT_GE(e.time.ms, 1'456'700'000'000) << to_text(e.kind);  // none before the log's first day
}

TEST(real_data, nyc_rows_that_close_before_they_open_are_quarantined) {
  std::string const text = unzipped("nyc311_2020_closed_sample.csv.gz");
  if (text.empty()) GTEST_SKIP() << "nyc311_2020_closed_sample.csv.gz is not at hand";
  // "07/20/2020 10:51:12 AM" as a text that sorts by time
  auto const key = [](std::string const& t) {
    int const hour = std::stoi(t.substr(11, 2)) % 12 + (t.substr(20) == "PM" ? 12 : 0);
    return t.substr(6, 4) + t.substr(0, 5) + (hour < 10 ? "0" : "") + std::to_string(hour) + t.substr(13, 6);
  };
  std::int64_t backwards = 0;
  for (auto const& row : cut(text)) backwards += key(row[2]) < key(row[1]);
  Imported got;
  import_text(got, mapping_of(example("nyc311_2020")), text, 1 << 16);
  EXPECT_EQ(got.report.rows, 17'418);
  EXPECT_EQ(backwards, 325);
  EXPECT_EQ(got.report.quarantined_by_reason["negative_duration"], backwards);
  EXPECT_EQ(got.report.quarantined, backwards);
  EXPECT_EQ(got.count(Kind::ticket_created), 17'418 - backwards);
  EXPECT_EQ(got.count(Kind::ticket_status_changed), 17'418 - backwards);
}

TEST(real_data, sfo_answers_leave_out_the_codes_that_are_none) {
  std::string const text = unzipped("sfo_survey_2015_2016_2018.csv.gz");
  if (text.empty()) GTEST_SKIP() << "sfo_survey_2015_2016_2018.csv.gz is not at hand";
  std::map<std::string, std::int64_t> csat, nps;
  std::int64_t asked_nps = 0;
  for (auto const& row : cut(text)) {
    if (row[3].size() == 1 && row[3] >= "1" && row[3] <= "5") ++csat[row[3]];
    asked_nps += row[0] == "2018";
    if (row[0] == "2018" && !row[4].empty() && std::stoi(row[4]) <= 10) ++nps[row[4]];
  }
  Imported got;
  import_text(got, mapping_of(example("sfo_survey")), text, 1 << 16);
  std::map<std::string, std::int64_t> got_csat, got_nps;
  for (auto const& e : got.events) {
    if (e.kind != Kind::survey_responded) continue;
    auto const answer = got.interner.list(e.get(Field::answers));
    ++(got.interner.text(answer[0]) == "csat" ? got_csat : got_nps)[got.interner.text(answer[1])];
  }
  EXPECT_EQ(got.report.rows, 8'854);
  EXPECT_EQ(got.report.quarantined, 0);
  EXPECT_EQ(got_csat, csat);
  EXPECT_EQ(got_nps, nps);
  EXPECT_EQ(got.count(Kind::survey_sent), 8'854 + asked_nps);
}

TEST(real_data, the_generators_events_become_one_event_a_row_and_two_an_answer) {
  Imported got;
  import_text(got, mapping_of(example("bench_events")),
              "event_id,ts,arrived,ticket_id,type,agent_id,channel,priority,group_id,score\n"
              "1,1704067200000,1704067200000,1,created,,email,low,3,\n2,1704067201000,1704067201000,1,assigned,7,email,low,3,\n"
              "3,1704067202000,1704067202000,1,agent_reply,7,email,low,3,\n3,1704067202000,1704067202900,1,agent_reply,7,email,low,3,\n"
              "4,1704067203000,1704067203000,1,field_update,7,email,low,3,\n5,1704067204000,1704067204000,1,solved,7,email,low,3,\n"
              "6,1704067205000,1704067205000,1,csat,7,email,low,3,4\n7,1704067206000,1704067206000,1,closed,,email,low,3,\n");
  EXPECT_EQ(got.report.rows, 8);
  EXPECT_EQ(got.report.quarantined, 0);
  ASSERT_EQ(got.events.size(), 9u);
  EXPECT_EQ(got.events[2], got.events[3]);  // a redelivery is the same event
  EXPECT_EQ(got.text(got.events[5], Field::actor_id), "7");
  EXPECT_EQ(got.text(got.events[7], Field::answers), "[{question_id: csat, value: 4}]");
}

}  // namespace
}  // namespace deskgauge::interchange
