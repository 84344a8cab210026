#include "sidecar/daemon.h"

int main(int argc, char** argv) {
  auto const options = deskgauge::sidecar::parse_options(argc, argv);
  if (auto const* code = std::get_if<int>(&options)) return *code;
  return deskgauge::sidecar::run_daemon(std::get<deskgauge::sidecar::Options>(options));
}
