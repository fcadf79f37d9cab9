package dev.tributary.control.alert;

import java.util.List;
import java.util.Optional;

/** The channels that this installation has. */
public record Channels(List<Channel> all) {

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
