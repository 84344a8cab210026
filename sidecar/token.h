#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "deskgauge/base/result.h"
#include "deskgauge/time/instant.h"

namespace deskgauge::sidecar {

/// Where a list goes on. Opaque to clients: URL-safe base64 of versioned bytes with a checksum.
struct PageToken {
  std::uint64_t request = 0;     ///< fingerprint of everything else that was asked
  std::int64_t offset = 0;       ///< items before this page
  std::string last;              ///< key of the last item before it, of a list whose items come and go: wins over the offset
  time::Instant at{};            ///< moment all pages are read at
  std::uint64_t epoch = 0;       ///< with `revision`: the state an answer is of, as in RevisionToken
  std::int64_t revision = 0;
};
std::string encode(const PageToken& token);
/// Refuses a damaged token and one of another request: "invalid_page_token".
base::Result<PageToken> decode_page_token(std::string_view text, std::uint64_t request);

/// A point in the life of one desk's state.
struct RevisionToken {
  std::string desk;
  std::uint64_t epoch = 0;       ///< which life: another after a restart or a replaced state
  std::int64_t revision = 0;
};
std::string encode(const RevisionToken& token);
/// Refuses a damaged token: "invalid_revision_token".
base::Result<RevisionToken> decode_revision_token(std::string_view text);

}  // namespace deskgauge::sidecar
