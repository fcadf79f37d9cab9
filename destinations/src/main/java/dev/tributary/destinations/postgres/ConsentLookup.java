package dev.tributary.destinations.postgres;

import dev.tributary.destinations.desired.Consent;
import dev.tributary.destinations.desired.Who;
import dev.tributary.destinations.sync.Catalogue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/** Asks, at the moment of sending, what people allow. */
final class ConsentLookup {
  private final BiPredicate<String, String> unknownAllows;

  ConsentLookup(BiPredicate<String, String> unknownAllows) {
    this.unknownAllows = unknownAllows;
  }

  /**
   * The deliveries that may not go, with the purpose that forbids it. Removals always may, and so
   * may rows that speak of no person.
   */
  Map<String, String> withheld(
      Connection tx, Catalogue.Destination destination, List<ClaimRow> rows) throws SQLException {
    Map<String, Consent> ofPeople = ofPeople(tx, rows);
    Map<String, Consent> ofRefs = ofRefs(tx, rows);
    Map<String, String> withheld = new HashMap<>();
    for (ClaimRow row : rows) {
      Who who = Claiming.person(row.claimed());
      String ref = row.personRef();
      if (row.claimed().removal() || (who == null && ref == null)) {
        continue;
      }
      Consent current =
          who != null
              ? ofPeople.getOrDefault(who.profile(), Consent.UNKNOWN)
              : ofRefs.getOrDefault(ref, Consent.UNKNOWN);
      current
          .and(row.ownConsent())
          .withheldFor(
              destination.spec().purposes(),
              purpose -> unknownAllows.test(destination.workspace(), purpose))
          .ifPresent(purpose -> withheld.put(row.claimed().id(), purpose));
    }
    return withheld;
  }

  private static Map<String, Consent> ofPeople(Connection tx, List<ClaimRow> rows)
      throws SQLException {
    TreeSet<Who> people = new TreeSet<>();
    for (ClaimRow row : rows) {
      Who who = Claiming.person(row.claimed());
      if (who != null) {
        people.add(who);
      }
    }
    return query(
        tx,
        """
        select u.profile, p.granted, p.denied from unnest(?, ?) as u(workspace, profile)
        left join person_alias a on a.workspace = u.workspace and a.profile = u.profile
        join person p on p.workspace = u.workspace
          and p.profile = coalesce(a.into_profile, u.profile)\
        """,
        people);
  }

  private static Map<String, Consent> ofRefs(Connection tx, List<ClaimRow> rows)
      throws SQLException {
    TreeSet<Who> refs = new TreeSet<>();
    for (ClaimRow row : rows) {
      String ref = row.personRef();
      if (ref != null) {
        refs.add(new Who(row.claimed().key().workspace(), ref));
      }
    }
    return query(
        tx,
        """
        select u.ref, p.granted, p.denied from unnest(?, ?) as u(workspace, ref)
        join person_identifier i on i.workspace = u.workspace and i.ref = u.ref
        join person p on p.workspace = i.workspace and p.profile = i.profile\
        """,
        refs);
  }

  private static Map<String, Consent> query(Connection tx, String sql, TreeSet<Who> asked)
      throws SQLException {
    Map<String, Consent> found = new HashMap<>();
    if (asked.isEmpty()) {
      return found;
    }
    try (PreparedStatement statement = tx.prepareStatement(sql)) {
      new Columns<>(statement, asked).text(Who::workspace).text(Who::profile);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(rows.getString(1), PostgresPeople.consent(rows, 2, 3));
        }
      }
    }
    return found;
  }
}
