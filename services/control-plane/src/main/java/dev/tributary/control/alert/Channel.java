package dev.tributary.control.alert;

/** Sends announcements to people. Blocks, for some seconds at most. Thread-safe. */
public interface Channel {
  ChannelName name();

  /**
   * @param settings of the announcement's workspace; this channel must be set up in them
   * @return the answer of the receiver
   * @throws AnnouncementFailed if the receiver did not accept it, or if that is unknown
   */
  String send(AlertSettings settings, Announcement announcement) throws AnnouncementFailed;
}
