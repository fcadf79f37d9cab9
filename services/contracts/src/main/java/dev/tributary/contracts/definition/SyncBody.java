package dev.tributary.contracts.definition;

import org.jspecify.annotations.Nullable;

/**
 * The fields of a sync that other services need, on {@code syncs}: the objects that it uses, so
 * that none of them is deleted.
 *
 * @param from {@code audience}, {@code profiles}, {@code model} or {@code events}
 * @param object the audience's or model's id
 */
public record SyncBody(String destination, String from, @Nullable String object) {}
