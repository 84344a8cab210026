#include "sidecar/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "deskgauge/base/bytes.h"
#include "sidecar/snapshot_restore.h"

namespace deskgauge::sidecar {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kMagic = "deskgauge-desks-1\n";

base::Unexpected cannot(std::string what, const std::string& path, const std::string& cause) {
  return base::unexpected(base::Code::not_found, "file_unreadable", "Cannot " + what + ": " + cause, "path", path,
                          "Check that it exists and that this user may use it.");
}

base::Result<void> failed(const std::string& path) { return cannot("write", path, std::strerror(errno)); }

bool is_definition(const fs::path& path) {
  return !path.filename().string().starts_with(".") && (path.extension() == ".yaml" || path.extension() == ".yml");
}

/// Writes to an open file and makes it last.
bool write_all(int file, const std::string& bytes) {
  for (std::size_t done = 0; done < bytes.size();) {
    ssize_t const n = ::write(file, bytes.data() + done, bytes.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    done += static_cast<std::size_t>(n);
  }
  return ::fsync(file) == 0;
}

base::Unexpected damaged() {
  return base::unexpected(base::Code::data_loss, "snapshot_corrupt", "The bytes of the snapshot file are damaged", "snapshot", {},
                          "Use another copy of the file.");
}

}  // namespace

base::Result<std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return cannot("read", path, std::strerror(errno));
  std::string bytes(std::istreambuf_iterator<char>(in), {});
  if (in.bad()) return cannot("read", path, "the file system reports a fault");
  return bytes;
}

base::Result<void> write_file(const std::string& path, const std::string& bytes) {
  std::string const fresh = path + ".new";
  int const file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return failed(fresh);
  bool const written = write_all(file, bytes);
  if (::close(file) != 0 || !written) return failed(fresh);
  if (::rename(fresh.c_str(), path.c_str()) != 0) return failed(path);
  auto const parent = fs::path(path).parent_path();
  int const folder = ::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {
    ::fsync(folder);
    ::close(folder);
  }
  return {};
}

base::Result<std::vector<definition::SourceFile>> read_definition_files(const std::string& folder) {
  std::error_code fault;
  std::vector<fs::path> paths;
  for (fs::recursive_directory_iterator it(folder, fault), end; !fault && it != end; it.increment(fault))
    if (it->is_regular_file(fault) && is_definition(it->path())) paths.push_back(it->path());
  if (fault) return cannot("read", folder, fault.message());
  if (paths.empty()) return cannot("find definitions in", folder, "there is no .yaml file");
  std::sort(paths.begin(), paths.end());
  std::vector<definition::SourceFile> files;
  for (const fs::path& path : paths) {
    DESKGAUGE_ASSIGN(text, read_file(path.string()));
    files.push_back({path.lexically_relative(folder).string(), std::move(text)});
  }
  return files;
}

std::string pack_desks(const Desks& desks) {
  base::Writer out;
  out.raw(kMagic);
  auto const hosts = desks.all();
  out.u64(hosts.size());
  for (auto const& host : hosts) {
    out.text(host->name());
    out.text(host->read([](const engine::Engine& engine, const ActiveDefinitions&) {
      return engine.snapshot(engine.cells_only() ? engine::SnapshotKind::cells : engine::SnapshotKind::full);
    }));
  }
  out.u64(base::fingerprint(out.bytes()));
  return out.take();
}

base::Result<std::vector<std::string>> unpack_desks(const std::string& bytes, const std::string& plain_desk, Desks& desks) {
  std::vector<std::pair<std::string, Restored>> restored;
  if (!bytes.starts_with(kMagic)) {
    DESKGAUGE_ASSIGN(one, restore_snapshot(bytes));
    restored.emplace_back(plain_desk, std::move(one));
  } else {
    base::Reader in(std::string_view(bytes).substr(kMagic.size()));
    for (std::uint64_t n = in.count(); n > 0 && in.ok(); --n) {
      std::string id(in.text());
      DESKGAUGE_ASSIGN(one, restore_snapshot(in.text()));
      restored.emplace_back(std::move(id), std::move(one));
    }
    std::size_t const sealed = bytes.size() - in.left();
    std::uint64_t const checksum = in.u64();
    if (!in.ok() || !in.at_end() || checksum != base::fingerprint(std::string_view(bytes).substr(0, sealed))) return damaged();
  }
  std::vector<std::string> ids;
  for (auto& [id, state] : restored) {
    DESKGAUGE_TRY(install(desks, id, std::move(state)));
    ids.push_back(id);
  }
  return ids;
}

}  // namespace deskgauge::sidecar
