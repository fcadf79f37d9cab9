package dev.tributary.destinations.delivery;

import dev.tributary.destinations.sync.Catalogue;
import java.util.List;

/**
 * Rows that a worker may send once. Their attempt is committed, and their lease has begun.
 *
 * @param attempt the id of this attempt
 * @param rows of one sync, object and operation; at least one
 * @param retry whether they were sent before
 */
public record LeasedBatch(
    String attempt, Catalogue.Sync sync, List<ClaimedDelivery> rows, boolean retry) {}
