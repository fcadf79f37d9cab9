package dev.tributary.runtime.loop;

import dev.tributary.runtime.metrics.Metric;

/** The metrics of a loop, under their usual names. */
enum LoopMetric {
  RECORDS(Metric.counter("tributary.loop.records", "records polled, repeats included", "consumer")),
  FAILURES(
      Metric.counter(
          "tributary.loop.failures",
          "polls that had to be repeated because something failed",
          "consumer")),
  FENCED(
      Metric.counter(
          "tributary.loop.fenced",
          "transactions refused because another instance took over",
          "consumer")),
  LOST_RECORDS(
      Metric.counter(
          "tributary.loop.lost.records",
          "records that retention deleted before they were applied: alarm on any",
          "consumer")),
  POLL(
      Metric.timer(
          "tributary.loop.poll",
          "from the beginning of a poll's transaction until it is published",
          "consumer")),
  STANDING(
      Metric.gauge(
          "tributary.loop.standing",
          "partitions whose position has not moved for a minute although there is more to read: alarm on any",
          "consumer")),
  AHEAD(
      Metric.gauge(
          "tributary.loop.ahead",
          "partitions that are read ahead, because their time lags by more than five seconds",
          "consumer")),
  LAG(Metric.gauge("tributary.loop.lag", "records that this member has yet to poll", "consumer"));

  private final Metric metric;

  LoopMetric(Metric metric) {
    this.metric = metric;
  }

  Metric metric() {
    return metric;
  }
}
