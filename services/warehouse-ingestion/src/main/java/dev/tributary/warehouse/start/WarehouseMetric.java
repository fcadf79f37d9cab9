package dev.tributary.warehouse.start;

import dev.tributary.runtime.metrics.Metric;

/** The metrics of this service. */
enum WarehouseMetric {
  SCHEDULE_AGE(
      Metric.gauge(
          "tributary.schedules.age.seconds",
          "time since every model's schedule was last looked at: alarm above 60"));

  private final Metric metric;

  WarehouseMetric(Metric metric) {
    this.metric = metric;
  }

  Metric metric() {
    return metric;
  }
}
