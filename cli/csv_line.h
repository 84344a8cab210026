#pragma once
#include <iosfwd>
#include <optional>
#include <string>

#include "deskgauge/time/instant.h"

namespace deskgauge::cli {

// Fields as programs read them: nothing rounded, "" for what there is not.

std::string exact(double number);   ///< the shortest decimal that reads back as the same number
std::string exact(const std::optional<double>& number);
std::string exact(const std::optional<std::int64_t>& number);
std::string instant(time::Instant t);                          ///< "" at either end of time
std::string instant(const std::optional<time::Instant>& t);
std::string flag(bool set);

/// Collects the fields of a line (RFC 4180) and ends it.
class Line {
 public:
  explicit Line(std::ostream& out) : out_(out) {}
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  ~Line();
  Line& add(const std::string& field);
  Line& add_empty(int fields);

 private:
  std::ostream& out_;
  bool first_ = true;
};

}  // namespace deskgauge::cli
