package dev.tributary.contracts.audit;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody is about to be shown personal data. Holds none of them but who the reader is.
 *
 * @param actor the token's subject
 * @param actorName what people call them: a user name
 * @param operation what was asked for, as the API's document calls it
 * @param profiles whose data; none where they are more than one person's, or nobody's
 * @param part the trait, the event, the delivery or the like; null where it was the whole
 * @param at by the wall clock, never by a workspace's shifted one
 */
public record PersonalDataRead(
    String workspace,
    String actor,
    String actorName,
    String operation,
    List<String> profiles,
    @Nullable String part,
    Instant at) {
  public static final String TYPE = "dev.tributary.personal-data-read.v1";

  public PersonalDataRead {
    profiles = List.copyOf(profiles);
  }

  /**
   * @param key a keyed hash of who reads, so that what one person reads stays in order
   */
  public Message toMessage(String key, MessageHeaders headers) {
    return Message.of(Topic.READS, key, Json.write(this), headers);
  }
}
