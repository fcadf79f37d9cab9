package dev.tributary.audience.postgres.catalogue;

import dev.tributary.audience.dictionary.ReceivedTrait;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/**
 * Stores when each trait was last received, to the minute, so that there are few writes per name.
 */
public final class TraitSightings {
  private static final String ADD =
      """
      insert into seen_trait (workspace, trait, at)
      select u.workspace, u.trait, u.at
      from unnest(?::text[], ?::text[], ?::bigint[]) u(workspace, trait, at)
      where not exists (
        select from seen_trait s
        where s.workspace = u.workspace and s.trait = u.trait and s.at > u.at - 60000)
      on conflict (workspace, trait) do update set at = greatest(seen_trait.at, excluded.at)\
      """;

  /**
   * @param sightings each name once, sorted, since other loops insert the same rows
   */
  public void add(Connection tx, Collection<ReceivedTrait> sightings) throws SQLException {
    if (sightings.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(ADD)) {
      new Columns<>(statement, sightings)
          .workspace(ReceivedTrait::workspace)
          .text(ReceivedTrait::trait)
          .longs(ReceivedTrait::at);
      statement.executeUpdate();
    }
  }
}
