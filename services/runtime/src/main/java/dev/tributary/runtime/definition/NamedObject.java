package dev.tributary.runtime.definition;

/**
 * An object that a request has found by its id or its key, with its name at that time.
 *
 * @param kind as in paths and codes: {@code audience}
 */
public record NamedObject(String kind, String id, String key, String name) {}
