package dev.tributary.identity.evidence;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.profile.Profile;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Profiles that events name together and that the rules keep apart. Thread-safe. */
public interface LinkQueries {
  /**
   * @param other the other profile
   * @param identifiers of the profile, by which the events named it
   * @param otherIdentifiers of the other profile
   * @param events how many events named the two
   */
  record Linked(
      ProfileId other,
      List<Identifier> identifiers,
      List<Identifier> otherIdentifiers,
      long events,
      Instant firstAt,
      Instant lastAt,
      String lastEvent) {
    public Linked {
      identifiers = List.copyOf(identifiers);
      otherIdentifiers = List.copyOf(otherIdentifiers);
    }
  }

  /** The newest first, without pairs that have become one profile or have a cut. */
  List<Linked> list(Profile profile, @Nullable ListPosition after, int limit);

  /** Whether two profiles are connected. */
  boolean connected(Profile profile, ProfileId other);
}
