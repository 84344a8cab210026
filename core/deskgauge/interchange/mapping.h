#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "deskgauge/definition/diagnostic.h"
#include "deskgauge/event/event.h"
#include "deskgauge/interchange/time_format.h"

namespace deskgauge::interchange {

/// Position in Mapping::columns.
using ColumnId = std::size_t;

/// What a native text becomes; nullopt = absent.
using ValueMap = std::map<std::string, std::optional<std::string>, std::less<>>;

/// How the value of a field comes from a row.
struct Expression {
  enum class Kind : std::uint8_t {
    constant,  ///< `text`
    column,    ///< the column's text
    pieces,    ///< "{number}-opened": texts and columns in turn
    row,       ///< a number that no other event of the file has
    parts,     ///< of an object or rows: the expressions of the columns, row by row
  };
  /// A piece of a template: its text, then a column if there is one.
  struct Piece {
    std::string text;
    std::optional<ColumnId> column;
  };
  Kind kind = Kind::constant;
  std::string text;
  ColumnId column = 0;
  std::vector<Piece> pieces;
  std::vector<std::optional<Expression>> parts;
  std::shared_ptr<const ValueMap> values;  ///< null = the text as it is
  bool has_otherwise = false;              ///< `default` is given for texts that `values` does not list
  std::optional<std::string> otherwise;    ///< nullopt with has_otherwise: absent
  std::string split = ",";                 ///< between the items of a list
  std::optional<TimeFormat> format;        ///< of an instant
  std::optional<time::Zone> zone;
  std::optional<ColumnId> plus;  ///< a time: this column's duration later
  std::int64_t plus_unit_ms = 1;
};

/// One comparison of `when`; all of a condition must hold.
struct Term {
  enum class Kind : std::uint8_t { in, not_in, missing, present, changed, first, not_first, status_in, status_not_in };
  Kind kind = Kind::first;
  ColumnId column = 0;
  std::vector<std::string> words;  ///< in, not_in
  std::uint16_t statuses = 0;      ///< bit per event::Status; bit 15 = the entity has none yet
  std::vector<ColumnId> columns;   ///< changed: any of them
};
using Condition = std::vector<Term>;

/// Makes one event of a row.
struct EventRule {
  event::Kind kind = event::Kind::count_;
  Condition when;
  bool last_row = false;  ///< only the entity's last row counts; emitted at the end of the file
  Expression time, id;
  std::optional<Expression> not_before;  ///< an earlier time is read as this one
  std::optional<Expression> subject, revision, recorded_time;
  std::vector<std::pair<const event::FieldSpec*, Expression>> fields;
};

enum class TableFormat : std::uint8_t { csv, json };
enum class Sequence : std::uint8_t { none, file_order };

/// How the rows of a table become events; data, checked and immutable once loaded.
struct Mapping {
  std::string name, label, source;
  TableFormat format = TableFormat::csv;
  char delimiter = ',';
  Sequence sequence = Sequence::none;
  std::vector<std::string> columns;                       ///< every column the mapping reads
  std::vector<bool> optional;                             ///< by ColumnId: the file may lack the column; its values are missing then
  std::vector<std::string> missing;                       ///< texts that mean "no value"; the empty text always does
  std::optional<ColumnId> entity;                         ///< rows with the same text here belong together
  Condition where;                                        ///< rows that do not meet it are skipped
  std::vector<std::pair<ColumnId, std::string>> initial;  ///< what `changed` compares an entity's first row with
  std::vector<std::vector<Expression>> in_order;          ///< times that must not run backwards, else "negative_duration"
  std::vector<EventRule> events;
};

struct LoadedMapping {
  std::shared_ptr<const Mapping> mapping;           ///< null if any finding is an error
  std::vector<definition::Diagnostic> diagnostics;  ///< sorted
};

/// What the one who imports knows better than the mapping, above all the zone of a preset. Empty = as the mapping says.
struct MappingOverrides {
  std::string zone, source;
};

/// Reads the first document of kind Mapping of a YAML text (docs: examples/mappings). Never throws; reports every finding.
LoadedMapping load_mapping(const std::string& file, const std::string& text, const MappingOverrides& overrides = {});

/// The text of a mapping that comes with the library: "generic-csv", "servicenow", "zendesk"; nullopt for another name.
std::optional<std::string_view> preset_mapping(std::string_view name);
std::vector<std::string_view> preset_names();

}  // namespace deskgauge::interchange
