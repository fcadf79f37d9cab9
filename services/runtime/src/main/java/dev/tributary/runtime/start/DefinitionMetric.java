package dev.tributary.runtime.start;

import dev.tributary.runtime.metrics.Metric;

/** The metrics of a service about the definitions that it reads and publishes. */
public enum DefinitionMetric {
  PASSED_OVER(
      Metric.gauge(
          "tributary.definitions.passed.over",
          "definitions on a compacted topic that this service could not read or apply, so that it works without them or with the version before: alarm on any",
          "topic")),
  STALLED(
      Metric.gauge(
          "tributary.definitions.stalled",
          "1 while this service does not read a topic of definitions, because its client could not be created or was closed: it works with old definitions, or is not ready; alarm on any",
          "topic")),
  UNPUBLISHABLE(
      Metric.gauge(
          "tributary.definitions.unpublishable",
          "definitions and entries of the trail of administration that can never be published, because they are too large or for an unknown topic; they stay in the table `definition_outbox`, whose other messages are published: alarm on any")),
  STANDING(
      Metric.gauge(
          "tributary.definitions.standing",
          "1 while the first message of the table `definition_outbox` has waited for a minute: no definition and no entry of the trail of administration leaves the service; alarm on any"));

  private final Metric metric;

  DefinitionMetric(Metric metric) {
    this.metric = metric;
  }

  public Metric metric() {
    return metric;
  }
}
