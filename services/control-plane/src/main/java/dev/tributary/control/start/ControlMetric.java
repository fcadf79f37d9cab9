package dev.tributary.control.start;

import dev.tributary.runtime.metrics.Metric;

/** The metrics of this service. */
enum ControlMetric {
  TRAIL_WAITING(
      Metric.gauge(
          "tributary.trail.waiting.seconds",
          "how long the audit trail could not store what it has read: alarm above 60")),

  FACTS(
      Metric.counter(
          "tributary.alerts.facts",
          "workspaces whose facts a check for alerts has got from another service, by `way`: `topic`, or `http` for those that did not come by the topic `facts`; the gateway has no topic",
          "service",
          "way")),

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
