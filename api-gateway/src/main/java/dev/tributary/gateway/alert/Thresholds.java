package dev.tributary.gateway.alert;

/**
 * From when on a workspace wants to be warned.
 *
 * @param silentGaps after how many times its usual gap a source counts as silent
 * @param failureShare which share of an hour's deliveries may fail, from 0 to 1
 */
public record Thresholds(int silentGaps, double failureShare) {
  public static final Thresholds DEFAULT = new Thresholds(5, 0.01);
}
