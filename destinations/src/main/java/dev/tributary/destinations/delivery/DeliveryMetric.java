package dev.tributary.destinations.delivery;

import dev.tributary.runtime.metrics.Metric;

/** What is measured of deliveries. */
enum DeliveryMetric {
  ATTEMPTED(
      Metric.counter(
          "tributary.deliveries", "attempts by what became of them", "connector", "state")),
  LATENCY(
      Metric.timer(
          "tributary.delivery.latency",
          "from the acceptance of what set a delivery off to its delivery; with a histogram",
          "connector"));

  private final Metric metric;

  DeliveryMetric(Metric metric) {
    this.metric = metric;
  }

  Metric metric() {
    return metric;
  }
}
