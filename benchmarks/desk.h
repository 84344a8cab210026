#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "deskgauge/engine/engine.h"
#include "stream.h"

namespace deskgauge::benchmark {

/// Definitions from files; prints the findings and ends the program where they do not load.
std::shared_ptr<const metric::Catalogue> load_definitions(const std::vector<std::string>& paths);

/// Deliveries as events of one engine: what a door hands to the core. A rating gives two, the invitation and the answer.
class EventMaker {
 public:
  explicit EventMaker(base::Interner& interner);
  void add(const Delivery& delivery, std::vector<event::Event>& out);

 private:
  base::Symbol word(event::Kind kind, event::Field field, std::string_view text);
  event::Event& begin(event::Kind kind, const Delivery& delivery, std::vector<event::Event>& out);
  void message(const Delivery& delivery, std::vector<event::Event>& out);
  void status(const Delivery& delivery, std::vector<event::Event>& out);
  void rating(const Delivery& delivery, std::vector<event::Event>& out);

  base::Interner& interner_;
  base::Symbol source_, edited_, yes_, version_, csat_, scale_;
  std::vector<base::Symbol> channels_, priorities_, scores_;
};

std::vector<event::Event> make_events(std::span<const Delivery> stream, base::Interner& interner);

}  // namespace deskgauge::benchmark
