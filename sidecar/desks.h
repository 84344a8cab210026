#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "sidecar/desk_host.h"

namespace deskgauge::sidecar {

/// All desks of the process, by id. Desks share nothing: each has its engine, its writer and its queue. Any thread.
class Desks {
 public:
  explicit Desks(const Limits& limits) : limits_(limits) {}

  /// Null if there is none.
  std::shared_ptr<DeskHost> find(std::string_view id) const;
  /// A new desk; refuses one that exists ("desk_exists") and more than max_desks ("too_many_desks").
  base::Result<std::shared_ptr<DeskHost>> create(const std::string& id, ActiveDefinitions definitions, engine::Engine engine);
  std::vector<std::shared_ptr<DeskHost>> all() const;   ///< by id
  const Limits& limits() const { return limits_; }

 private:
  Limits const limits_;
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<DeskHost>, std::less<>> hosts_;
};

}  // namespace deskgauge::sidecar
