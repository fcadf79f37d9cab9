package dev.tributary.identity.job;

/** The workspace has no job with this id. */
public final class JobNotFound extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JobNotFound(String id) {
    super("There is nothing with the id " + id);
  }
}
