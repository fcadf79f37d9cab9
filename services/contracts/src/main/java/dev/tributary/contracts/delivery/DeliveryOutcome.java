package dev.tributary.contracts.delivery;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of one attempt to deliver, for live feeds and audit. Contains no personal data.
 *
 * @param record the ledger's record, an opaque id
 * @param attempt counts from 1; 0 if nothing was attempted (withheld)
 * @param outcome the ledger's state after it: delivered, accepted, withheld, retrying, uncertain,
 *     rejected, dead
 * @param reason a stable code if the outcome is not delivered
 * @param latencyMillis from the acceptance of the root event to this outcome
 */
@RecordBuilder
public record DeliveryOutcome(
    WorkspaceId workspace,
    String delivery,
    DestinationId destination,
    SyncId sync,
    String record,
    @Nullable ProfileId profile,
    int attempt,
    String outcome,
    @Nullable String reason,
    Instant at,
    long latencyMillis) {
  public static final String TYPE = "dev.tributary.delivery.v1";

  public Message toMessage(MessageHeaders headers) {
    return Message.of(Topic.DELIVERIES, record, Json.write(this), headers);
  }
}
