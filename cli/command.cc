#include "command.h"
#include "deskgauge/metric/selector.h"

namespace deskgauge::cli {

base::Unexpected unknown_word(const std::string& what, const std::string& field, const std::string& given,
                              const std::vector<std::string>& known) {
  std::string remedy;
  if (std::string const close = metric::closest(given, known); !close.empty()) remedy = "Did you mean " + close + "? ";
  remedy += "Known: ";
  for (std::size_t i = 0; i < known.size(); ++i) remedy += (i == 0 ? "" : ", ") + known[i];
  return base::unexpected(base::Code::not_found, "unknown_" + what, "There is no such " + what, field, given, remedy + ".");
}

base::Unexpected of_flag(base::Error error, std::string flag) {
  error.field = std::move(flag);
  return base::unexpected(std::move(error));
}

}  // namespace deskgauge::cli
