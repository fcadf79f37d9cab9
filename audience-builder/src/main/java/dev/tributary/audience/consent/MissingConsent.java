package dev.tributary.audience.consent;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileConsents.ProfileConsent;
import java.util.List;
import java.util.Optional;

/** The people whose consent is missing. Thread-safe. */
public interface MissingConsent {

  /**
   * Some people of one workspace whose consent is missing.
   *
   * @param profiles never empty, no more than fit into one question
   */
  record Batch(WorkspaceId workspace, List<ProfileId> profiles) {}

  /** The next people; empty if no consent is missing. */
  Optional<Batch> next();

  /** Whether the consent of anyone in the workspace is missing. */
  boolean any(WorkspaceId workspace);

  /**
   * Stores consent for the present versions of people, and lets those be decided again whose
   * consent is another than before. A person with a later version here keeps the present consent,
   * which stays missing. A later version of the profile arrives with its own consent.
   *
   * @param known as identity resolution has them now, in any order
   */
  void store(WorkspaceId workspace, List<ProfileConsent> known);

  /**
   * Stores that profiles have given no answer, because identity resolution does not have them.
   *
   * @param unknown in any order
   */
  void forget(WorkspaceId workspace, List<ProfileId> unknown);
}
