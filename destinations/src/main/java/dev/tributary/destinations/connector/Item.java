package dev.tributary.destinations.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record, membership or event to deliver.
 *
 * @param delivery our id, for tracing; the same on every attempt
 * @param matchField the destination's field that names the record; null for events
 * @param matchValue its value; an event's id
 * @param deliveredAs the match value that the destination knows the record by, if it was another
 *     one; null if it was not delivered yet
 * @param vendorId the record's id there, as an earlier delivery told
 * @param parentVendorId of a membership: the id of the record that is the member
 * @param fields what the destination shall hold; null clears a field, an absent one is left alone
 * @param version grows with each change of the record's desired content
 * @param hash of the content
 * @param since when this content became desired, the same on every attempt
 */
public record Item(
    String delivery,
    @Nullable String matchField,
    String matchValue,
    @Nullable String deliveredAs,
    @Nullable String vendorId,
    @Nullable String parentVendorId,
    ObjectNode fields,
    long version,
    String hash,
    Instant since) {}
