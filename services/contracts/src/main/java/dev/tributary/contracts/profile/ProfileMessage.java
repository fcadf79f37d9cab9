package dev.tributary.contracts.profile;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message on {@code profiles}, keyed by profile id. Ticks are on this topic too, as {@link
 * dev.tributary.contracts.event.Tick}; the header {@code ce_type} distinguishes them.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ProfileMessage.Updated.class, name = "updated"),
  @JsonSubTypes.Type(value = ProfileMessage.Merged.class, name = "merged"),
  @JsonSubTypes.Type(value = ProfileMessage.Unmerged.class, name = "unmerged"),
  @JsonSubTypes.Type(value = ProfileMessage.UnmergedFrom.class, name = "separated")
})
public sealed interface ProfileMessage {
  String TYPE = "dev.tributary.profile.v1";

  WorkspaceId workspace();

  ProfileId profile();

  long version();

  default Message toMessage(MessageHeaders headers) {
    return Message.of(Topic.PROFILES, profile().value(), Json.write(this), headers);
  }

  /**
   * A profile at a version: a new version, or the same one again with an event that changed
   * nothing.
   *
   * @param event the event of a tracking call; add it once by its id, whatever the version. It may
   *     belong to a version that a merge in the same transaction has overtaken.
   * @param absorbed the profiles that were merged into this version, if it is a merge
   */
  record Updated(ProfileState state, @Nullable AppliedEvent event, List<Absorbed> absorbed)
      implements ProfileMessage {
    @Override
    public WorkspaceId workspace() {
      return state.workspace();
    }

    @Override
    public ProfileId profile() {
      return state.profile();
    }

    @Override
    public long version() {
      return state.version();
    }
  }

  /** This profile no longer exists; its id is now an alias of {@code into}. */
  record Merged(WorkspaceId workspace, ProfileId profile, long version, ProfileId into)
      implements ProfileMessage {}

  /**
   * A part of this profile's history now belongs to another profile. Several messages may be
   * necessary for all of it. After them comes this profile's next version, without the part that
   * has left.
   *
   * @param version the next version of this profile
   * @param into a new profile: its id is larger than all earlier ids
   * @param aliases profile ids that now lead to {@code into}, whatever they led to before
   * @param events ids of applied events that now belong to {@code into}; before, they belonged to
   *     this profile or to an id that leads to it
   */
  record Unmerged(
      WorkspaceId workspace,
      ProfileId profile,
      long version,
      ProfileId into,
      List<ProfileId> aliases,
      List<EventId> events)
      implements ProfileMessage {
    /** Largest number of events in one message. */
    public static final int MOST_EVENTS = 5_000;
  }

  /**
   * The first version of a profile that was part of another one until now. {@link Unmerged}
   * transfers its earlier events on the other profile's key, so a reader may learn of them later
   * than of this message.
   *
   * @param from the profile that it was part of
   * @param fromVersion the version of {@code from} without this part: a reader with that version
   *     also has the earlier events
   */
  record UnmergedFrom(ProfileState state, ProfileId from, long fromVersion)
      implements ProfileMessage {
    @Override
    public WorkspaceId workspace() {
      return state.workspace();
    }

    @Override
    public ProfileId profile() {
      return state.profile();
    }

    @Override
    public long version() {
      return state.version();
    }
  }

  /** A profile that was merged into another one, and its last version. */
  record Absorbed(ProfileId profile, long version) {}
}
