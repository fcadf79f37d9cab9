package dev.tributary.control.postgres.alert;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.tributary.control.alert.ChannelName;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A set of channels in one column: their names, separated by commas, in order. */
public final class ChannelNames {
  private static final String SEPARATOR = ",";

  private ChannelNames() {}

  public static String text(Collection<ChannelName> channels) {
    return channels.stream().sorted().map(ChannelName::wireName).collect(joining(SEPARATOR));
  }

  /** A name that this version does not know is left out. */
  public static Set<ChannelName> channels(String text) {
    return Stream.of(text.split(SEPARATOR, -1))
        .map(ChannelName::named)
        .flatMap(Optional::stream)
        .collect(toUnmodifiableSet());
  }
}
