package dev.tributary.control.start;

import dev.tributary.runtime.metrics.Metric;

/** The metrics of this service. */
enum ControlMetric {
  TRAIL_WAITING(
      Metric.gauge(
          "tributary.trail.waiting.seconds",
          "how long the audit trail could not store what it has read: alarm above 60"));

  private final Metric metric;

  ControlMetric(Metric metric) {
    this.metric = metric;
  }

  Metric metric() {
    return metric;
  }
}
