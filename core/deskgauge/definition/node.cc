#include "deskgauge/definition/node.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <map>
#include <sstream>

#include "deskgauge/definition/rules/rule.h"

namespace deskgauge::definition {
namespace {

constexpr std::size_t kMostNodes = 200'000;  // of one file, aliases resolved: bounds what a chain of aliases can blow up to
constexpr std::size_t kDeepest = 64;

/// Ends a walk from inside the parser's callbacks; never leaves this file.
struct Refused {
  YAML::Mark mark;
  std::string message, hint;
};

/// Builds our tree from the parser's events, one document at a time. A loader of whole trees would drop duplicate keys silently.
class Builder : public YAML::EventHandler {
 public:
  Builder(const std::string& file, int first_line, std::size_t& nodes, std::vector<Diagnostic>& findings)
      : file_(file), first_line_(first_line), nodes_(nodes), findings_(findings) {}

  Position position(const YAML::Mark& mark) const {
    if (mark.is_null()) return {file_, first_line_, 1};
    return {file_, first_line_ + mark.line, mark.column + 1};
  }
  Node take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {
    root_ = {};
    root_.at = {file_, first_line_, 1};
    stack_.clear(), anchors_.clear();
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    leaf({.type = Node::Type::null, .at = position(mark)}, mark, anchor);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
    leaf({.type = Node::Type::scalar, .at = position(mark), .scalar = value, .quoted = tag == "!"}, mark, anchor);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    auto const found = anchors_.find(anchor);
    if (found == anchors_.end()) throw Refused{mark, "an alias stands inside its own anchor", "write the values out"};
    count(mark, size(found->second));
    Node copy = found->second;
    copy.at = position(mark);
    add(std::move(copy), mark);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(Node::Type::sequence, mark, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(Node::Type::mapping, mark, anchor);
  }
  void OnMapEnd() override {
    find_duplicates(stack_.back().node);
    close();
  }

 private:
  struct Level {
    Node node;
    YAML::Mark mark;
    YAML::anchor_t anchor;
    bool has_key = false;  // a mapping whose key was read and whose value comes next
  };

  void leaf(Node node, const YAML::Mark& mark, YAML::anchor_t anchor) {
    count(mark, 1);
    if (anchor) anchors_[anchor] = node;
    add(std::move(node), mark);
  }

  void open(Node::Type type, const YAML::Mark& mark, YAML::anchor_t anchor) {
    count(mark, 1);
    if (stack_.size() >= kDeepest) throw Refused{mark, "the document is nested more than 64 levels deep", "write it flatter"};
    stack_.push_back({{.type = type, .at = position(mark)}, mark, anchor});
  }

  void close() {
    Level level = std::move(stack_.back());
    stack_.pop_back();
    if (level.anchor) anchors_[level.anchor] = level.node;
    add(std::move(level.node), level.mark);
  }

  void add(Node node, const YAML::Mark& mark) {
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    Level& parent = stack_.back();
    if (parent.node.type == Node::Type::sequence) {
      parent.node.items.push_back(std::move(node));
    } else if (parent.has_key) {
      parent.node.members.back().value = std::move(node);
      parent.has_key = false;
    } else {
      if (node.type == Node::Type::sequence || node.type == Node::Type::mapping)
        throw Refused{mark, "a key must be one word", "quote it if it is a text"};
      parent.node.members.push_back({node.type == Node::Type::null ? "null" : node.scalar, node.at, {}});
      parent.has_key = true;
    }
  }

  void find_duplicates(const Node& mapping) {
    std::map<std::string_view, const Node::Member*> seen;
    for (const Node::Member& member : mapping.members) {
      auto const [first, is_new] = seen.emplace(member.key, &member);
      if (is_new) continue;
      Diagnostic finding =
          diagnostic(RuleId::duplicate_key, member.at, "the key \"" + member.key + "\" is written twice", "keep one of them");
      finding.related.push_back({first->second->at, "first written here"});
      findings_.push_back(std::move(finding));
    }
  }

  void count(const YAML::Mark& mark, std::size_t more) {
    nodes_ += more;
    if (nodes_ > kMostNodes)
      throw Refused{mark, "the file holds more than 200000 values, aliases resolved (limit max_nodes)", "split it, or write fewer aliases"};
  }
  static std::size_t size(const Node& node) {
    std::size_t total = 1;
    for (const Node& item : node.items) total += size(item);
    for (const Node::Member& member : node.members) total += 1 + size(member.value);
    return total;
  }

  const std::string& file_;
  int first_line_;
  std::size_t& nodes_;
  std::vector<Diagnostic>& findings_;
  Node root_;
  std::vector<Level> stack_;
  std::map<YAML::anchor_t, Node> anchors_;
};

/// A part of a file between two `---` lines.
struct Part {
  std::string text;
  int first_line = 1;
};

bool is_separator(std::string_view line) {
  if (!line.starts_with("---")) return false;
  return line.find_first_not_of(" \t\r", 3) == line.npos;
}

std::vector<Part> split(const std::string& text) {
  std::vector<Part> parts(1);
  std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  for (int line = 1; at < text.size(); ++line) {
    std::size_t const end = std::min(text.find('\n', at), text.size() - 1) + 1;
    std::string_view const whole(text.data() + at, end - at);
    std::string_view const content = whole.ends_with('\n') ? whole.substr(0, whole.size() - 1) : whole;
    if (is_separator(content)) parts.push_back({"", line + 1});
    else parts.back().text.append(whole);
    at = end;
  }
  return parts;
}

/// The parser ends silently at an 0x04 and passes others on; no definition needs them.
bool has_control_character(const Part& part, const std::string& file, std::vector<Diagnostic>& findings) {
  int line = part.first_line, column = 1;
  for (char c : part.text) {
    auto const byte = static_cast<unsigned char>(c);
    if (byte < 0x20 && c != '\n' && c != '\t' && c != '\r') {
      findings.push_back(
          diagnostic(RuleId::syntax, {file, line, column}, "the file holds the control character " + std::to_string(byte), "remove it"));
      return true;
    }
    if (c == '\n') ++line, column = 1;
    else ++column;
  }
  return false;
}

void parse_part(const Part& part, const std::string& file, std::size_t& nodes, std::vector<Diagnostic>& findings,
                std::vector<Document>& documents) {
  if (has_control_character(part, file, findings)) return documents.push_back({{}, true});
  Builder builder(file, part.first_line, nodes, findings);
  try {
    std::istringstream in(part.text);
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(builder))
      if (Node root = builder.take(); root.type != Node::Type::null) documents.push_back({std::move(root), false});
    return;
  } catch (const YAML::Exception& e) {
    findings.push_back(diagnostic(RuleId::syntax, builder.position(e.mark), "this is not YAML: " + e.msg,
                                  "correct it here or just before; the rest of this document is not read"));
  } catch (const Refused& refused) {
    findings.push_back(diagnostic(RuleId::syntax, builder.position(refused.mark), refused.message, refused.hint));
  }
  documents.push_back({{}, true});
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  for (const Member& member : members)
    if (member.key == key) return &member.value;
  return nullptr;
}

std::vector<Document> parse_yaml(const std::string& file, const std::string& text, std::vector<Diagnostic>& findings) {
  std::vector<Document> documents;
  std::size_t nodes = 0;
  for (const Part& part : split(text)) parse_part(part, file, nodes, findings, documents);
  return documents;
}

}  // namespace deskgauge::definition
