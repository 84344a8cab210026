#include "deskgauge/interchange/json_tape.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace deskgauge::interchange {
namespace {

/// The tape written as JSON again, to be compared with the library's own reading.
std::string to_json(const JsonTape& tape) {
  using Type = JsonTape::Type;
  std::string out;
  for (std::size_t i = 0; i < tape.size(); ++i) {
    Type const type = tape[i].type;
    bool const closes = type == Type::end_array || type == Type::end_object;
    if (!out.empty() && !closes && out.back() != '[' && out.back() != '{' && out.back() != ':') out += ',';
    switch (type) {
      case Type::begin_object: out += '{'; break;
      case Type::end_object: out += '}'; break;
      case Type::begin_array: out += '['; break;
      case Type::end_array: out += ']'; break;
      case Type::key: append_json_string(out, tape.text(i)), out += ':'; break;
      case Type::text: append_json_string(out, tape.text(i)); break;
      default: out += tape.text(i);
    }
  }
  return out;
}

const char* const kTexts[] = {"{}",
                              "[]",
                              " { \"a\" : [ 1 , 2.5, -3, true,false,null ] }\r\n",
                              "\"text\"",
                              "\"esc \\n \\u00e4 \\\\ \"",
                              "\"ä\"",
                              "0",
                              "-0",
                              "-0.5",
                              "1e5",
                              "1E-2",
                              "123456789012345678",
                              "12345678901234567890123",
                              "[[[[1]]]]",
                              "{\"a\":{\"b\":{\"c\":[]}}}",
                              "",
                              " ",
                              "{",
                              "}",
                              "[1,]",
                              "[,1]",
                              "{\"a\"}",
                              "{\"a\":}",
                              "{\"a\":1,}",
                              "{a:1}",
                              "01",
                              "1.",
                              ".5",
                              "-",
                              "+1",
                              "tru",
                              "nul",
                              "truex",
                              "\"open",
                              "\"tab\t\"",
                              "[1 2]",
                              "{\"a\":1 \"b\":2}",
                              "1 1",
                              "[1]]",
                              "\"\xff\"",
                              "\"\\x\"",
                              "{\"a\":1,\"a\":2}",
                              "1e999",
                              "nan",
                              "'x'",
                              "[1,2"};

TEST(json_tape, reads_what_the_library_reads_and_nothing_else) {
  for (auto const* text : kTexts) {
    JsonTape tape;
    auto const parsed = tape.parse(text);
    bool const valid = nlohmann::json::accept(std::string(text));
    ASSERT_EQ(parsed.has_value(), valid) << text;
    if (!valid) {
      EXPECT_EQ(parsed.error().reason, "malformed_json") << text;
      continue;
    }
    EXPECT_EQ(nlohmann::json::parse(to_json(tape)), nlohmann::json::parse(text)) << text;
  }
}

TEST(json_tape, bounds_the_depth) {
  JsonTape tape;
  EXPECT_TRUE(tape.parse("[[[1]]]", 3));
  auto const deep = tape.parse("[[[[1]]]]", 3);
  ASSERT_FALSE(deep);
  EXPECT_EQ(deep.error().reason, "max_depth");
  EXPECT_FALSE(tape.parse(std::string(1'000'000, '['), 8));
}

TEST(json_tape, steps_over_a_value) {
  JsonTape tape;
  ASSERT_TRUE(tape.parse("{\"a\":{\"b\":[1,{}]},\"c\":2}"));
  std::size_t const after = tape.after(2);
  EXPECT_EQ(tape.text(after), "c");
  EXPECT_EQ(tape.after(0), tape.size());
}

}  // namespace
}  // namespace deskgauge::interchange
