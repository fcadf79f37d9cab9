package dev.tributary.gateway.alert;

/**
 * Something that a rule found. Two findings of one kind and object are the same alert.
 *
 * @param object the id of what it is about
 * @param name what people call that
 * @param headline what is wrong, in one sentence
 * @param works what still works
 * @param path where to mend it: a page of the web UI, below the workspace
 */
public record Finding(
    AlertKind kind, String object, String name, String headline, String works, String path) {}
