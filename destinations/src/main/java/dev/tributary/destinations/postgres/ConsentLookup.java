package dev.tributary.destinations.postgres;

import dev.tributary.destinations.desired.Consent;
import dev.tributary.destinations.desired.Named;
import dev.tributary.destinations.desired.Who;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/** Asks, at the moment of sending, what people allow. */
final class ConsentLookup {
  /**
   * Step by step: in one condition, {@code coalesce} could tell of rows that row-level security
   * hides, so that a preview would read every person.
   */
  private static final String OF_PEOPLE =
      """
      with parted as materialized (
        select u.workspace, u.profile, coalesce(s.into_profile, u.profile) as id
        from unnest(?, ?) as u(workspace, profile)
        left join separated_alias s on s.workspace = u.workspace and s.profile = u.profile),
      lives as materialized (
        select t.workspace, t.profile, coalesce(a.into_profile, t.id) as id from parted t
        left join person_alias a on a.workspace = t.workspace and a.profile = t.id)
      select l.profile, p.granted, p.denied from lives l
      join person p on p.workspace = l.workspace and p.profile = l.id\
      """;

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
    return writesWithheld(
        tx, destination, rows.stream().filter(row -> !row.claimed().removal()).toList());
  }

  /** The same where each row would be written, whatever it holds now. */
  Map<String, String> writesWithheld(
      Connection tx, Catalogue.Destination destination, List<ClaimRow> rows) throws SQLException {
    TreeSet<Who> people = new TreeSet<>();
    TreeSet<Who> refs = new TreeSet<>();
    for (ClaimRow row : rows) {
      Who who = Claiming.person(row.claimed());
      String ref = row.personRef();
      if (who != null) {
        people.add(who);
      } else if (ref != null) {
        refs.add(new Who(row.claimed().key().workspace(), ref));
      }
    }
    Map<String, Consent> ofPeople = ofPeople(tx, people);
    Map<String, Consent> ofRefs = ofRefs(tx, refs);
    Map<String, String> withheld = new HashMap<>();
    for (ClaimRow row : rows) {
      Who who = Claiming.person(row.claimed());
      String ref = row.personRef();
      if (who == null && ref == null) {
        continue;
      }
      Consent current =
          who != null
              ? ofPeople.getOrDefault(who.profile(), Consent.UNKNOWN)
              : ofRefs.getOrDefault(ref, Consent.UNKNOWN);
      forbids(destination, current.and(row.ownConsent()))
          .ifPresent(purpose -> withheld.put(row.claimed().id(), purpose));
    }
    return withheld;
  }

  /** The purpose that one of those forbids whom a record names; who is unknown forbids nothing. */
  Optional<String> withheld(Connection tx, Catalogue.Destination destination, Named named)
      throws SQLException {
    List<Consent> known = new ArrayList<>(ofPeople(tx, named.people()).values());
    known.addAll(ofRefs(tx, named.refs()).values());
    return known.stream().flatMap(each -> forbids(destination, each).stream()).findFirst();
  }

  private Optional<String> forbids(Catalogue.Destination destination, Consent consent) {
    return consent.withheldFor(
        destination.spec().purposes(),
        purpose -> unknownAllows.test(destination.workspace(), purpose));
  }

  private static Map<String, Consent> ofPeople(Connection tx, SortedSet<Who> people)
      throws SQLException {
    return query(tx, OF_PEOPLE, people);
  }

  private static Map<String, Consent> ofRefs(Connection tx, SortedSet<Who> refs)
      throws SQLException {
    return query(
        tx,
        """
        select u.ref, p.granted, p.denied from unnest(?, ?) as u(workspace, ref)
        join person_identifier i on i.workspace = u.workspace and i.ref = u.ref
        join person p on p.workspace = i.workspace and p.profile = i.profile\
        """,
        refs);
  }

  private static Map<String, Consent> query(Connection tx, String sql, SortedSet<Who> asked)
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
