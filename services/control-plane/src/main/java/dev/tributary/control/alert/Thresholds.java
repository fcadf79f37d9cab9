package dev.tributary.control.alert;

/**
 * The thresholds of a workspace for alerts.
 *
 * @param silentGaps a source counts as silent after this many times its usual gap between events
 * @param failureShare the share of an hour's deliveries that may fail, from 0 to 1
 */
public record Thresholds(int silentGaps, double failureShare) {
  public static final Thresholds DEFAULT = new Thresholds(5, 0.01);
}
