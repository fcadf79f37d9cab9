package dev.tributary.contracts.membership;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;

/**
 * All audiences of somebody who was taken apart, or was part of another, are decided: every {@link
 * MembershipChange} that came of it stands before this message. It may be told again.
 *
 * @param profileVersion the version of the person that was decided
 */
public record AudiencesDecided(String workspace, String profile, long profileVersion) {
  public static final String TYPE = "dev.tributary.audiences-decided.v1";

  public Message toMessage(MessageHeaders headers) {
    return Message.of(Topic.MEMBERSHIPS, profile, Json.write(this), headers);
  }
}
