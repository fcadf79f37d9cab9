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
}
