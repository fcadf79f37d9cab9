package dev.tributary.destinations.postgres;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.runtime.replica.PostgresProfileReplica;
import dev.tributary.runtime.replica.ProfileReplica;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Lookups of the profiles that requests name. */
public final class RequestedProfiles {
  private RequestedProfiles() {}

  /** The profile that an id belongs to now: the id itself, unless it was merged or moved. */
  public static ProfileId current(Handle tx, WorkspaceId workspace, ProfileId profile) {
    ProfileRef id = new ProfileRef(workspace, profile);
    return read(tx, replica -> replica.current(List.of(id))).getOrDefault(id, profile);
  }

  /** All ids of a profile; the id alone if it belongs to another profile now. */
  public static List<ProfileId> ids(Handle tx, WorkspaceId workspace, ProfileId profile) {
    ProfileRef id = new ProfileRef(workspace, profile);
    return read(tx, replica -> replica.ids(List.of(id))).getOrDefault(id, List.of(profile));
  }

  @FunctionalInterface
  private interface Lookup<T> {
    T in(ProfileReplica replica) throws SQLException;
  }

  private static <T> T read(Handle tx, Lookup<T> lookup) {
    try {
      return lookup.in(new PostgresProfileReplica(tx.getConnection()));
    } catch (SQLException e) {
      throw new IllegalStateException("The profile cannot be read", e);
    }
  }
}
