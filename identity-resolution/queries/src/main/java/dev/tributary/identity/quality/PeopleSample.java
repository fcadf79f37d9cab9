package dev.tributary.identity.quality;

import dev.tributary.contracts.id.WorkspaceId;

/** Passes profiles of a workspace to a survey: all of them, or a sample. Thread-safe. */
public interface PeopleSample {
  /**
   * @return how many profiles there are
   */
  long show(WorkspaceId workspace, TraitQualitySurvey survey);
}
