package dev.tributary.identity.suggestion;

import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Labelled pairs: users know whether the two identifiers belong to one person. Thread-safe. */
public interface LabelStore {
  /**
   * The number of labels.
   *
   * @param unknown labels with an identifier that leads to no profile
   * @param saidAt when they were uploaded; empty if there are none
   */
  record Counts(long pairs, long same, long unknown, Optional<Instant> saidAt) {}

  /** Replaces all labels of the workspace by these. */
  Counts replace(WorkspaceId workspace, List<Label> labels);

  Counts counts(WorkspaceId workspace);
}
