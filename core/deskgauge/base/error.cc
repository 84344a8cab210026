#include "deskgauge/base/error.h"

namespace deskgauge::base {

std::string to_text(const Error& error) {
  std::string text;
  if (!error.field.empty()) text += error.field + ": ";
  text += error.message;
  if (!error.value.empty()) text += " (got \"" + error.value + "\")";
  if (!text.empty() && text.back() != '.') text += '.';
  if (!error.remedy.empty()) text += " " + error.remedy;
  if (!error.reason.empty()) text += " [" + error.reason + "]";
  return text;
}

std::string_view to_text(Code code) {
  switch (code) {
    case Code::invalid_argument: return "invalid_argument";
    case Code::not_found: return "not_found";
    case Code::conflict: return "conflict";
    case Code::precondition: return "precondition";
    case Code::exhausted: return "exhausted";
    case Code::out_of_range: return "out_of_range";
    case Code::unavailable: return "unavailable";
    case Code::data_loss: return "data_loss";
    case Code::unimplemented: return "unimplemented";
    case Code::internal: return "internal";
  }
  return "internal";
}

}  // namespace deskgauge::base
