#pragma once
#include <iosfwd>
#include <string>

#include "console.h"
#include "deskgauge/engine/query.h"
#include "deskgauge/metric/catalogue.h"

namespace deskgauge::cli {

/// What was asked, as far as the reports repeat it.
struct Asked {
  engine::Query query;
  std::string window;   ///< as written
};

// One format a file; JSON is interchange/result_json.
void write_answer_text(std::ostream& out, const Console& console, const engine::Answer& answer, const Asked& asked,
                       const metric::Catalogue& catalogue);
/// RFC 4180 with a header; numbers as they are stored, durations in seconds, rates as parts of 1.
void write_answer_csv(std::ostream& out, const engine::Answer& answer, const Asked& asked, const metric::Catalogue& catalogue);
void write_explanation_text(std::ostream& out, const Console& console, const engine::Explanation& explanation,
                            const engine::ExplainRequest& request, const metric::Catalogue& catalogue);

}  // namespace deskgauge::cli
