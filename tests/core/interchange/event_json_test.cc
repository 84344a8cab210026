#include "deskgauge/interchange/event_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "deskgauge/event/value.h"

namespace deskgauge::interchange {
namespace {

using event::Event;
using event::Field;
using event::Kind;
using event::Symbol;
using event::ValueType;

constexpr const char* kLine =
    R"({"specversion":"1.0","id":"e1","source":"helpdesk","type":"com.example.ticket.created","subject":"ticket/1",)"
    R"("time":"2026-05-04T09:50:00+02:00","data":{"ticket_id":"1","channel":"email","direction":"inbound","tags":["vip","a,b"]}})";

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  auto const at = text.find(from);
  EXPECT_NE(at, text.npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(event_json, reads_envelope_and_payload) {
  base::Interner interner;
  EventReader reader(interner);
  reader.feed(kLine);
  EXPECT_TRUE(reader.events().empty());
  reader.finish();
  ASSERT_EQ(reader.events().size(), 1u);
  Event const& e = reader.events()[0];
  EXPECT_EQ(e.kind, Kind::ticket_created);
  EXPECT_EQ(to_text(e.subject, interner), "ticket/1");
  EXPECT_EQ(interner.text(e.id), "e1");
  EXPECT_EQ(time::to_text(e.time), "2026-05-04T07:50:00Z");
  EXPECT_EQ(interner.text(e.get(Field::channel)), "email");
  EXPECT_EQ(e.get(Field::direction), Symbol::number(0));
  EXPECT_EQ(interner.text(e.get(Field::tags)), "[vip, a,b]");
  EXPECT_FALSE(e.recorded_time || e.sequence || e.revision);
  EXPECT_EQ(reader.lines(), std::vector<std::int64_t>{1});
}

TEST(event_json, reads_the_extensions_and_ids_written_as_numbers) {
  base::Interner interner;
  EventReader reader(interner);
  reader.feed(R"({"specversion":"1.0","id":17,"source":"s","type":"survey.responded","time":"2026-05-04T07:50:00.125Z",
    )"
              "\n");
  EXPECT_EQ(reader.error_count(), 1);
  reader.feed(
      R"({"specversion":"1.0","id":17,"source":"s","type":"survey.responded","time":"2026-05-04T07:50:00.125Z",)"
      R"("recordedtime":"2026-05-05T00:00:00Z","sequence":12,"revision":3,"data":{"invitation_id":5,"response_id":"r","revision":1,)"
      R"("answers":[{"question_id":"nps","value":9.50},{"question_id":"ces","value":"4"}],"comment_ref":null}})"
      "\n");
  ASSERT_EQ(reader.events().size(), 1u);
  Event const& e = reader.events()[0];
  EXPECT_TRUE(e.subject.is_none());
  EXPECT_EQ(e.id, Symbol::number(17));
  EXPECT_EQ(e.sequence, Symbol::number(12));
  EXPECT_EQ(e.revision, 3u);
  EXPECT_EQ(e.time.ms % 1000, 125);
  EXPECT_EQ(time::to_text(*e.recorded_time), "2026-05-05T00:00:00Z");
  EXPECT_EQ(interner.text(e.get(Field::answers)), "[nps, 9.5, ces, 4]");
}

struct Fault {
  const char* name;
  std::string line;
  const char* reason;
  const char* field;
};

TEST(event_json, says_for_each_faulty_line_what_is_wrong_where) {
  const Fault faults[] = {
      {"not JSON", "{\"id\": ", "malformed_json", ""},
      {"two values", std::string(kLine) + "{}", "malformed_json", ""},
      {"not UTF-8", replaced(kLine, "vip", "v\xffp"), "malformed_json", ""},
      {"not an object", "[1]", "malformed_json", ""},
      {"nested too deep", replaced(kLine, "\"a,b\"", "[[[[[[[[[1]]]]]]]]]"), "max_depth", ""},
      {"no version", replaced(kLine, "\"specversion\":\"1.0\",", ""), "field_required", "specversion"},
      {"an old version", replaced(kLine, "1.0", "0.3"), "unsupported_version", "specversion"},
      {"no id", replaced(kLine, "\"id\":\"e1\",", ""), "field_required", "id"},
      {"null id", replaced(kLine, "\"e1\"", "null"), "field_required", "id"},
      {"id twice", replaced(kLine, "\"id\":\"e1\"", "\"id\":\"e1\",\"id\":\"e2\""), "duplicate_field", "id"},
      {"source of another type", replaced(kLine, "\"helpdesk\"", "{}"), "wrong_type", "source"},
      {"no type", replaced(kLine, "\"type\"", "\"kind\""), "field_required", "type"},
      {"no time", replaced(kLine, "\"time\"", "\"when\""), "field_required", "time"},
      {"naive time", replaced(kLine, "+02:00", ""), "naive_time", "time"},
      {"no time at all", replaced(kLine, "2026-05-04T09", "soon"), "malformed_instant", "time"},
      {"malformed subject", replaced(kLine, "ticket/1", "ticket:1"), "malformed_subject", "subject"},
      {"another subject", replaced(kLine, "ticket/1", "ticket/2"), "subject_mismatch", "data.ticket_id"},
      {"negative revision", replaced(kLine, "\"subject\"", "\"revision\":-1,\"subject\""), "wrong_type", "revision"},
      {"payload that is no object", replaced(kLine, "\"data\":{", "\"data\":[],\"more\":{"), "wrong_type", "data"},
      {"binary payload", replaced(kLine, "\"data\":{", "\"data_base64\":\"\",\"more\":{"), "unsupported_data", "data_base64"},
      {"field twice", replaced(kLine, "\"channel\"", "\"ticket_id\":\"1\",\"channel\""), "duplicate_field", "data.ticket_id"},
      {"unknown word", replaced(kLine, "inbound", "incoming"), "unknown_choice", "data.direction"},
      {"list that is none", replaced(kLine, "[\"vip\",\"a,b\"]", "\"vip\""), "wrong_type", "data.tags"},
      {"list of objects", replaced(kLine, "\"a,b\"", "{}"), "wrong_type", "data.tags"},
      {"boolean as text", replaced(kLine, "\"channel\"", "\"is_test\":\"true\",\"channel\""), "wrong_type", "data.is_test"},
      {"boolean as an id", replaced(kLine, "\"email\"", "true"), "wrong_type", "data.channel"},
  };
  for (const Fault& fault : faults) {
    base::Interner interner;
    EventReader reader(interner);
    reader.feed(std::string(kLine) + "\n\n" + fault.line + "\n" + kLine + "\n");
    EXPECT_EQ(reader.events().size(), 2u) << fault.name;
    ASSERT_EQ(reader.errors().size(), 1u) << fault.name;
    EXPECT_EQ(reader.errors()[0].line, 3) << fault.name;
    EXPECT_EQ(reader.errors()[0].error.reason, fault.reason) << fault.name;
    EXPECT_EQ(reader.errors()[0].error.field, fault.field) << fault.name;
    EXPECT_FALSE(reader.errors()[0].error.remedy.empty()) << fault.name;
    EXPECT_EQ(reader.lines(), (std::vector<std::int64_t>{1, 4})) << fault.name;
  }
}

TEST(event_json, counts_unknown_types_and_fields_by_name_and_reads_on) {
  base::Interner interner;
  EventReader reader(interner);
  std::string const unknown = replaced(kLine, "ticket.created", "ticket.teleported");
  reader.feed(unknown + "\n" + unknown + "\n" + replaced(kLine, "\"channel\"", "\"colour\":{\"a\":[1]},\"channel\"") + "\n");
  reader.feed(replaced(kLine, "\"subject\"", "\"traceparent\":\"x\",\"subject\"") + "\n");
  EXPECT_EQ(reader.error_count(), 0);
  EXPECT_EQ(reader.events().size(), 2u);
  EXPECT_THAT(reader.unknown_types(), testing::ElementsAre(testing::Pair("com.example.ticket.teleported", 2)));
  EXPECT_THAT(reader.ignored_fields(), testing::ElementsAre(testing::Pair("ticket.created.colour", 1), testing::Pair("traceparent", 1)));
}

TEST(event_json, takes_bytes_in_any_portions) {
  std::string const text = "\xEF\xBB\xBF" + std::string(kLine) + "\r\n\r\n{bad\n" + kLine + "\n" + kLine;
  for (std::size_t portion : {1u, 2u, 3u, 7u, 64u, 4096u}) {
    base::Interner interner;
    EventReader reader(interner);
    for (std::size_t i = 0; i < text.size(); i += portion) reader.feed(std::string_view(text).substr(i, portion));
    reader.finish();
    EXPECT_EQ(reader.events().size(), 3u) << portion;
    EXPECT_EQ(reader.lines(), (std::vector<std::int64_t>{1, 4, 5})) << portion;
    ASSERT_EQ(reader.errors().size(), 1u) << portion;
    EXPECT_EQ(reader.errors()[0].line, 3) << portion;
  }
}

TEST(event_json, refuses_a_line_beyond_the_limit_once_and_reads_the_next) {
  base::Interner interner;
  EventReader reader(interner, {.max_line_bytes = 400});
  std::string const text = std::string(kLine) + "\n" + std::string(5000, ' ') + kLine + "\n" + kLine + "\n";
  for (std::size_t i = 0; i < text.size(); i += 100) reader.feed(std::string_view(text).substr(i, 100));
  reader.finish();
  EXPECT_EQ(reader.lines(), (std::vector<std::int64_t>{1, 3}));
  ASSERT_EQ(reader.errors().size(), 1u);
  EXPECT_EQ(reader.errors()[0].error.reason, "max_line_bytes");
  EXPECT_EQ(reader.errors()[0].line, 2);
}

TEST(event_json, keeps_a_bounded_number_of_errors_and_counts_all) {
  base::Interner interner;
  EventReader reader(interner, {.max_errors = 2, .max_names = 3});
  for (int i = 0; i < 10; ++i) reader.feed("x\n" + replaced(kLine, "ticket.created", "t" + std::to_string(i)) + "\n");
  EXPECT_EQ(reader.errors().size(), 2u);
  EXPECT_EQ(reader.error_count(), 10);
  EXPECT_EQ(reader.unknown_types().size(), 4u);
  EXPECT_EQ(reader.unknown_types().at("…"), 7);
}

TEST(event_json, writes_keys_in_one_order) {
  base::Interner interner;
  EventReader reader(interner);
  reader.feed(
      R"({"data":{"tags":["x"],"direction":"inbound","is_test":false,"channel":"chat","ticket_id":42},"revision":2,"sequence":"7",)"
      R"("time":"2026-05-04T07:50:00Z","type":"ticket.created","recordedtime":"2026-05-04T08:00:00Z",)"
      R"("source":"s\"1","id":"e","specversion":"1.0"})"
      "\n");
  ASSERT_EQ(reader.events().size(), 1u);
  std::string line;
  write_event(line, reader.events()[0], interner);
  EXPECT_EQ(
      line,
      R"({"specversion":"1.0","id":"e","source":"s\"1","type":"deskgauge.ticket.created",)"
      R"("subject":"ticket/42","time":"2026-05-04T07:50:00Z",)"
      R"("recordedtime":"2026-05-04T08:00:00Z","sequence":"7","revision":2,)"
      R"("data":{"ticket_id":"42","channel":"chat","direction":"inbound",)"
      R"("tags":["x"],"is_test":false}})"
      "\n");
}

/// Random events of every kind, every field, with texts that JSON must escape.
class RandomEvents {
 public:
  explicit RandomEvents(base::Interner& interner) : interner_(interner) {}
  Event make() {
    Event e{.kind = static_cast<Kind>(pick(event::kKindCount)),
            .source = text(),
            .id = text(),
            .time = {static_cast<std::int64_t>(pick(4'000'000'000'000))}};
    if (pick(2)) e.recorded_time = time::Instant{static_cast<std::int64_t>(pick(4'000'000'000'000))};
    if (pick(2)) e.sequence = text();
    if (pick(2)) e.revision = static_cast<std::uint32_t>(pick(4'294'967'296));
    for (auto const& field : event::spec(e.kind).fields)
      if (pick(3) || event::spec(e.kind).key == field.field) e.set(field.field, value(field));
    if (event::spec(e.kind).subject == event::SubjectKind::none) e.subject = {event::SubjectKind::customer, text()};
    while (!e.slots.empty() && e.slots.back().is_none()) e.slots.pop_back();
    return e;
  }

 private:
  std::uint64_t pick(std::uint64_t n) { return std::uniform_int_distribution<std::uint64_t>(0, n - 1)(random_); }
  Symbol text() {
    static const char* const kTexts[] = {"1",          "042", "a\"b\\c", "line\nbreak\ttab", "ärger €", "null", "true", "\x01",
                                         "4000000000", "x/y", "-7"};
    return interner_.intern(kTexts[pick(std::size(kTexts))]);
  }
  Symbol scalar(ValueType type, std::span<const std::string_view> choices) {
    static const char* const kDecimals[] = {"0", "-1.5", "0.001", "123456789012345678901234567890", "9"};
    switch (type) {
      case ValueType::choice: return Symbol::number(static_cast<std::uint32_t>(pick(choices.size())));
      case ValueType::boolean: return Symbol::number(static_cast<std::uint32_t>(pick(2)));
      case ValueType::integer: return interner_.intern(static_cast<std::int64_t>(pick(1u << 20)) * 1'000'003 - 500'000'000'000);
      case ValueType::instant: return interner_.intern(static_cast<std::int64_t>(pick(4'000'000'000'000)));
      case ValueType::decimal: return interner_.intern(kDecimals[pick(std::size(kDecimals))]);
      default: return text();
    }
  }
  Symbol value(const event::FieldSpec& field) {
    std::vector<Symbol> items;
    if (field.type == ValueType::list) {
      for (auto n = pick(4); n-- > 0;) items.push_back(text());
    } else if (field.type == ValueType::rows || field.type == ValueType::object) {
      for (auto n = field.type == ValueType::object ? 1 : pick(4); n-- > 0;)
        for (auto const& column : field.columns) items.push_back(pick(4) ? scalar(column.type, {}) : Symbol{});
    } else {
      return scalar(field.type, field.choices);
    }
    return interner_.intern_list(items);
  }

  base::Interner& interner_;
  std::mt19937_64 random_{20260504};
};

TEST(event_json, reads_back_what_it_wrote) {
  base::Interner interner;
  RandomEvents random(interner);
  std::vector<Event> events;
  std::string text;
  for (int i = 0; i < 3000; ++i) {
    events.push_back(random.make());
    write_event(text, events.back(), interner);
  }
  EventReader reader(interner);
  reader.feed(text);
  for (auto const& error : reader.errors()) ADD_FAILURE() << error.line << ": " << base::to_text(error.error);
  ASSERT_EQ(reader.events().size(), events.size());
  for (std::size_t i = 0; i < events.size(); ++i) ASSERT_EQ(reader.events()[i], events[i]) << i;
  EXPECT_TRUE(reader.ignored_fields().empty());
  std::string again;
  for (auto const& e : reader.events()) write_event(again, e, interner);
  EXPECT_EQ(again, text);
}

TEST(event_json, survives_every_cut_and_every_changed_byte) {
  std::string const line(kLine);
  for (std::size_t i = 0; i < line.size(); ++i)
    for (char c : {'\0', '"', '{', '}', '[', ',', '\\', 'x', '\xC3', '9'}) {
      base::Interner interner;
      EventReader reader(interner);
      std::string damaged = line;
      damaged[i] = c;
      reader.feed(damaged + "\n" + line.substr(0, i));
      reader.finish();
      EXPECT_LE(reader.events().size(), 2u);
    }
}

}  // namespace
}  // namespace deskgauge::interchange
