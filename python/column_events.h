#pragma once
#include <map>
#include <optional>
#include <vector>

#include "columns.h"
#include "deskgauge/base/error.h"
#include "deskgauge/event/event.h"

namespace deskgauge::python {

/// Turns columns into events of one engine, a range of rows at a time, column by column: an integer or a dictionary code becomes a symbol
/// without any Python object. Needs no interpreter lock. Borrows both arguments.
class ColumnEvents {
 public:
  ColumnEvents(const Columns& columns, base::Interner& interner);

  /// Why the columns cannot be events at all: no type, id, source or time.
  std::optional<base::Error> missing_column() const;

  /// Fills events[0 … to-from) from rows [from, to); reuses their memory. Rows with a wrong value are in faults().
  void fill(std::size_t from, std::size_t to, std::vector<event::Event>& events);
  /// Row -> its first fault, of the last fill.
  const std::map<std::size_t, base::Error>& faults() const { return faults_; }

 private:
  /// A column read as one field of one event type, or as a part of the envelope.
  struct Reader {
    const Column* column = nullptr;
    event::FieldSpec field{};
    std::string name;
    std::vector<base::Symbol> table;                  ///< words: symbol for each, none where faulty
    std::map<std::size_t, base::Error> table_faults;  ///< words: position -> why it is refused
  };
  using Rows = std::vector<std::uint32_t>;

  Reader reader(const Column& column, const event::FieldSpec& field);
  void read_types();
  const std::vector<Reader>& readers_of(event::Kind kind);
  std::map<std::size_t, Rows> rows_by_kind(std::size_t from, std::size_t to);
  template <class Put>
  void each(const Reader& reader, std::size_t from, const Rows& rows, Put put);
  base::Symbol of_integer(const Reader& reader, std::size_t row, std::int64_t value);
  base::Symbol of_float(const Reader& reader, std::size_t row, double value);
  void fill_envelope(std::size_t from, const Rows& rows, std::vector<event::Event>& events);
  void fill_payload(event::Kind kind, std::size_t from, const Rows& rows, std::vector<event::Event>& events);
  void fill_subject(std::size_t from, const Rows& rows, std::vector<event::Event>& events);
  void fault(std::size_t row, base::Error error);
  void refuse(std::size_t row, const Reader& reader, std::string value, std::string message, std::string remedy);

  const Columns& columns_;
  base::Interner& interner_;
  std::vector<std::optional<event::Kind>> types_;  ///< of the words of the column `type`
  std::map<event::Kind, std::vector<Reader>> readers_;
  std::optional<Reader> id_, source_, sequence_, time_, recorded_time_, revision_;
  std::map<std::size_t, base::Error> faults_;
};

/// Leaves only the events without a fault; returns their rows. events[0] is row `from`.
std::vector<std::size_t> drop_faulty(std::vector<event::Event>& events, std::size_t from, const std::map<std::size_t, base::Error>& faults);

}  // namespace deskgauge::python
