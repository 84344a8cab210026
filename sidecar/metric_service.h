#pragma once
#include "deskgauge/v1/metric_service.grpc.pb.h"
#include "sidecar/backend.h"

namespace deskgauge::sidecar {

/// Numbers out: each method checks, converts, asks the desk and converts back, on a thread of the pool. Owns nothing; any thread.
class MetricService final : public v1::MetricService::CallbackService {
 public:
  explicit MetricService(Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* GetMetric(grpc::CallbackServerContext*, const v1::GetMetricRequest*, v1::GetMetricResponse*) override;
  grpc::ServerUnaryReactor* ListMetrics(grpc::CallbackServerContext*, const v1::ListMetricsRequest*, v1::ListMetricsResponse*) override;
  grpc::ServerUnaryReactor* QueryMetrics(grpc::CallbackServerContext*, const v1::QueryMetricsRequest*, v1::QueryMetricsResponse*) override;
  grpc::ServerUnaryReactor* ExplainValue(grpc::CallbackServerContext*, const v1::ExplainValueRequest*, v1::ExplainValueResponse*) override;

 private:
  Backend& backend_;
};

}  // namespace deskgauge::sidecar
