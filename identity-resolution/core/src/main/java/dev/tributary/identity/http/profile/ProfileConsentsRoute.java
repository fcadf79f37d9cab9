package dev.tributary.identity.http.profile;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileConsents;
import dev.tributary.identity.profile.ProfileQueries;
import dev.tributary.runtime.http.installation.ObjectRoute;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * The consent of the profiles from an id on, for the audience-builder: a version of it that did not
 * store consent may have stored these profiles.
 */
@Singleton
public class ProfileConsentsRoute implements ObjectRoute {
  private static final int AT_ONCE = 500;

  private final ProfileQueries reads;

  public ProfileConsentsRoute(ProfileQueries reads) {
    this.reads = reads;
  }

  @Override
  public String collection() {
    return "profiles";
  }

  @Override
  public String part() {
    return "consents";
  }

  /**
   * @param object the first profile id
   */
  @Override
  public ProfileConsents answer(WorkspaceId workspace, String object, @Nullable String guesser) {
    return new ProfileConsents(reads.consents(workspace, new ProfileId(object), AT_ONCE));
  }
}
