package dev.tributary.contracts.membership;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;

/**
 * All audiences of a profile that was divided by an unmerge, or is the result of one, are decided:
 * every {@link MembershipChange} that resulted comes before this message. The message may be
 * published more than once.
 *
 * @param profileVersion the version of the profile that was decided
 */
public record AudiencesDecided(WorkspaceId workspace, ProfileId profile, long profileVersion) {
  public static final String TYPE = "dev.tributary.audiences-decided.v1";

  public Message toMessage(MessageHeaders headers) {
    return Message.of(Topic.MEMBERSHIPS, profile.value(), Json.write(this), headers);
  }
}
