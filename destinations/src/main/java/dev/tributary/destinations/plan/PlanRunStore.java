package dev.tributary.destinations.plan;

import java.util.Optional;

/** The plans that are computed in the background, for the workers of all instances. Thread-safe. */
public interface PlanRunStore {
  /**
   * Takes the next plan that nobody computes. Ends plans that take too long, that failed too often
   * or that nobody asks for, and deletes those that ended long ago.
   */
  Optional<PlanRun> lease();

  /**
   * Stores how many people were read, and keeps the lease.
   *
   * @return false if the plan was cancelled, has ended, or is leased by another worker
   */
  boolean advance(PlanRun run, int pass, long counted);

  void done(PlanRun run, PlanResult result);

  void fail(PlanRun run, String words);
}
