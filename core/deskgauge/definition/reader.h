#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "deskgauge/definition/node.h"
#include "deskgauge/definition/report.h"
#include "deskgauge/time/instant.h"
#include "deskgauge/time/zone.h"

namespace deskgauge::definition {

/// A value and the path a person knows it by ("spec.clock.policy").
struct Field {
  const Node& node;
  std::string path;
};

// Each reads a value of one type or reports why it is none; nullopt then.
std::optional<std::string> read_text(const Field& field, Report& report);
std::optional<std::int64_t> read_integer(const Field& field, Report& report);
std::optional<double> read_number(const Field& field, Report& report);
std::optional<bool> read_boolean(const Field& field, Report& report);
std::optional<time::Span> read_span(const Field& field, Report& report);        ///< 0 or longer
std::optional<time::Date> read_date(const Field& field, Report& report);
std::optional<time::Instant> read_instant(const Field& field, Report& report);
std::optional<time::Zone> read_zone(const Field& field, Report& report);
std::optional<std::vector<std::string>> read_texts(const Field& field, Report& report);
std::optional<std::vector<std::int64_t>> read_integers(const Field& field, Report& report);
/// The position of the word in `words`.
std::optional<std::size_t> read_word(const Field& field, std::span<const std::string_view> words, Report& report);
/// The items of a list, each as a field "path[i]"; empty and a finding if it is none.
std::vector<Field> read_items(const Field& field, Report& report);

/// Reads one mapping: tells unknown keys at construction, missing ones when they are required. Refers to the node; use it and drop it.
class Fields {
 public:
  /// `at` is where missing keys are reported: the key under which the mapping stands.
  Fields(const Node& node, Position at, std::string path, std::span<const std::string_view> known, Report& report);

  bool has(std::string_view key) const { return member(key) != nullptr; }
  /// The value if the key is written. A key without a value is reported.
  std::optional<Field> optional(std::string_view key) const;
  /// As optional; a missing key is reported with `suggestion`, how the line could look.
  std::optional<Field> required(std::string_view key, std::string_view suggestion) const;
  /// Reports the key, if written, as one that has no place here: "spec.within does not belong to a simple metric".
  void refuse(std::string_view key, std::string_view why, std::string_view hint = {}) const;

  /// Reads an optional or required value into `out`, which keeps its value where there is none.
  template <class T, class Read>
  bool take(std::optional<Field> field, T& out, Read read) const {
    if (!field) return false;
    auto value = read(*field, report_);
    if (!value) return false;
    out = std::move(*value);
    return true;
  }
  /// As take, for a word of a closed list whose positions are the enum's numbers.
  template <class Enum>
  bool word(std::optional<Field> field, std::span<const std::string_view> words, Enum& out) const {
    if (!field) return false;
    auto const index = read_word(*field, words, report_);
    if (index) out = static_cast<Enum>(*index);
    return index.has_value();
  }

  std::string path(std::string_view key) const { return path_.empty() ? std::string(key) : path_ + "." + std::string(key); }
  const std::string& name() const { return path_; }
  Report& report() const { return report_; }
  const Node& node() const { return node_; }
  Position at() const { return at_; }

 private:
  const Node::Member* member(std::string_view key) const;

  const Node& node_;
  Position at_;
  std::string path_;
  Report& report_;
  std::vector<std::string> misspelt_;  // known keys that an unknown one was probably meant to be
};

/// The value at a path of keys below `node`, or the deepest that exists: where a rule points.
const Node& find_path(const Node& node, std::initializer_list<std::string_view> path);
/// The place of the last key of the path, or of the deepest that exists.
Position key_position(const Node& node, std::initializer_list<std::string_view> path);

}  // namespace deskgauge::definition
