package dev.tributary.contracts.profile;

import dev.tributary.contracts.id.ProfileId;
import java.util.List;
import java.util.Map;

/**
 * The consent of some profiles, as identity resolution answers it to another service.
 *
 * @param profiles the profiles from an id on, in the order of their ids
 */
public record ProfileConsents(List<ProfileConsent> profiles) {

  /**
   * The consent of one profile at its present version.
   *
   * @param version as on the topic {@code profiles}
   * @param consent the answer about each purpose; a purpose that was never answered is absent
   */
  public record ProfileConsent(
      ProfileId profile, long version, Map<String, ConsentState> consent) {}
}
