package dev.tributary.contracts.definition;

import org.jspecify.annotations.Nullable;

/**
 * What other services need to know of a sync, on {@code syncs}: what it uses, so that nothing in
 * use is deleted.
 *
 * @param from {@code audience}, {@code profiles}, {@code model} or {@code events}
 * @param object the audience's or model's id
 */
public record SyncBody(String destination, String from, @Nullable String object) {}
