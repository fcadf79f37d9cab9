package dev.tributary.runtime.quarantine;

import dev.tributary.runtime.metrics.Metric;

/** The metrics of a service's quarantine. */
enum QuarantineMetric {
  WAITING(
      Metric.gauge(
          "tributary.quarantine.waiting",
          "messages in quarantine that are not redriven; `scope` is `workspace`, or `installation` for those of no workspace that exists, which only an operator can see: alarm on any of these",
          "service",
          "scope"));

  private final Metric metric;

  QuarantineMetric(Metric metric) {
    this.metric = metric;
  }

  Metric metric() {
    return metric;
  }
}
