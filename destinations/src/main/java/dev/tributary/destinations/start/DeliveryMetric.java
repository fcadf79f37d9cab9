package dev.tributary.destinations.start;

import dev.tributary.runtime.metrics.Metric;

/** The metrics of deliveries. */
enum DeliveryMetric {
  ATTEMPTED(
      Metric.counter(
          "tributary.deliveries", "attempts by what became of them", "connector", "state")),
  LATENCY(
      Metric.timer(
          "tributary.delivery.latency",
          "from the acceptance of what set a delivery off to its delivery; with a histogram",
          "connector")),
  UNREADABLE(
      Metric.gauge(
          "tributary.definitions.unreadable",
          "destinations and syncs that this version cannot read and leaves out: alarm above 0")),
  CORRECTED(
      Metric.counter(
          "tributary.delivery.counts.corrected",
          "numbers of deliveries by sync and state that differed from the ledger and were"
              + " corrected: alarm on any"));

  private final Metric metric;

  DeliveryMetric(Metric metric) {
    this.metric = metric;
  }

  Metric metric() {
    return metric;
  }
}
