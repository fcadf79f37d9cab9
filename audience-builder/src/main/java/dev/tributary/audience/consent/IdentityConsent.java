package dev.tributary.audience.consent;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileConsents.ProfileConsent;
import java.util.List;

/** The consent of profiles as identity resolution has it. */
public interface IdentityConsent {

  /**
   * The consent of the next profiles, in the order of their ids. Fails if identity resolution gives
   * no answer.
   *
   * @param first the id to begin with
   * @return empty if there is no profile from this id on
   */
  List<ProfileConsent> from(WorkspaceId workspace, ProfileId first) throws InterruptedException;
}
