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
  @JsonSubTypes.Type(value = ProfileMessage.Merged.class, name = "merged")
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

  /** A profile that was taken in, and the version it had at the end. */
  record Absorbed(String profile, long version) {}
}
