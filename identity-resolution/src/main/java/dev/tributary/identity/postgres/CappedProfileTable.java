package dev.tributary.identity.postgres;

import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.SortedSet;

/** Profiles that a cap of the rules keeps from growing. */
public final class CappedProfileTable {
  private static final String KEEP =
      """
      insert into capped_profile (workspace, profile)
      select * from unnest(?::text[], ?::text[])
      on conflict (workspace, profile) do update set last_at = now()\
      """;

  public void keep(Connection tx, SortedSet<ProfileRef> capped) throws SQLException {
    if (capped.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(KEEP)) {
      new Columns<>(statement, capped).workspace(ProfileRef::workspace).text(ProfileRef::profile);
      statement.executeUpdate();
    }
  }
}
