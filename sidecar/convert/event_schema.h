#pragma once
#include <google/protobuf/descriptor.h>

#include <string>
#include <string_view>
#include <vector>

#include "deskgauge/base/result.h"
#include "deskgauge/event/vocabulary.h"

namespace deskgauge::sidecar::convert {

/// A field of the vocabulary and the field of the wire that carries it.
struct FieldBinding {
  const event::FieldSpec* field = nullptr;
  const google::protobuf::FieldDescriptor* wire = nullptr;
  std::vector<const google::protobuf::FieldDescriptor*> columns;   ///< of rows and objects, in the order of the vocabulary
};

/// An event type and the member of `v1.Event.body` that carries it.
struct KindBinding {
  const google::protobuf::FieldDescriptor* body = nullptr;
  std::vector<FieldBinding> fields;
};

/// The vocabulary and the protos, matched by name once at start: the one table events are converted by. Immutable; any thread.
class EventSchema {
 public:
  /// Refuses, naming both sides, if the vocabulary and the protos do not match exactly; every field, word and type is looked at.
  static base::Result<EventSchema> build();

  const KindBinding& binding(event::Kind kind) const { return kinds_[static_cast<std::size_t>(kind)]; }
  /// By the field number of the set member of `body`; count_ for a number without a type.
  event::Kind kind(int body_number) const;
  /// A field path of the core ("time", "due_at", "answers[2].value") as a path below the event ("event_time", "invoice_issued.due_time").
  std::string wire_path(event::Kind kind, std::string_view core_path) const;

 private:
  EventSchema() = default;
  std::vector<KindBinding> kinds_;
  std::vector<event::Kind> by_number_;
};

/// How the wire spells a name of the vocabulary: instants end in `_time`.
std::string wire_name(std::string_view name, event::ValueType type);

}  // namespace deskgauge::sidecar::convert
