package dev.tributary.definitions;

import dev.tributary.runtime.definition.Author;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A definition as a version of it was.
 *
 * @param version the number; it grows by one with each change of what a version keeps
 * @param deleted whether this version is the deletion of the object; the content is the last one
 *     before it
 * @param author null where it was not recorded: for versions from before the history was kept, and
 *     for changes that no request made
 * @param at when the version was stored, in real time
 * @param spec without its secrets
 */
public record DefinitionVersion<S>(
    long version,
    String key,
    String name,
    boolean deleted,
    @Nullable Author author,
    Instant at,
    S spec) {}
