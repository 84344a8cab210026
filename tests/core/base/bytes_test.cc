#include "deskgauge/base/bytes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <iostream>
#include <limits>
#include <random>

namespace deskgauge::base {
namespace {

using namespace std::string_literals;

TEST(bytes, numbers_are_little_endian_base_128_and_signed_ones_zigzag) {
  struct Row {
    std::int64_t value;
    std::string bytes;
  };
  for (const Row& row : {Row{0, "\x00"s}, Row{-1, "\x01"s}, Row{1, "\x02"s}, Row{63, "\x7e"s}, Row{64, "\x80\x01"s}, Row{-64, "\x7f"s},
                         Row{150, "\xac\x02"s}}) {
    Writer writer;
    writer.i64(row.value);
    EXPECT_EQ(writer.bytes(), row.bytes) << row.value;
  }
  Writer writer;
  writer.u64(300);
  writer.text("ab");
  writer.f64(1.0);
  EXPECT_EQ(writer.bytes(), "\xac\x02\x02"s + "ab" + "\0\0\0\0\0\0\xf0\x3f"s);
}

TEST(bytes, reads_back_the_ends_of_every_range) {
  __int128 const wide = (__int128{1} << 126) - 1 + (__int128{1} << 126);
  Writer writer;
  writer.u64(std::numeric_limits<std::uint64_t>::max());
  writer.i64(std::numeric_limits<std::int64_t>::min());
  writer.i64(std::numeric_limits<std::int64_t>::max());
  writer.i128(wide);
  writer.i128(-wide - 1);
  writer.text("");
  writer.text("a\0b"s);
  writer.f64(-0.0);
  writer.raw("end");
  Reader reader(writer.bytes());
  EXPECT_EQ(reader.u64(), std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(reader.i64(), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(reader.i64(), std::numeric_limits<std::int64_t>::max());
  EXPECT_TRUE(reader.i128() == wide);
  EXPECT_TRUE(reader.i128() == -wide - 1);
  EXPECT_EQ(reader.text(), "");
  EXPECT_EQ(reader.text(), "a\0b"s);
  EXPECT_TRUE(std::signbit(reader.f64()));
  EXPECT_EQ(reader.left(), 3u);
  EXPECT_EQ(reader.raw(3), "end");
  EXPECT_TRUE(reader.ok());
  EXPECT_TRUE(reader.at_end());
}

TEST(bytes, damage_is_noticed_and_never_read_beyond) {
  struct Row {
    const char* name;
    std::string bytes;
    void (*read)(Reader&);
  };
  for (const Row& row : {Row{"nothing", "", [](Reader& r) { r.u64(); }}, Row{"a number cut off", "\x80"s, [](Reader& r) { r.u64(); }},
                         Row{"a number without an end", std::string(30, '\xff'), [](Reader& r) { r.i64(); }},
                         Row{"a text longer than the rest", "\x05"s + "ab", [](Reader& r) { r.text(); }},
                         Row{"half a double", "1234", [](Reader& r) { r.f64(); }},
                         Row{"more items than bytes", "\xff\xff\x03"s + "a", [](Reader& r) { r.count(); }}}) {
    Reader reader(row.bytes);
    row.read(reader);
    EXPECT_FALSE(reader.ok()) << row.name;
    EXPECT_EQ(reader.u64(), 0u) << row.name;
    EXPECT_EQ(reader.text(), "") << row.name;
    EXPECT_EQ(reader.count(), 0u) << row.name;
  }
}

TEST(bytes, random_damage_ends_without_harm) {
  std::uint32_t const seed = std::random_device{}();
  std::cout << "seed " << seed << '\n';
  std::mt19937 random(seed);
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes(random() % 40, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    Reader reader(bytes);
    while (reader.ok() && !reader.at_end()) {
      switch (random() % 6) {
        case 0: reader.u64(); break;
        case 1: reader.i64(); break;
        case 2: reader.i128(); break;
        case 3: reader.text(); break;
        case 4: reader.f64(); break;
        default: EXPECT_LE(reader.count(), bytes.size());
      }
    }
    EXPECT_LE(reader.left(), bytes.size());
  }
}

TEST(bytes, fingerprint_is_fnv_1a) {  // vectors of the authors of the function
  EXPECT_EQ(fingerprint(""), 0xcbf29ce484222325u);
  EXPECT_EQ(fingerprint("a"), 0xaf63dc4c8601ec8cu);
  EXPECT_EQ(fingerprint("foobar"), 0x85944171f73967e8u);
}

}  // namespace
}  // namespace deskgauge::base
