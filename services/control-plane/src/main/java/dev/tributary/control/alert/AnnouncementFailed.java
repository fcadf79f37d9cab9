package dev.tributary.control.alert;

/** A channel did not accept an announcement; the message says why. */
public final class AnnouncementFailed extends Exception {
  private static final long serialVersionUID = 1L;

  public AnnouncementFailed(String why) {
    super(why);
  }
}
