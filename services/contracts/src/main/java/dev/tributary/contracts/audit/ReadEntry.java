package dev.tributary.contracts.audit;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the trail of reads that another service has kept until now. The message is the whole
 * state of the entry: a copy with the same id has no further effect.
 *
 * @param id {@code ade_…}
 * @param actor the token's subject
 * @param actorName the reader's user name
 * @param operation the requested operation, by its name in the API's document
 * @param profile as it was then; null if the read concerned more than one profile, or none
 * @param part the trait, the event, the delivery or another part; null for the whole profile
 * @param reads how often, from {@code firstAt} to {@code lastAt}
 * @param firstAt by the wall clock, never by a workspace's shifted one
 * @param lastAt within a minute after {@code firstAt}
 */
@RecordBuilder
public record ReadEntry(
    String id,
    WorkspaceId workspace,
    String actor,
    String actorName,
    String operation,
    @Nullable ProfileId profile,
    @Nullable String part,
    int reads,
    Instant firstAt,
    Instant lastAt) {
  public static final String TYPE = "dev.tributary.read-entry.v1";

  /** The id is the key, so that the copies of an entry stay in order. */
  public Message toMessage(MessageHeaders headers) {
    return Message.of(Topic.READS, id, Json.write(this), headers);
  }
}
