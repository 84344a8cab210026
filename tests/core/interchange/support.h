#pragma once
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "deskgauge/event/check.h"
#include "deskgauge/interchange/import.h"

namespace deskgauge::interchange {

/// What an import gave: its events, each with the line the writer would show, and the report.
struct Imported {
  base::Interner interner;
  std::vector<event::Event> events;
  ImportReport report;
  std::string fault;  ///< reason why the table as a whole does not fit

  std::int64_t count(event::Kind kind) const {
    return std::count_if(events.begin(), events.end(), [&](auto const& e) { return e.kind == kind; });
  }
  std::string text(const event::Event& e, event::Field field) const {
    return event::field_text(e.kind, *event::find_field(e.kind, field), e.get(field), interner);
  }
};

inline std::shared_ptr<const Mapping> mapping_of(const std::string& yaml, const MappingOverrides& overrides = {}) {
  LoadedMapping loaded = load_mapping("mapping.yaml", yaml, overrides);
  for (auto const& d : loaded.diagnostics) ADD_FAILURE() << d.at.line << ":" << d.at.column << " " << d.message << " (" << d.hint << ")";
  return loaded.mapping;
}

/// Imports a text, in portions of the given size; every event must be well-formed and name its subject.
inline void import_text(Imported& out, const std::shared_ptr<const Mapping>& mapping, std::string_view text,
                        std::size_t portion = std::string_view::npos, const ImportLimits& limits = {}) {
  ASSERT_TRUE(mapping);
  Importer importer(
      mapping, out.interner, [&](auto batch) { out.events.insert(out.events.end(), batch.begin(), batch.end()); }, limits);
  base::Result<void> result;
  for (std::size_t i = 0; i < text.size() && result; i += std::min(portion, text.size())) result = importer.feed(text.substr(i, portion));
  if (result) result = importer.finish();
  if (!result) out.fault = result.error().reason;
  out.report = importer.report();
  for (event::Event e : out.events) {
    auto faults = event::complete_subject(e, out.interner);
    if (faults.empty()) faults = event::check(e, out.interner);
    ASSERT_TRUE(faults.empty()) << to_text(e.kind) << " " << base::to_text(faults[0]);
  }
}

}  // namespace deskgauge::interchange
