package dev.tributary.contracts.profile;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.List;
import java.util.Map;

/**
 * The consent of some profiles, as identity resolution answers it to another service.
 *
 * @param profiles those of the question that identity resolution has, in any order
 */
public record ProfileConsents(List<ProfileConsent> profiles) {
  /** The most profiles of one question. */
  public static final int AT_ONCE = 500;

  /**
   * The question.
   *
   * @param profiles at most {@link #AT_ONCE} ids of profiles, or of profiles that were merged into
   *     others
   */
  public record Question(WorkspaceId workspace, List<ProfileId> profiles) {}

  /**
   * The consent of one profile at its present version. A profile that was merged has its last
   * version, and the consent of the profile that it leads to.
   *
   * @param profile the id of the question
   * @param version as on the topic {@code profiles}
   * @param consent the answer about each purpose; a purpose that was never answered is absent
   */
  public record ProfileConsent(
      ProfileId profile, long version, Map<String, ConsentState> consent) {}
}
