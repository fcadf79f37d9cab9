package dev.tributary.contracts.profile;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands on {@code profiles}, keyed by profile id. Ticks stand there too, as {@link
 * dev.tributary.contracts.event.Tick}, told apart by the header {@code ce_type}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ProfileMessage.Updated.class, name = "updated"),
  @JsonSubTypes.Type(value = ProfileMessage.Merged.class, name = "merged"),
  @JsonSubTypes.Type(value = ProfileMessage.Unmerged.class, name = "unmerged"),
  @JsonSubTypes.Type(value = ProfileMessage.Separated.class, name = "separated")
})
public sealed interface ProfileMessage {
  String TYPE = "dev.tributary.profile.v1";

  String workspace();

  String profile();

  long version();

  default Message toMessage(MessageHeaders headers) {
    return Message.of(Topic.PROFILES, profile(), Json.write(this), headers);
  }

  /**
   * A person at a version: a new one, or the same again with an event that said nothing new.
   *
   * @param event what a tracking call brought; add it once by its id, whatever the version. It may
   *     belong to a version that a merge in the same transaction has overtaken.
   * @param absorbed the profiles that this version took in, if it is a merge
   */
  record Updated(ProfileState state, @Nullable AppliedEvent event, List<Absorbed> absorbed)
      implements ProfileMessage {
    @Override
    public String workspace() {
      return state.workspace();
    }

    @Override
    public String profile() {
      return state.profile();
    }

    @Override
    public long version() {
      return state.version();
    }
  }

  /** This profile is gone; its id is an alias of {@code into} from now on. */
  record Merged(String workspace, String profile, long version, String into)
      implements ProfileMessage {}

  /**
   * Part of this profile's past is another's from now on. It may take several messages to say all
   * of it; then comes this profile's next version, without what has left.
   *
   * @param version the next version of this profile
   * @param into a new profile: its id is larger than that of any before it
   * @param aliases profile ids that lead to {@code into} from now on, whatever they led to before
   * @param events the ids of applied events that were this profile's, or that of an id that leads
   *     to it, and are {@code into}'s
   */
  record Unmerged(
      String workspace,
      String profile,
      long version,
      String into,
      List<String> aliases,
      List<String> events)
      implements ProfileMessage {
    /** As many events as one message tells of. */
    public static final int MOST_EVENTS = 5_000;
  }

  /**
   * The first version of a person who was part of another until now. What they did before is told
   * on the other's key, by {@link Unmerged}, so it may become known later than this.
   *
   * @param from whom they were part of
   * @param fromVersion the version of {@code from} that is without them: whoever knows it knows
   *     what they did before, too
   */
  record Separated(ProfileState state, String from, long fromVersion) implements ProfileMessage {
    @Override
    public String workspace() {
      return state.workspace();
    }

    @Override
    public String profile() {
      return state.profile();
    }

    @Override
    public long version() {
      return state.version();
    }
  }

  /** A profile that was taken in, and the version it had at the end. */
  record Absorbed(String profile, long version) {}
}
