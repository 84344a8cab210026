#include "sidecar/token.h"

#include <absl/strings/escaping.h>

#include "deskgauge/base/bytes.h"

namespace deskgauge::sidecar {
namespace {

enum class TokenKind : std::uint64_t { page = 1, revision = 2 };
constexpr std::uint64_t kVersion = 2;

std::string seal(TokenKind kind, const base::Writer& body) {
  base::Writer out;
  out.u64(kVersion);
  out.u64(static_cast<std::uint64_t>(kind));
  out.text(body.bytes());
  out.u64(base::fingerprint(out.bytes()));
  return absl::WebSafeBase64Escape(out.bytes());
}

/// The body, or false for anything that seal() of this version and kind did not write.
bool open(TokenKind kind, std::string_view text, std::string& body) {
  std::string bytes;
  if (text.size() > 4096 || !absl::WebSafeBase64Unescape({text.data(), text.size()}, &bytes)) return false;
  base::Reader in(bytes);
  std::uint64_t const version = in.u64(), found = in.u64();
  body = std::string(in.text());
  std::size_t const sealed = bytes.size() - in.left();
  std::uint64_t const checksum = in.u64();
  return in.ok() && in.at_end() && version == kVersion && found == static_cast<std::uint64_t>(kind) &&
         checksum == base::fingerprint(std::string_view(bytes).substr(0, sealed));
}

base::Unexpected refused(std::string reason, std::string field, std::string message, std::string remedy) {
  return base::unexpected(base::Code::invalid_argument, std::move(reason), std::move(message), std::move(field), {}, std::move(remedy));
}

}  // namespace

std::string encode(const PageToken& token) {
  base::Writer body;
  body.u64(token.request);
  body.i64(token.offset);
  body.text(token.last);
  body.i64(token.at.ms);
  body.u64(token.epoch);
  body.i64(token.revision);
  return seal(TokenKind::page, body);
}

base::Result<PageToken> decode_page_token(std::string_view text, std::uint64_t request) {
  std::string body;
  bool sound = open(TokenKind::page, text, body);
  base::Reader in(body);
  PageToken token;
  token.request = in.u64();
  token.offset = in.i64();
  token.last = std::string(in.text());
  token.at.ms = in.i64();
  token.epoch = in.u64();
  token.revision = in.i64();
  sound = sound && in.ok() && in.at_end() && token.offset >= 0;
  if (!sound)
    return refused("invalid_page_token", "page_token", "The page token is damaged", "Ask for the first page again.");
  if (token.request != request)
    return refused("invalid_page_token", "page_token", "The page token belongs to another request",
                   "Repeat the request of the first page with nothing but page_token and page_size changed.");
  return token;
}

std::string encode(const RevisionToken& token) {
  base::Writer body;
  body.text(token.desk);
  body.u64(token.epoch);
  body.i64(token.revision);
  return seal(TokenKind::revision, body);
}

base::Result<RevisionToken> decode_revision_token(std::string_view text) {
  std::string body;
  bool sound = open(TokenKind::revision, text, body);
  base::Reader in(body);
  RevisionToken token;
  token.desk = std::string(in.text());
  token.epoch = in.u64();
  token.revision = in.i64();
  sound = sound && in.ok() && in.at_end();
  if (!sound)
    return refused("invalid_revision_token", "consistency.at_least", "The revision token is damaged",
                   "Give it back as the acknowledgement carried it.");
  return token;
}

}  // namespace deskgauge::sidecar
