package dev.tributary.identity.store.replay;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.Profile.Seen;
import dev.tributary.identity.replay.ReplaySeedProfile.GivenAnswer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The data that the profiles of a workspace hold, and the part of them that the log still explains.
 */
public interface SeedProfiles {
  /** Profiles of the workspace after an id, in order. */
  List<Profile> people(ProfileId after);

  /** Those of the inputs that the log still holds. */
  Set<String> onRecord(Collection<String> inputs);

  /**
   * The first and last visit according to the log, by profile and by the identifier that named it.
   */
  Map<ProfileId, Map<Identifier, Seen>> seen(Collection<ProfileId> profiles);

  /** The answers of profiles that the log does not hold, by profile; earliest first. */
  Map<ProfileId, List<GivenAnswer>> answers(Collection<ProfileId> profiles);

  /**
   * An answer of a row.
   *
   * @param profile the profile at that time
   */
  record RowAnswer(ProfileId profile, GivenAnswer answer) {}

  /**
   * Answers of rows that the replay copy does not have: no present row contains them.
   *
   * @param after the last answer of the previous page; null for the first page
   */
  List<RowAnswer> answersOfRows(@Nullable RowAnswer after);
}
