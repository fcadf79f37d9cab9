package dev.tributary.gateway.alert;

/** A channel did not take an announcement; the message says why. */
public final class NotTold extends Exception {
  private static final long serialVersionUID = 1L;

  public NotTold(String why) {
    super(why);
  }
}
