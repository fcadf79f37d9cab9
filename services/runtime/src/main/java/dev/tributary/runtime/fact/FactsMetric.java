package dev.tributary.runtime.fact;

import dev.tributary.runtime.metrics.Metric;

/** The metrics of the publisher of facts. */
enum FactsMetric {
  WORKSPACES(
      Metric.counter(
          "tributary.facts.workspaces",
          "workspaces of all rounds of publishing facts, by `outcome`: `published`, `failed` if their facts could not be read or sent, `late` if the round had no time left; the control plane asks for the facts of the last two over HTTP",
          "outcome"));

  private final Metric metric;

  FactsMetric(Metric metric) {
    this.metric = metric;
  }

  Metric metric() {
    return metric;
  }
}
