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
   * @param profiles never empty, in the order of their ids
   */
  record Batch(WorkspaceId workspace, List<ProfileId> profiles) {}

  /** The next people; empty if no consent is missing. */
  Optional<Batch> next();

  /** Whether the consent of anyone in the workspace is missing. */
  boolean any(WorkspaceId workspace);

  /**
   * Stores consent, and lets the people be decided again. A person with another version here keeps
   * the present consent: a later version of the profile arrives with its own.
   *
   * @param known as identity resolution has them now, in any order
   */
  void store(WorkspaceId workspace, List<ProfileConsent> known);

  /** Forgets a profile that identity resolution does not have. */
  void forget(WorkspaceId workspace, ProfileId profile);
}
