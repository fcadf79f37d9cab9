package dev.tributary.destinations.ledger;

/**
 * What a row of the ledger is about.
 *
 * @param space which records are told apart by the value alone, as the connector says
 * @param value the match value; of a membership, the sync and the member's delivery; of an event,
 *     the event and the sync
 */
public record RecordKey(String workspace, String destination, String space, String value) {}
