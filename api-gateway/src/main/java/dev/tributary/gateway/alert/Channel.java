package dev.tributary.gateway.alert;

/** Tells people. Blocks, for some seconds at most. Thread-safe. */
public interface Channel {
  ChannelName name();

  /**
   * @param settings of the announcement's workspace, with this channel in them
   * @return what the other side said
   * @throws NotTold if it did not take it, or nobody knows
   */
  String tell(AlertSettings settings, Announcement announcement) throws NotTold;
}
