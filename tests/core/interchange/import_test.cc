#include "deskgauge/interchange/import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "deskgauge/interchange/event_json.h"
#include "tests/core/interchange/support.h"

namespace deskgauge::interchange {
namespace {

using event::Event;
using event::Field;
using event::Kind;
using testing::ElementsAre;
using testing::Pair;

const std::string kHead = "apiVersion: deskgauge/v1\nkind: Mapping\nmetadata: {name: m}\nspec:\n  source: s\n";

/// An event log: one row an activity; what reopens a ticket is derived.
const std::string kLog = kHead + R"(
  zone: Europe/Rome
  time_format: "%Y-%m-%d %H:%M"
  sequence: file_order
  entity: case
  id: row
  missing: ["?"]
  events:
    - type: ticket.created
      when: first
      time: at
      set: {ticket_id: case, channel: {constant: email}, direction: {constant: inbound}, priority: prio}
    - type: ticket.status_changed
      when: act != Closed and state.status in (solved, closed)
      time: at
      set: {ticket_id: case, current: {constant: open}, actor_type: {constant: agent}}
    - type: ticket.status_changed
      when: act in ("Resolve ticket", Closed)
      time: at
      set: {ticket_id: case, current: {column: act, values: {Resolve ticket: solved, Closed: closed}}, actor_type: {constant: agent}}
)";

std::vector<std::string> statuses(const Imported& got, std::string_view ticket) {
  std::vector<std::string> out;
  for (auto const& e : got.events)
    if (e.kind == Kind::ticket_status_changed && got.interner.text(e.subject.id) == ticket) out.push_back(got.text(e, Field::current));
  return out;
}

TEST(import, reads_an_event_log_and_derives_reopenings) {
  Imported got;
  import_text(
      got, mapping_of(kLog),
      "case,act,at,prio\n7,Open,2026-05-04 09:00,?\n8,Open,2026-05-04 09:00,high\n7,Resolve ticket,2026-05-04 10:00,?\n"
      "7,Take,2026-05-04 10:00,?\n7,Resolve ticket,2026-05-04 11:00,?\n7,Closed,2026-06-04 11:00,?\n8,Take,2026-05-04 12:00,high\n");
  EXPECT_THAT(statuses(got, "7"), ElementsAre("solved", "open", "solved", "closed"));
  EXPECT_TRUE(statuses(got, "8").empty());
  EXPECT_EQ(got.count(Kind::ticket_created), 2);
  EXPECT_EQ(got.report.rows, 7);
  EXPECT_EQ(got.report.used, 6);
  EXPECT_EQ(got.report.without_event, 1);
  EXPECT_EQ(got.report.entities, 2);
  EXPECT_EQ(time::to_text(got.events[0].time), "2026-05-04T07:00:00Z");
  EXPECT_EQ(got.text(got.events[0], Field::priority), "");
  EXPECT_EQ(got.text(got.events[1], Field::priority), "high");
}

TEST(import, keeps_the_order_of_rows_with_equal_times) {
  Imported got;
  import_text(got, mapping_of(kLog),
              "case,act,at,prio\n7,Open,2026-05-04 09:00,\n7,Resolve ticket,2026-05-04 09:00,\n7,Take,2026-05-04 09:00,\n");
  for (std::size_t i = 1; i < got.events.size(); ++i)
    EXPECT_TRUE(got.interner.less(got.events[i - 1].sequence, got.events[i].sequence)) << i;
}

/// A wide table: one row a ticket.
const std::string kWide = kHead + R"(
  time_format: iso
  sequence: none
  in_order: [[created, solved]]
  values: {channels: {Mail: email, Anruf: phone, Test: null}}
  events:
    - type: ticket.created
      time: created
      id: "{id}-created"
      set:
        ticket_id: id
        channel: {column: channel, values: channels, default: other}
        direction: {constant: inbound}
        tags: {column: tags, split: "|"}
    - type: ticket.status_changed
      time: solved
      id: "{id}-solved"
      set: {ticket_id: id, current: {constant: solved}, actor_type: {constant: agent}}
    - type: message.sent
      time: {column: created, plus: reply_min, plus_unit: min}
      id: "{id}-reply"
      set: {ticket_id: id, message_id: {template: "{id}-reply"}, author_type: {constant: agent}, visibility: {constant: public},
            kind: {constant: reply}}
)";
const std::string kWideHeader = "id,created,solved,channel,tags,reply_min\n";

TEST(import, makes_several_events_of_a_row_and_none_where_the_time_is_missing) {
  Imported got;
  import_text(got, mapping_of(kWide),
              kWideHeader + "1,2026-05-04T09:00:00Z,2026-05-04T10:00:00Z,Mail,a| b,90.5\n2,2026-05-04T09:00:00Z,,Fax,,\n");
  ASSERT_EQ(got.events.size(), 4u);
  EXPECT_EQ(got.interner.text(got.events[0].id), "1-created");
  EXPECT_EQ(got.text(got.events[0], Field::channel), "email");
  EXPECT_EQ(got.text(got.events[0], Field::tags), "[a, b]");
  EXPECT_EQ(time::to_text(got.events[2].time), "2026-05-04T10:30:30Z");
  EXPECT_EQ(got.text(got.events[3], Field::channel), "other");
  EXPECT_EQ(got.text(got.events[3], Field::tags), "");
}

struct Bad {
  const char* row;
  const char* reason;
  const char* field;
};

TEST(import, puts_what_it_cannot_read_into_quarantine_with_the_reason) {
  const Bad bads[] = {
      {"1,2026-05-04T09:00:00Z,2026-05-04T08:00:00Z,Mail,,", "negative_duration", "time"},
      {"1,2026-05-04T09:00:00,,Mail,,", "naive_time", "time"},
      {"1,soon,,Mail,,", "malformed_instant", "time"},
      {",2026-05-04T09:00:00Z,,Mail,,", "missing_value", "id"},
      {"1,2026-05-04T09:00:00Z,,Test,,", "missing_value", "channel"},
      {"1,2026-05-04T09:00:00Z,,Mail", "column_count", ""},
      {"1,2026-05-04T09:00:00Z,,Mail,,,", "column_count", ""},
      {"1,2026-05-04T09:00:00Z,,\"Mail\"x,,", "malformed_quote", ""},
      {"1,2026-05-04T09:00:00Z,,Mail,,-3", "negative_duration", "time"},
      {"1,2026-05-04T09:00:00Z,,Mail,,soon", "malformed_duration", "time"},
      {"1,2026-05-04T09:00:00Z,,Mail,\xff,", "invalid_utf8", "tags"},
      {"\xC0\xAF,2026-05-04T09:00:00Z,,Mail,,", "invalid_utf8", "id"},
  };
  for (const Bad& bad : bads) {
    Imported got;
    std::string const good = "2,2026-05-04T09:00:00Z,,Mail,,\n";
    import_text(got, mapping_of(kWide), kWideHeader + good + bad.row + "\n" + good);
    EXPECT_EQ(got.events.size(), 2u) << bad.row;
    ASSERT_EQ(got.report.quarantine.size(), 1u) << bad.row;
    Quarantined const& q = got.report.quarantine[0];
    EXPECT_EQ(q.reason, bad.reason) << bad.row;
    EXPECT_EQ(q.field, bad.field) << bad.row;
    EXPECT_EQ(q.row, 2) << bad.row;
    EXPECT_EQ(q.text, bad.row);
    EXPECT_THAT(got.report.quarantined_by_reason, ElementsAre(Pair(bad.reason, 1)));
  }
}

TEST(import, refuses_a_native_status_that_nobody_mapped) {
  Imported got;
  import_text(got, mapping_of(kHead + R"(
  time_format: iso
  sequence: none
  events:
    - {type: ticket.status_changed, time: at, id: id, set: {ticket_id: id, current: {column: state, values: {Done: solved}},
        actor_type: {constant: agent}}}
)"),
              "id,at,state\n1,2026-05-04T09:00:00Z,Done\n2,2026-05-04T09:00:00Z,Weird\n");
  ASSERT_EQ(got.report.quarantine.size(), 1u);
  EXPECT_EQ(got.report.quarantine[0].reason, "unmapped_value");
  EXPECT_EQ(got.report.quarantine[0].field, "current");
  EXPECT_EQ(got.report.quarantine[0].value, "Weird");
  EXPECT_EQ(got.interner.text(got.events[0].id), "1");
}

/// An audit: one row a snapshot.
const std::string kAudit = kHead + R"(
  time_format: iso
  sequence: file_order
  entity: n
  id: row
  initial: {state: New}
  where: kind != note
  events:
    - type: ticket.status_changed
      when: changed state
      time: {column: at, not_before: opened}
      set: {ticket_id: n, current: {column: state, values: {New: new, Work: open, Done: solved}}, actor_type: {constant: agent}}
    - type: ticket.assigned
      when: changed team, owner and not first
      time: at
      set: {ticket_id: n, team_id: team, assignee_id: owner, reason: {constant: transfer}}
    - type: sla.concluded
      row: last
      time: at
      set: {ticket_id: n, policy_id: {constant: p}, metric: {constant: resolution}, met: ok}
)";

TEST(import, reads_snapshots_as_changes_and_keeps_the_last_rows_verdict) {
  Imported got;
  import_text(got, mapping_of(kAudit),
              "n,kind,state,team,owner,at,opened,ok\n"
              "1,row,New,a,x,2026-05-04T09:00:00Z,2026-05-04T08:00:00Z,true\n"
              "2,row,Work,a,,2026-05-04T07:00:00Z,2026-05-04T08:00:00Z,true\n"
              "1,note,Done,b,x,2026-05-04T09:30:00Z,2026-05-04T08:00:00Z,true\n"
              "1,row,New,a,,2026-05-04T10:00:00Z,2026-05-04T08:00:00Z,true\n"
              "1,row,Oops,b,y,2026-05-04T10:30:00Z,2026-05-04T08:00:00Z,false\n"
              "1,row,Done,a,y,2026-05-04T11:00:00Z,2026-05-04T08:00:00Z,false\n"
              "1,row,Done,a,y,2026-05-04T12:00:00Z,2026-05-04T08:00:00Z,false\n");
  EXPECT_THAT(statuses(got, "1"), ElementsAre("solved"));
  EXPECT_THAT(statuses(got, "2"), ElementsAre("open"));
  EXPECT_EQ(got.count(Kind::ticket_assigned), 2);
  EXPECT_EQ(got.report.skipped, 1);
  EXPECT_EQ(got.report.moved_times, 1);
  EXPECT_EQ(got.report.quarantined, 1);
  std::vector<std::string> verdicts;
  for (auto const& e : got.events)
    if (e.kind == Kind::sla_concluded)
      verdicts.push_back(to_text(e.subject, got.interner) + " " + got.text(e, Field::met) + " " + time::to_text(e.time));
  EXPECT_THAT(verdicts, ElementsAre("ticket/1 false 2026-05-04T12:00:00Z", "ticket/2 true 2026-05-04T07:00:00Z"));
  EXPECT_EQ(got.report.rows, got.report.used + got.report.without_event + got.report.skipped + got.report.quarantined);
}

const std::string kSurvey = kHead + R"(
  time_format: iso
  sequence: none
  events:
    - type: survey.sent
      time: at
      id: "{id}-sent"
      set: {invitation_id: id, instrument: {constant: nps}, instrument_version: {constant: "1"},
            scale: {min: {constant: 0}, max: {constant: 10}}}
    - type: survey.responded
      when: nps in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
      time: at
      id: id
      revision: rev
      recorded_time: {column: rec, format: epoch_s}
      subject: "invitation/{id}"
      set: {invitation_id: id, response_id: id, revision: {constant: 1}, answers: [{question_id: {constant: nps}, value: nps}]}
)";

TEST(import, leaves_codes_that_are_no_answer_out_of_the_responses) {
  Imported got;
  import_text(got, mapping_of(kSurvey), "id,at,nps,rev,rec\na,2026-05-04,9,2,1777881000\n");
  EXPECT_EQ(got.report.quarantine.at(0).reason, "naive_time");
  Imported good;
  import_text(good, mapping_of(kSurvey),
              "id,at,nps,rev,rec\na,2026-05-04T00:00:00Z,9,2,1777881000\nb,2026-05-04T00:00:00Z,11,,\nc,2026-05-04T00:00:00Z,,,\n");
  EXPECT_EQ(good.count(Kind::survey_sent), 3);
  ASSERT_EQ(good.count(Kind::survey_responded), 1);
  Event const& answer = good.events[1];
  EXPECT_EQ(good.text(answer, Field::answers), "[{question_id: nps, value: 9}]");
  EXPECT_EQ(answer.revision, 2u);
  EXPECT_EQ(time::to_text(*answer.recorded_time), "2026-05-04T07:50:00Z");
  EXPECT_EQ(to_text(answer.subject, good.interner), "invitation/a");
}

TEST(import, gives_the_same_events_for_any_portions_and_batches) {
  std::string text = "case,act,at,prio\n";
  for (int i = 0; i < 200; ++i)
    text += std::to_string(i % 17) + ",\"" +
            (i % 3   ? "Take"
             : i % 2 ? "Resolve ticket"
                     : "Closed") +
            "\",2026-05-04 09:" + (i < 100 ? "1" : "2") + "0,p\r\n";
  auto const lines = [&](std::size_t portion, std::size_t batch) {
    Imported got;
    import_text(got, mapping_of(kLog), text, portion, {.batch_events = batch});
    std::string out;
    for (auto const& e : got.events) write_event(out, e, got.interner);
    return out;
  };
  std::string const whole = lines(std::string::npos, 2048);
  for (std::size_t portion : {1u, 13u, 100u, 4096u}) EXPECT_EQ(lines(portion, 1 + portion % 7), whole) << portion;
}

TEST(import, refuses_a_table_without_the_mappings_columns) {
  for (auto const& [text, reason] : {std::pair{"case,act,at\n1,a,b\n", "unknown_column"},
                                     {"case,act,at,prio,act\n1,a,b,c,d\n", "duplicate_column"},
                                     {"", "no_header"}}) {
    Imported got;
    import_text(got, mapping_of(kLog), text);
    EXPECT_EQ(got.fault, reason);
    EXPECT_TRUE(got.events.empty());
  }
}

TEST(import, reads_json_arrays_and_lines_alike) {
  std::string const mapping = kHead + R"(
  format: json
  time_format: iso
  sequence: none
  events:
    - type: ticket.created
      time: created_at
      id: "{ticket.id}"
      set: {ticket_id: ticket.id, channel: {column: via, default: other}, direction: {constant: inbound}, tags: tags, is_test: test}
)";
  std::string const one =
      R"({"created_at": "2026-05-04T09:00:00Z", "ticket": {"id": 17, "x": {"y": [1]}}, "via": "e{m}ai\"l", )"
      R"("tags": ["a", "b"], "test": true})";
  std::string const two = R"({"created_at":"2026-05-04T09:00:00Z","ticket":{"id":"T2"},"via":null,"tags":[]})";
  for (std::string const& text : {"[" + one + ",\n " + two + "]\n", one + "\n" + two + "\n", one + two})
    for (std::size_t portion : {1u, 10u, 1000u}) {
      Imported got;
      import_text(got, mapping_of(mapping), text, portion);
      ASSERT_EQ(got.events.size(), 2u) << text;
      EXPECT_EQ(got.text(got.events[0], Field::channel), "e{m}ai\"l");
      EXPECT_EQ(got.text(got.events[0], Field::tags), "[a, b]");
      EXPECT_EQ(got.text(got.events[0], Field::is_test), "true");
      EXPECT_EQ(got.interner.text(got.events[0].id), "17");
      EXPECT_EQ(got.text(got.events[1], Field::channel), "other");
    }
}

TEST(import, quarantines_objects_that_are_no_json_and_goes_on) {
  std::string const mapping = kHead + R"(
  format: json
  time_format: iso
  sequence: none
  events:
    - {type: ticket.created, time: at, id: id, set: {ticket_id: id, channel: {constant: web}, direction: {constant: inbound}}}
)";
  Imported got;
  std::string const good = R"({"id":1,"at":"2026-05-04T09:00:00Z"})";
  import_text(got, mapping_of(mapping), good + "\n{\"id\":2,}\nrubbish\n" + good + "\n{\"id\":");
  EXPECT_EQ(got.events.size(), 2u);
  EXPECT_THAT(got.report.quarantined_by_reason, ElementsAre(Pair("malformed_json", 3)));
}

TEST(import, lets_a_file_lack_columns_that_the_mapping_calls_optional) {
  Imported got;
  import_text(got, mapping_of(std::string(*preset_mapping("generic-csv"))),
              "ticket_id,created_at,solved_at,csat\n5,2026-05-04T09:00:00Z,2026-05-04T10:00:00Z,4\n");
  EXPECT_EQ(got.count(Kind::ticket_created), 1);
  EXPECT_EQ(got.count(Kind::message_sent), 0);
  EXPECT_EQ(got.count(Kind::ticket_status_changed), 1);
  EXPECT_EQ(got.count(Kind::survey_responded), 1);
}

TEST(import, reads_a_zendesk_export) {
  Imported got;
  import_text(
      got, mapping_of(std::string(*preset_mapping("zendesk")), {.zone = "Europe/Berlin"}),
      "Id,Requester id,Assignee,Group,Tags,Status,Priority,Via,Created at,Solved at,First reply time in minutes,Satisfaction Score\n"
      "42,7,Ann,Support,vip refund,Closed,High,Mail,2026-05-04 09:00:00,2026-05-04 12:00:00,30,Good\n"
      "43,8,-,Support,,Open,-,Chat,2026-05-04 09:00:00,-,-,Not Offered\n");
  EXPECT_EQ(got.count(Kind::ticket_created), 2);
  EXPECT_EQ(got.count(Kind::ticket_status_changed), 1);
  EXPECT_EQ(got.count(Kind::survey_responded), 1);
  EXPECT_EQ(got.text(got.events[0], Field::tags), "[vip, refund]");
  EXPECT_EQ(got.text(got.events[0], Field::priority), "high");
  EXPECT_EQ(got.text(got.events[0], Field::channel), "email");
  EXPECT_EQ(time::to_text(got.events[1].time), "2026-05-04T07:30:00Z");
}

TEST(import, writes_the_quarantine_as_csv) {
  EXPECT_EQ(to_csv({{3, "naive_time", "time", "a,b", "x,\"y\""}}),
            "row,reason,field,value,text\n3,naive_time,time,\"a,b\",\"x,\"\"y\"\"\"\n");
}

}  // namespace
}  // namespace deskgauge::interchange
