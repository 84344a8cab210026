#pragma once
#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace deskgauge::interchange {

/// Remembers what the last different texts of a column became, so that a column of few words costs one comparison a row. Sixty-four places,
/// each overwritten by the next text that falls on it; texts longer than 16 bytes are not kept. One thread.
class TextCache {
 public:
  /// Where the text's value stands or would stand.
  struct Entry {
    std::uint64_t low = 0, high = 0;
    std::uint32_t value = 0;
    std::uint8_t size = 0xff;  ///< 0xff = empty
  };
  static bool fits(std::string_view text) { return text.size() <= 16; }

  /// Null if the text is not kept; `text` must fit.
  const Entry* find(std::string_view text) {
    Entry const wanted = key(text);
    const Entry& entry = entries_[place(wanted)];
    return entry.low == wanted.low && entry.high == wanted.high && entry.size == wanted.size ? &entry : nullptr;
  }
  void keep(std::string_view text, std::uint32_t value) {
    Entry entry = key(text);
    entry.value = value;
    entries_[place(entry)] = entry;
  }

 private:
  static Entry key(std::string_view text) {
    Entry entry;
    entry.size = static_cast<std::uint8_t>(text.size());
    if (text.size() >= 8) {
      std::memcpy(&entry.low, text.data(), 8);
      std::memcpy(&entry.high, text.data() + text.size() - 8, 8);  // overlaps for 8 to 15 bytes: still one key for one text of that size
    } else {
      for (std::size_t i = 0; i < text.size(); ++i) entry.low |= std::uint64_t{static_cast<unsigned char>(text[i])} << (8 * i);
    }
    return entry;
  }
  static std::size_t place(const Entry& entry) { return ((entry.low ^ (entry.high * 31)) * 0x9E3779B97F4A7C15ull) >> 58; }

  std::array<Entry, 64> entries_{};
};

}  // namespace deskgauge::interchange
