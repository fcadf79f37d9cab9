package dev.tributary.identity.job;

/** Why a job cannot be done, in words for the members of the workspace. */
public final class JobFailure extends Exception {
  private static final long serialVersionUID = 1L;

  public JobFailure(String plain) {
    super(plain);
  }
}
