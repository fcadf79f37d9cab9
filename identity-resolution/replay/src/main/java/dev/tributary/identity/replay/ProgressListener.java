package dev.tributary.identity.replay;

/** Receives the progress of long work, and may stop it. */
public interface ProgressListener {
  /** This number of all inputs is processed. Called often. */
  void done(long inputs, long all);

  /** Whether the work should stop now. Called between transactions. */
  boolean stopped();
}
