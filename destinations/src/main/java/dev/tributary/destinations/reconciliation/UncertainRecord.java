package dev.tributary.destinations.reconciliation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A record whose delivery is uncertain.
 *
 * @param key the match value to look for
 * @param fields that the record should have
 * @param removed whether the destination should not have the record
 * @param vendorId the vendor's id as an earlier delivery returned it; null if there is none
 * @param knownBefore whether the destination may have had the record before, also under another
 *     match value
 * @param inJob whether the record was in a job of the vendor whose result is not known: the vendor
 *     may still write the record at any time
 */
public record UncertainRecord(
    String space,
    String key,
    ObjectNode fields,
    boolean removed,
    @Nullable String vendorId,
    boolean knownBefore,
    boolean inJob) {}
