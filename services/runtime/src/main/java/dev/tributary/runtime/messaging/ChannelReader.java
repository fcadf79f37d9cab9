package dev.tributary.runtime.messaging;

import io.smallrye.mutiny.Multi;

/** Reads the sources of a channel, one after another. */
public interface ChannelReader {
  /**
   * Reads a source until it fails. The subscription cancels it if the client of the source is
   * closed.
   */
  Multi<?> read(ChannelSource source);

  /** The source is read no longer. The subscription follows with another one. */
  void interrupted();
}
