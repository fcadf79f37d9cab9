package dev.tributary.identity.evidence;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.profile.Profile;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Profiles that a cap of the rules keeps from growing. Thread-safe. */
public interface CappedProfileQueries {
  /**
   * @param conflicts the reasons of the profile's conflicts
   * @param since when a cap first left out an identifier of the profile, by the wall clock
   * @param lastAt when that last happened
   */
  record Capped(Profile person, List<String> conflicts, Instant since, Instant lastAt) {}

  /** Newest first by {@code lastAt}, without profiles that were merged into another. */
  List<Capped> list(WorkspaceId workspace, @Nullable ListPosition after, int limit);
}
