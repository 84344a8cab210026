#include "files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>

#include "report.h"

namespace deskgauge::cli {
namespace {

namespace fs = std::filesystem;

base::Unexpected unreadable(const std::string& path, const std::string& message, std::string remedy) {
  return base::unexpected(base::Code::not_found, "unreadable_file", message, "file", path, std::move(remedy));
}

bool is_yaml(const fs::path& path) { return path.extension() == ".yaml" || path.extension() == ".yml"; }
bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

base::Result<std::vector<std::string>> files_below(const std::string& folder) {
  std::vector<std::string> found;
  std::error_code fault;
  fs::recursive_directory_iterator it(folder, fault), end;
  for (; !fault && it != end; it.increment(fault)) {
    if (is_hidden(it->path()) && it->is_directory()) it.disable_recursion_pending();
    else if (!is_hidden(it->path()) && is_yaml(it->path()) && it->is_regular_file())
      found.push_back(it->path().lexically_normal().generic_string());
  }
  if (fault) return unreadable(folder, "The folder cannot be read: " + fault.message(), "Check its permissions.");
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

base::Result<void> read_chunks(const std::string& path, const std::function<void(std::string_view)>& take) {
  std::error_code fault;
  std::ifstream file;
  if (path != "-") {
    if (fs::is_directory(path, fault)) return unreadable(path, "This is a folder, not a file", "Name a file in it.");
    file.open(path, std::ios::binary);
    if (!file) return unreadable(path, "The file cannot be opened", "Check the path and its permissions.");
  }
  std::istream& in = path == "-" ? std::cin : file;
  std::vector<char> buffer(std::size_t{1} << 20);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())), in.gcount() > 0)
    take({buffer.data(), static_cast<std::size_t>(in.gcount())});
  if (in.bad()) return unreadable(path, "The file cannot be read to its end", "Check the disk.");
  return {};
}

base::Result<std::string> read_file(const std::string& path) {
  std::string text;
  DESKGAUGE_TRY(read_chunks(path, [&](std::string_view chunk) { text.append(chunk); }));
  return text;
}

base::Result<std::vector<definition::SourceFile>> read_definitions(const std::vector<std::string>& paths) {
  std::vector<std::string> names;
  for (const std::string& path : paths) {
    std::error_code fault;
    if (path != "-" && fs::is_directory(path, fault)) {
      DESKGAUGE_ASSIGN(below, files_below(path));
      names.insert(names.end(), below.begin(), below.end());
    } else {
      names.push_back(path);
    }
  }
  std::vector<definition::SourceFile> files;
  std::set<std::string> seen;
  for (const std::string& name : names) {
    if (!seen.insert(name).second) continue;
    DESKGAUGE_ASSIGN(text, read_file(name));
    files.push_back({name == "-" ? "<stdin>" : name, std::move(text)});
  }
  if (files.empty())
    return unreadable(paths.empty() ? "." : paths.front(), "There are no .yaml files",
                      "Name the folder of the definitions, or start one with deskgauge init.");
  return files;
}

base::Result<std::shared_ptr<const metric::Catalogue>> load_definitions(const std::vector<std::string>& paths, Console& console) {
  DESKGAUGE_ASSIGN(files, read_definitions(paths));
  definition::Loaded loaded = definition::load(files, {.lint = false});
  if (!loaded.ok()) report_findings_text(console.err(), console, loaded.diagnostics, files);
  return loaded.catalogue;
}

}  // namespace deskgauge::cli
