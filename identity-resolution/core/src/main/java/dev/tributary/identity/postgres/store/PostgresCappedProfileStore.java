package dev.tributary.identity.postgres.store;

import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.identity.store.CappedProfileStore;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.SortedSet;

/** {@link CappedProfileStore} over PostgreSQL. */
public final class PostgresCappedProfileStore implements CappedProfileStore {
  private static final String KEEP =
      """
      insert into capped_profile (workspace, profile)
      select * from unnest(?::text[], ?::text[])
      on conflict (workspace, profile) do update set last_at = now()\
      """;

  private final Connection tx;

  public PostgresCappedProfileStore(Connection tx) {
    this.tx = tx;
  }

  @Override
  public void keep(SortedSet<ProfileRef> capped) {
    Jdbc.update(() -> {
      if (capped.isEmpty()) {
        return;
      }
      try (PreparedStatement statement = tx.prepareStatement(KEEP)) {
        new Columns<>(statement, capped)
            .workspace(ProfileRef::workspace)
            .profile(ProfileRef::profile);
        statement.executeUpdate();
      }
    });
  }
}
