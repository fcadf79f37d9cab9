package dev.tributary.destinations.postgres.pause;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.sync.Catalogue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * The pauses that concern a destination.
 *
 * @param nothingGoes the destination refuses all requests, or is held until its next quota, so
 *     nothing is sent
 * @param byPerson a user has paused the destination: only removals that follow from decisions of
 *     the profiles themselves are sent
 * @param syncs the paused syncs
 */
public record Pauses(boolean nothingGoes, boolean byPerson, Set<SyncId> syncs) {
  /** The reason of a pause that a user has set. */
  public static final String ASKED = "asked";

  public static Pauses of(Connection tx, Catalogue.Destination destination) throws SQLException {
    boolean nothingGoes = false;
    boolean byPerson = false;
    Set<SyncId> syncs = new HashSet<>();
    try (PreparedStatement statement =
        tx.prepareStatement("select kind, id, reason from pause where workspace = ?")) {
      statement.setString(1, destination.workspace().value());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          if (!rows.getString(1).equals(DestinationSpec.KIND)) {
            syncs.add(new SyncId(rows.getString(2)));
          } else if (rows.getString(2).equals(destination.id().value())) {
            byPerson = rows.getString(3).equals(ASKED);
            nothingGoes = !byPerson;
          }
        }
      }
    }
    return new Pauses(nothingGoes || held(tx, destination), byPerson, syncs);
  }

  private static boolean held(Connection tx, Catalogue.Destination destination)
      throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            "select from destination_health where workspace = ? and destination = ?"
                + " and held_until > statement_timestamp()")) {
      statement.setString(1, destination.workspace().value());
      statement.setString(2, destination.id().value());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }
}
