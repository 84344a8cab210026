#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "deskgauge/event/event.h"
#include "deskgauge/interchange/mapping.h"

namespace deskgauge::interchange {

struct ImportLimits {
  std::size_t max_row_bytes = 1 << 20;    ///< "max_row_bytes"
  std::size_t max_quarantined = 100'000;  ///< rows kept with their text; the rest is counted
  std::size_t batch_events = 2048;        ///< events handed over at a time
};

/// A row that gave no event, and why.
struct Quarantined {
  std::int64_t row = 0;  ///< 1-based, the header not counted
  std::string reason;    ///< negative_duration, unmapped_value, missing_value, malformed_instant, column_count …
  std::string field;     ///< column or field at fault
  std::string value;
  std::string text;  ///< the row as it stands in the file
};

struct ImportReport {
  std::int64_t rows = 0;           ///< data rows read; rows = used + without_event + skipped + quarantined
  std::int64_t used = 0;           ///< gave an event, now or at the end of the file
  std::int64_t without_event = 0;  ///< no event's `when` and time applied
  std::int64_t skipped = 0;        ///< did not meet `where`
  std::int64_t quarantined = 0;
  std::int64_t events = 0;
  std::int64_t entities = 0;     ///< different texts in the entity's column
  std::int64_t moved_times = 0;  ///< times read as their not_before
  std::map<std::string, std::int64_t> quarantined_by_reason;
  std::vector<Quarantined> quarantine;
};

/// Rows of CSV or JSON to events, as a Mapping says. Bytes come in any portions; events go out in batches whose memory is used again, so a
/// file of any size needs little. Every row is all or nothing: what cannot be read goes into quarantine with its reason and costs nothing
/// else. Equal bytes give equal events. One thread at a time; interner and sink must live as long as it does.
class Importer {
 public:
  /// Takes a batch; the events are valid during the call only.
  using Sink = std::function<void(std::span<const event::Event>)>;

  Importer(std::shared_ptr<const Mapping> mapping, base::Interner& interner, Sink sink, const ImportLimits& limits = {});
  ~Importer();
  Importer(Importer&&) noexcept;
  Importer& operator=(Importer&&) noexcept;

  /// Fails where the table as a whole does not fit: a column of the mapping that the header lacks ("unknown_column") or has twice
  /// ("duplicate_column"), a JSON file that is neither an array nor lines of objects. Then nothing more is read.
  base::Result<void> feed(std::string_view bytes);
  /// The end of the file: the last row, then the events of last rows.
  base::Result<void> finish();
  const ImportReport& report() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The quarantined rows as a CSV file (row, reason, field, value, text) for people to repair.
std::string to_csv(const std::vector<Quarantined>& rows);

}  // namespace deskgauge::interchange
