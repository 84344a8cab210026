#pragma once
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"

namespace deskgauge::base {

/// Hash map and set of the house. Their order differs from run to run: never iterate one into output or state bytes.
template <class Key, class Value, class Hash = typename absl::flat_hash_map<Key, Value>::hasher>
using FlatMap = absl::flat_hash_map<Key, Value, Hash>;
template <class Key, class Hash = typename absl::flat_hash_set<Key>::hasher>
using FlatSet = absl::flat_hash_set<Key, Hash>;

}  // namespace deskgauge::base
