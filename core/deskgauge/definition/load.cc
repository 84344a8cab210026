#include "deskgauge/definition/load.h"

#include <algorithm>
#include <deque>

#include "deskgauge/definition/link.h"
#include "deskgauge/definition/read.h"
#include "deskgauge/definition/suppression.h"

namespace deskgauge::definition {
namespace {

/// One text of all files, in their order, that reads as the same definitions.
std::string joined(const std::vector<SourceFile>& files) {
  std::string text;
  for (const SourceFile& file : files) {
    if (!text.empty()) text += "---\n";
    text += file.text;
    if (!text.empty() && text.back() != '\n') text += '\n';
  }
  return text;
}

bool within_limits(const std::vector<SourceFile>& files, const LoadOptions& options, Report& report) {
  std::size_t bytes = 0;
  for (const SourceFile& file : files) bytes += file.text.size();
  if (bytes <= options.max_bytes) return true;
  report.add(RuleId::limit_reached, {files.empty() ? "" : files.front().name, 0, 0},
             "the files hold " + std::to_string(bytes) + " bytes, more than the limit max_bytes of " + std::to_string(options.max_bytes),
             "load fewer files, or raise the limit");
  return false;
}

/// Files are read in the order of their names: what stands first (SLA policies) does not depend on how a folder was listed.
std::vector<SourceFile> sorted(const std::vector<SourceFile>& files) {
  std::vector<SourceFile> result = files;
  std::stable_sort(result.begin(), result.end(), [](const SourceFile& a, const SourceFile& b) { return a.name < b.name; });
  return result;
}

void read_all(const std::vector<SourceFile>& files, const LoadOptions& options, std::deque<Document>& documents, Definitions& definitions,
              Report& report) {
  for (const SourceFile& file : files) {
    std::vector<Diagnostic> findings;
    for (Document& document : parse_yaml(file.name, file.text, findings)) {
      if (document.syntax_error) definitions.has_unread = true;
      else documents.push_back(std::move(document));
    }
    for (Diagnostic& finding : findings) report.add(std::move(finding));
  }
  if (documents.size() > options.max_documents) {
    report.add(RuleId::limit_reached, documents[options.max_documents].root.at,
               "there are " + std::to_string(documents.size()) + " documents, more than the limit max_documents of " +
                   std::to_string(options.max_documents),
               "load fewer, or raise the limit");
    documents.resize(options.max_documents);
  }
  for (const Document& document : documents) read_document(document.root, definitions, report);
}

/// A check may find lints beside the errors that it stands for, so those not wanted are taken out at the end.
void run_rules(const Definitions& definitions, bool lint, Report& report) {
  for (const Rule& rule : rules())
    if (rule.check && (lint || !rule.is_lint())) rule.check(definitions, report);
  if (!lint) std::erase_if(report.findings(), [](const Diagnostic& finding) { return finding.severity != Severity::error; });
}

}  // namespace

Loaded load(const std::vector<SourceFile>& unsorted, const LoadOptions& options) {
  std::vector<SourceFile> const files = sorted(unsorted);
  Sources const sources(files);
  Report report(sources);
  std::deque<Document> documents;
  Definitions definitions;
  if (within_limits(files, options, report)) {
    read_all(files, options, documents, definitions, report);
    run_rules(definitions, options.lint, report);
    apply_suppressions(files, options.lint && report.errors() == 0, report);  // lints pass over what could not be read
  }
  Loaded loaded;
  if (report.errors() == 0) {
    auto catalogue = link(definitions);
    catalogue->text = joined(files);
    loaded.catalogue = std::move(catalogue);
  }
  loaded.diagnostics = std::move(report.findings());
  std::sort(loaded.diagnostics.begin(), loaded.diagnostics.end(), before);
  return loaded;
}

}  // namespace deskgauge::definition
