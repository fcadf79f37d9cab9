package dev.tributary.destinations.protocol;

/**
 * A step of a job is not recorded: another worker has the job, or the store does not answer. The
 * worker sends nothing more for the job.
 */
public sealed class JobLost extends Exception permits JobHeldBack {
  private static final long serialVersionUID = 1L;

  public JobLost(String words) {
    super(words);
  }

  public JobLost(String words, Throwable cause) {
    super(words, cause);
  }
}
