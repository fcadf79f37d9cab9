package dev.tributary.runtime.http;

/**
 * A profile was asked for by an id that was merged away: answered 308 with the same address at
 * whoever lives on. Carries no stack trace, because it is no fault of the program.
 */
public final class MergedAway extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String survivor;

  public MergedAway(String survivor) {
    super("The profile was merged into " + survivor, null, false, false);
    this.survivor = survivor;
  }

  public String survivor() {
    return survivor;
  }
}
