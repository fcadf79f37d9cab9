package dev.tributary.identity.trial;

/** Follows long work, and may end it. */
public interface Watch {
  /** That many of all inputs are done; called often. */
  void done(long inputs, long all);

  /** Whether to stop here; asked between transactions. */
  boolean stopped();
}
