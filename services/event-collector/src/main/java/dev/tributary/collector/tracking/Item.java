package dev.tributary.collector.tracking;

import dev.tributary.contracts.event.ItemFields;
import dev.tributary.contracts.event.Reading.Unreadable;
import org.jspecify.annotations.Nullable;

/**
 * One event of a request.
 *
 * @param bytes as sent
 * @param fields its fields with a meaning; empty if it is not an object
 * @param sender the sender in its own context
 * @param broken the exceeded input limit, or null
 */
@SuppressWarnings("ArrayRecordComponent")
public record Item(byte[] bytes, ItemFields fields, Sender sender, @Nullable Unreadable broken) {}
