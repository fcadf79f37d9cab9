package dev.tributary.control.alert;

/**
 * A problem that a rule found. Two findings with the same kind and object are the same alert.
 *
 * @param object the id of the affected object
 * @param name the name of that object
 * @param headline what is wrong, in one sentence
 * @param works what still works
 * @param path the page of the web UI on which to fix it, below the workspace
 */
public record Finding(
    AlertKind kind, String object, String name, String headline, String works, String path) {}
