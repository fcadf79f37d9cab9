package dev.tributary.identity.loop;

/**
 * Another instance changed what this poll had read before it held the locks, or an input of this
 * poll was accepted before: read again.
 */
public final class Overtaken extends Exception {
  private static final long serialVersionUID = 1L;
  private final Taken what;

  /** The kind of object that another instance has taken. */
  public enum Taken {
    MESSAGE,
    IDENTIFIER,
    PROFILE
  }

  /**
   * @param by the present holder, by ids without personal data
   */
  public Overtaken(Taken what, String by) {
    super(by, null, false, false);
    this.what = what;
  }

  public Taken what() {
    return what;
  }
}
