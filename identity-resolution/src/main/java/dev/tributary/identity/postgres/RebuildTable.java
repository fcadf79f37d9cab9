package dev.tributary.identity.postgres;

import dev.tributary.identity.trial.Shadow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What became of those whom a rebuild has looked at. */
public final class RebuildTable {
  private static final String ENDED =
      """
      insert into rebuilt_profile (shadow, profile, ending)
      select ?, u.profile, ? from unnest(?::text[]) u(profile)
      on conflict (shadow, profile) do update set ending = excluded.ending\
      """;
  private static final String COUNT =
      "select ending, count(*) from rebuilt_profile where shadow = ? group by ending";

  /** What became of somebody. */
  public enum Ending {
    /** They are whom the replay has found. */
    CHANGED,
    /** The log lost something of theirs, or the replay could not take it in. */
    PARTLY,
    /** They have to do with too many, or did too much. */
    TOO_LARGE,
    /** The replay lacks something of theirs, or has more: it has to read on. */
    INCOMPLETE;

    String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public void ended(Connection tx, Shadow shadow, Collection<String> profiles, Ending ending)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(ENDED)) {
      statement.setString(1, shadow.name());
      statement.setString(2, ending.wireName());
      statement.setArray(3, tx.createArrayOf("text", profiles.toArray()));
      statement.executeUpdate();
    }
  }

  /** How many ended how. */
  public Map<Ending, Long> counts(Connection tx, Shadow shadow) throws SQLException {
    Map<String, Ending> named = new HashMap<>();
    for (Ending ending : Ending.values()) {
      named.put(ending.wireName(), ending);
    }
    Map<Ending, Long> counts = new EnumMap<>(Ending.class);
    try (PreparedStatement statement = tx.prepareStatement(COUNT)) {
      statement.setString(1, shadow.name());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          counts.put(named.get(rows.getString(1)), rows.getLong(2));
        }
      }
    }
    return counts;
  }
}
