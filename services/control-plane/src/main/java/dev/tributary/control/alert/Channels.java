package dev.tributary.control.alert;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Optional;

/** The channels that this installation has. */
public record Channels(List<Channel> all) {
  /** Why a channel gets no message about an alert. */
  public enum UnsentReason {
    /** The workspace has no address for the channel. */
    NOT_SET_UP("not-set-up"),
    /** E-mail only. */
    NO_MAIL_SERVER("no-mail-server"),
    /** A message would reveal who is in the audience. */
    PERSONAL_DATA("personal-data");

    private final String wireName;

    UnsentReason(String wireName) {
      this.wireName = wireName;
    }

    @JsonValue
    public String wireName() {
      return wireName;
    }
  }

  public Channels {
    all = List.copyOf(all);
  }

  public Optional<Channel> named(ChannelName name) {
    return all.stream().filter(channel -> channel.name() == name).findFirst();
  }

  /** Why no message can be sent on this channel, whatever it says; empty if one can. */
  public Optional<UnsentReason> obstacle(ChannelName name, AlertSettings settings) {
    if (!settings.channels().contains(name)) {
      return Optional.of(UnsentReason.NOT_SET_UP);
    }
    return named(name).isPresent() ? Optional.empty() : Optional.of(UnsentReason.NO_MAIL_SERVER);
  }
}
