package dev.tributary.contracts.audit;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A caller is about to get personal data, or learns whether an identifier belongs to a profile. The
 * record contains no personal data except the reader.
 *
 * @param actor the token's subject
 * @param actorName the reader's user name
 * @param operation the requested operation, by its name in the API's document
 * @param profiles the profiles whose data are read; none for data of several profiles or of no
 *     profile
 * @param part the trait, the event, the delivery or another part; null for the whole profile
 * @param at by the wall clock, never by a workspace's shifted one
 * @param reads number of reads; for a program, the number of profiles in all. 1 in messages without
 *     it
 */
public record PersonalDataRead(
    WorkspaceId workspace,
    String actor,
    String actorName,
    String operation,
    List<ProfileId> profiles,
    @Nullable String part,
    Instant at,
    int reads) {
  public static final String TYPE = "dev.tributary.personal-data-read.v1";

  public PersonalDataRead {
    profiles = List.copyOf(profiles);
    reads = Math.max(1, reads);
  }

  /** One read. */
  public PersonalDataRead(
      WorkspaceId workspace,
      String actor,
      String actorName,
      String operation,
      List<ProfileId> profiles,
      @Nullable String part,
      Instant at) {
    this(workspace, actor, actorName, operation, profiles, part, at, 1);
  }

  /**
   * @param key a keyed hash of the reader, so that the reads of one reader stay in order
   */
  public Message toMessage(String key, MessageHeaders headers) {
    return Message.of(Topic.READS, key, Json.write(this), headers);
  }
}
