#include "deskgauge/interchange/csv.h"

#include <gtest/gtest.h>

namespace deskgauge::interchange {
namespace {

using Table = std::vector<std::vector<std::string>>;

struct Read {
  Table rows;
  std::vector<std::string> faults, texts;
};

Read read(std::string_view text, std::size_t portion, char delimiter = ',', std::size_t limit = 1 << 20) {
  Read out;
  CsvReader reader(delimiter, limit);
  auto const take = [&](const Row& row) {
    EXPECT_EQ(row.number, static_cast<std::int64_t>(out.rows.size()));
    out.rows.emplace_back(row.fields.begin(), row.fields.end());
    out.faults.push_back(row.fault ? row.fault : "");
    out.texts.emplace_back(row.text);
  };
  for (std::size_t i = 0; i < text.size(); i += portion) reader.feed(text.substr(i, portion), take);
  reader.finish(take);
  return out;
}

struct Case {
  const char* name;
  std::string text;
  Table rows;
};

const Case kCases[] = {
    {"plain", "a,b\n1,2\n", {{"a", "b"}, {"1", "2"}}},
    {"no end of the last line", "a,b\n1,2", {{"a", "b"}, {"1", "2"}}},
    {"CRLF", "a,b\r\n1,2\r\n", {{"a", "b"}, {"1", "2"}}},
    {"byte order mark",
     "\xEF\xBB\xBF"
     "a,b\n1,2\n",
     {{"a", "b"}, {"1", "2"}}},
    {"byte order mark before a quote",
     "\xEF\xBB\xBF"
     "\"a\",b\n",
     {{"a", "b"}}},
    {"empty fields", ",\n,,\n", {{"", ""}, {"", "", ""}}},
    {"blank lines", "a\n\n\r\n1\n\n", {{"a"}, {"1"}}},
    {"quotes", "\"a,b\",\"c\"\n\"\",x\n", {{"a,b", "c"}, {"", "x"}}},
    {"doubled quotes", "\"say \"\"hi\"\"\",\"\"\"\"\n", {{"say \"hi\"", "\""}}},
    {"line ends within quotes", "a,\"x\ny\"\r\n\"p\r\nq\",b\n", {{"a", "x\ny"}, {"p\r\nq", "b"}}},
    {"quote inside an unquoted field", "5\" pipe,b\n", {{"5\" pipe", "b"}}},
    {"long fields", std::string(40, 'x') + "," + std::string(17, 'y') + "\n", {{std::string(40, 'x'), std::string(17, 'y')}}},
    {"nothing", "", {}},
    {"blank only", "\n\n", {}},
};

TEST(csv, reads_rfc_4180_in_any_portions) {
  for (const Case& c : kCases)
    for (std::size_t portion : {1u, 2u, 3u, 5u, 16u, 1000u}) {
      Read const got = read(c.text, portion);
      EXPECT_EQ(got.rows, c.rows) << c.name << " by " << portion;
      for (auto const& fault : got.faults) EXPECT_EQ(fault, "") << c.name;
    }
}

TEST(csv, takes_another_delimiter) {
  EXPECT_EQ(read("a;b,c\n", 100, ';').rows, (Table{{"a", "b,c"}}));
  EXPECT_EQ(read("a\tb\n", 100, '\t').rows, (Table{{"a", "b"}}));
}

TEST(csv, names_what_is_wrong_with_a_row_and_reads_the_next) {
  for (std::size_t portion : {1u, 7u, 1000u}) {
    EXPECT_EQ(read("a,b\n\"x\"y,1\n2,3\n", portion).faults, (std::vector<std::string>{"", "malformed_quote", ""})) << portion;
    EXPECT_EQ(read("a,b\n1,\"open\n2,3\n", portion).faults, (std::vector<std::string>{"", "unclosed_quote"})) << portion;
    Read const overlong = read("a,b\n" + std::string(500, 'x') + "\n1,2\n", portion, ',', 100);
    EXPECT_EQ(overlong.faults, (std::vector<std::string>{"", "max_row_bytes", ""})) << portion;
    EXPECT_EQ(overlong.rows.back(), (std::vector<std::string>{"1", "2"})) << portion;
  }
}

TEST(csv, gives_a_row_as_it_stands_in_the_file) {
  EXPECT_EQ(read("a,b\r\n\"x\"\"\",2\r\n", 3).texts, (std::vector<std::string>{"a,b", "\"x\"\"\",2"}));
}

TEST(csv, writes_fields_that_it_reads_back) {
  std::vector<std::string> const fields{"a", "", "a,b", "say \"hi\"", "two\nlines", " blank "};
  std::string text;
  for (auto const& field : fields) {
    if (!text.empty()) text += ',';
    append_csv_field(text, field);
  }
  EXPECT_EQ(read(text + "\n", 4).rows, Table{fields});
}

}  // namespace
}  // namespace deskgauge::interchange
