package dev.tributary.destinations.reconciliation;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;

/**
 * A question about an uncertain delivery that a worker has leased.
 *
 * @param version whose content may have arrived
 * @param since when the delivery became uncertain
 * @param asked how often the destination has answered since then
 * @param resent how often this version was sent again after such an answer
 * @param failures how often the destination has not answered since its last answer
 * @param fence a step is stored only while no other worker has leased the question since
 */
@RecordBuilder
public record LookupQuestion(
    String delivery,
    WorkspaceId workspace,
    DestinationId destination,
    SyncId sync,
    long version,
    Instant since,
    int asked,
    int resent,
    int failures,
    long fence) {}
