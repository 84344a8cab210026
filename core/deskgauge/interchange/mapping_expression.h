#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "deskgauge/base/symbol.h"
#include "deskgauge/interchange/mapping.h"
#include "deskgauge/interchange/mapping_findings.h"

namespace deskgauge::interchange {

/// Reads the expressions of a mapping: a column's name, or {column | constant | template: …} with `values`, `default`, `split`, `format`
/// and `zone`. Each returns nullopt after a finding.
class ExpressionReader {
 public:
  ExpressionReader(MappingFindings& findings, Mapping& mapping) : findings_(findings), mapping_(mapping) {}

  /// spec.zone (or the zone given instead), spec.time_format and spec.values.
  void read_defaults(const definition::Node& spec, std::string_view zone_override);
  ColumnId column(std::string_view name);
  std::optional<Expression> text(const definition::Node& node, const std::string& path);  ///< also "row"
  std::optional<Expression> time(const definition::Node& node, const std::string& path);
  std::optional<Expression> value(const definition::Node& node, const event::FieldSpec& field, const std::string& path);

 private:
  std::optional<Expression> scalar(const definition::Node& node, event::ValueType type, std::span<const std::string_view> choices,
                                   const std::string& path);
  std::optional<Expression> parts(const definition::Node& node, const event::FieldSpec& field, const std::string& path);
  bool object(const definition::Node& node, const event::FieldSpec& field, const std::string& path, Expression& out);
  bool read_source(const definition::Node& node, const std::string& path, Expression& out);
  bool read_template(const definition::Node& node, const std::string& path, Expression& out);
  void read_values(const definition::Node& node, const std::string& path, Expression& out);
  std::shared_ptr<const ValueMap> value_map(const definition::Node& node, const std::string& path);
  void check_words(const definition::Node& node, event::ValueType type, std::span<const std::string_view> choices, const std::string& path,
                   const Expression& expression);
  bool read_plus(const definition::Node& node, const std::string& path, Expression& out);
  bool time_options(const definition::Node& node, const std::string& path, Expression& out);
  std::optional<TimeFormat> format(const definition::Node& node, const std::string& path);
  std::optional<time::Zone> zone(const definition::Node& node, const std::string& path);

  MappingFindings& findings_;
  Mapping& mapping_;
  std::optional<TimeFormat> default_format_;
  std::optional<time::Zone> default_zone_;
  bool zone_reported_ = false;
  std::map<std::string, std::shared_ptr<const ValueMap>, std::less<>> named_values_;
  base::Interner scratch_;  ///< for checking constants; nothing of it stays
};

}  // namespace deskgauge::interchange
