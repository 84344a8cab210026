#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace deskgauge::base {

/// What kind of refusal an error is. Each door maps it once (gRPC status, Python class, exit code).
enum class Code : std::uint8_t {
  invalid_argument,  ///< the caller gave something malformed
  not_found,         ///< a name does not resolve
  conflict,          ///< an expected revision is not the current one
  precondition,      ///< valid, but not in this state (definitions invalid, cells snapshot asked to ingest)
  exhausted,         ///< a named limit was reached
  out_of_range,      ///< an instant or a page outside what exists
  unavailable,       ///< try again later
  data_loss,         ///< bytes are damaged
  unimplemented,     ///< not offered by this build
  internal,          ///< a broken invariant
};

/// A refusal that names the field, the value and the remedy. `reason` is stable and made for programs.
struct Error {
  Code code = Code::internal;
  std::string reason;   ///< stable lower_snake identifier, e.g. "subject_required"
  std::string field;    ///< path of the field at fault, e.g. "events[3].ticket_id"; empty where none applies
  std::string value;    ///< the offending value as text
  std::string message;  ///< one English sentence: what is wrong
  std::string remedy;   ///< one English sentence: what to do about it

  friend bool operator==(const Error&, const Error&) = default;
};

/// "field: message (got "value"). remedy [reason]": how every door shows an error to a person.
std::string to_text(const Error& error);
std::string_view to_text(Code code);

}  // namespace deskgauge::base
