package dev.tributary.runtime.http;

import dev.tributary.contracts.id.ProfileId;

/**
 * The request names the id of a profile that was merged into another one. The answer is 308 with
 * the same address at the surviving profile. The exception has no stack trace, because it is no
 * fault of the program.
 */
public final class MergedProfile extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final ProfileId survivor;

  public MergedProfile(ProfileId survivor) {
    super("The profile was merged into " + survivor, null, false, false);
    this.survivor = survivor;
  }

  public ProfileId survivor() {
    return survivor;
  }
}
