package dev.tributary.control.alert.object;

/**
 * When an alert rule opens an alert.
 *
 * @param object the id of the watched object
 * @param threshold people, percent, deliveries or minutes, as the kind says
 */
public record Condition(RuleKind kind, String object, long threshold) {}
