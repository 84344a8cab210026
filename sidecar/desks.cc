#include "sidecar/desks.h"

namespace deskgauge::sidecar {

std::shared_ptr<DeskHost> Desks::find(std::string_view id) const {
  std::lock_guard const lock(mutex_);
  auto const it = hosts_.find(id);
  return it == hosts_.end() ? nullptr : it->second;
}

base::Result<std::shared_ptr<DeskHost>> Desks::create(const std::string& id, ActiveDefinitions definitions, engine::Engine engine) {
  std::lock_guard const lock(mutex_);
  if (hosts_.contains(id))
    return base::unexpected(base::Code::precondition, "desk_exists", "The desk exists already", "parent", id);
  if (hosts_.size() >= limits_.max_desks)
    return base::unexpected(base::Code::exhausted, "too_many_desks", "There are as many desks as max_desks allows", "parent", id,
                            "Run another server for more desks.");
  if (definitions.revision == 0) definitions.revision = 1;
  auto host = std::make_shared<DeskHost>(id, std::move(definitions), std::move(engine), limits_);
  hosts_.emplace(id, host);
  return host;
}

std::vector<std::shared_ptr<DeskHost>> Desks::all() const {
  std::lock_guard const lock(mutex_);
  std::vector<std::shared_ptr<DeskHost>> hosts;
  for (auto const& [id, host] : hosts_) hosts.push_back(host);
  return hosts;
}

}  // namespace deskgauge::sidecar
