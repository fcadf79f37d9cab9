package dev.tributary.control.start;

import dev.tributary.runtime.metrics.Metric;

/** The metrics of this service. */
enum ControlMetric {
  TRAIL_WAITING(
      Metric.gauge(
          "tributary.trail.waiting.seconds",
          "how long the audit trail could not store what it has read: alarm above 60")),

  /** Its name is that of the service that counted before, so that alarms and dashboards go on. */
  FAILED_SIGN_INS(
      Metric.counter(
          "tributary.gateway.failed.sign.ins",
          "failed sign-ins in Keycloak's log, of accounts that exist (known) and of names without"
              + " an account (unknown)",
          "account"));

  private final Metric metric;

  ControlMetric(Metric metric) {
    this.metric = metric;
  }

  Metric metric() {
    return metric;
  }
}
