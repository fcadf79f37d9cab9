package dev.tributary.collector.tracking;

import dev.tributary.contracts.event.ItemFields;
import dev.tributary.contracts.event.Reading.Unreadable;
import org.jspecify.annotations.Nullable;

/**
 * One event of a request.
 *
 * @param bytes as sent
 * @param fields what it says; empty if it is no object
 * @param sender what its own context says of it
 * @param broken the input limit that it breaks, or null
 */
@SuppressWarnings("ArrayRecordComponent")
public record Item(byte[] bytes, ItemFields fields, Sender sender, @Nullable Unreadable broken) {}
