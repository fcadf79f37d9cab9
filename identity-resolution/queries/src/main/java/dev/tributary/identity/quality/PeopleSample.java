package dev.tributary.identity.quality;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.TraitPolicies;

/** Passes profiles of a workspace to a survey: all of them, or a sample. Thread-safe. */
public interface PeopleSample {
  /** Examines people, one after the other. */
  interface Survey {
    /**
     * @param policies which decide the traits of the person
     */
    void add(Profile person, TraitPolicies policies);

    /** Whether the sample is large enough. */
    boolean full();
  }

  /**
   * @return how many profiles there are; for many profiles, an estimate
   */
  long show(WorkspaceId workspace, Survey survey);
}
