package dev.tributary.audience.consent;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileConsents.ProfileConsent;
import java.util.List;

/** The consent of profiles as identity resolution has it. */
public interface IdentityConsent {

  /**
   * The consent of some profiles. Fails if identity resolution gives no answer.
   *
   * @param profiles no more than fit into one question
   * @return in any order; a profile that identity resolution does not have is absent
   */
  List<ProfileConsent> of(WorkspaceId workspace, List<ProfileId> profiles)
      throws InterruptedException;
}
