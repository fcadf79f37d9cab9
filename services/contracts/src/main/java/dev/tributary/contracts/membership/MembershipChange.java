package dev.tributary.contracts.membership;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Locale;

/**
 * A person entered or left an audience.
 *
 * @param audienceVersion the version of the definition that decided
 * @param sequence grows with each change of this person in this audience; enter and exit alternate
 * @param profileVersion the version of the profile that was decided; readers wait until they have
 *     it
 * @param at business time: of the event, or of the moment at which the change became due, never of
 *     the tick
 */
@RecordBuilder
public record MembershipChange(
    WorkspaceId workspace,
    AudienceId audience,
    long audienceVersion,
    ProfileId profile,
    Change change,
    Reason reason,
    long sequence,
    long profileVersion,
    Instant at) {
  public static final String TYPE = "dev.tributary.membership.v1";

  public Message toMessage(MessageHeaders headers) {
    return Message.of(Topic.MEMBERSHIPS, profile.value(), Json.write(this), headers);
  }

  public enum Change {
    ENTER,
    EXIT;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Change named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /** Why the answer changed. */
  public enum Reason {
    /** The profile changed. */
    PROFILE,
    /** Only time has passed. */
    TIME,
    /** The audience was created, changed or deleted. */
    DEFINITION,
    /** The profile was merged into another one, whose membership is decided again. */
    MERGED;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Reason named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }
}
