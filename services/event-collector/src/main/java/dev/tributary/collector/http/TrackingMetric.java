package dev.tributary.collector.http;

import dev.tributary.runtime.metrics.Metric;

/** The metrics of the tracking API. */
enum TrackingMetric {
  ACCEPTED(
      Metric.counter(
          "tributary.collector.events.accepted",
          "events that are durably in the log, quarantined ones included")),
  QUARANTINED(
      Metric.counter(
          "tributary.collector.events.quarantined",
          "accepted events that were quarantined",
          "reason")),
  REFUSED(
      Metric.counter(
          "tributary.collector.requests.refused",
          "requests that were not accepted, by error code; pixels too, although they get their image",
          "reason")),
  ACKNOWLEDGEMENT(
      Metric.timer(
          "tributary.collector.acknowledgement",
          "from a request's last byte to the log's last acknowledgement; with a histogram"));

  private final Metric metric;

  TrackingMetric(Metric metric) {
    this.metric = metric;
  }

  Metric metric() {
    return metric;
  }
}
