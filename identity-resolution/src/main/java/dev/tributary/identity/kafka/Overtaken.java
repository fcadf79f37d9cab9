package dev.tributary.identity.kafka;

/**
 * Another instance changed what this poll had read before it held the locks, or an input of this
 * poll was taken in before: read again.
 */
final class Overtaken extends Exception {
  private static final long serialVersionUID = 1L;
  private final Taken what;

  /** What somebody else took. */
  enum Taken {
    MESSAGE,
    IDENTIFIER,
    PROFILE
  }

  /**
   * @param by who has it now, by ids that name no person
   */
  Overtaken(Taken what, String by) {
    super(by, null, false, false);
    this.what = what;
  }

  Taken what() {
    return what;
  }
}
