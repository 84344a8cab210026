#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "deskgauge/definition/load.h"
#include "deskgauge/definition/node.h"

namespace deskgauge::definition {

/// The lines of the files being read, to show and to point into. Refers to the files' texts, which must outlive it. Readable from many
/// threads.
class Sources {
 public:
  explicit Sources(const std::vector<SourceFile>& files);

  /// Without its line break; "" for a line or a file that does not exist.
  std::string_view line(const std::string& file, int number) const;
  int line_count(const std::string& file) const;

  /// Where byte `offset` of a scalar's value was written: quotes and escapes are counted in. A scalar of several lines gives its start.
  Position inside(const Node& scalar, std::size_t offset) const;

 private:
  std::map<std::string, std::vector<std::string_view>, std::less<>> lines_;
};

/// A line as shown under a finding and the caret below it. Long lines are cut around the caret; tabs are kept, so that both align.
std::string excerpt(std::string_view line, int column);

}  // namespace deskgauge::definition
