package dev.tributary.identity.resolution;

import dev.tributary.contracts.id.ProfileId;
import java.util.List;

/** The profile to which a claim belongs. */
public sealed interface Resolution {
  ProfileId profile();

  /** No profile had these identifiers. */
  record Create(ProfileId profile) implements Resolution {}

  /** One profile had some of them and gets the others. */
  record Add(ProfileId profile) implements Resolution {}

  /**
   * Several profiles had some of them, so they are merged.
   *
   * @param profile the smallest id, which survives
   * @param losers sorted
   */
  record Merge(ProfileId profile, List<ProfileId> losers) implements Resolution {}
}
