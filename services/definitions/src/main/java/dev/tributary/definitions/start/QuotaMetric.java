package dev.tributary.definitions.start;

import dev.tributary.runtime.metrics.Metric;

/** The metrics of a service about the limits of workspaces. */
public enum QuotaMetric {
  NEARLY_REACHED(
      Metric.counter(
          "tributary.quota.nearly.reached",
          "objects that were created when their workspace had 80 % or more of its limit; the log names the workspace and the setting",
          "kind"));

  private final Metric metric;

  QuotaMetric(Metric metric) {
    this.metric = metric;
  }

  public Metric metric() {
    return metric;
  }
}
