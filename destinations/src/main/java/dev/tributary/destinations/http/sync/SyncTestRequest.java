package dev.tributary.destinations.http.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The record to send as a test: a person, the newest record for rows and events, or a record in the
 * request.
 *
 * @param profile a person, for syncs of people
 * @param record the match value of a given record
 * @param fields the fields of the record
 */
public record SyncTestRequest(
    @Nullable String profile, @Nullable String record, @Nullable ObjectNode fields) {}
