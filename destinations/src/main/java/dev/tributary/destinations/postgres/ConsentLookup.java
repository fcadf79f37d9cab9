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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
      select l.profile, p.granted, p.denied, exists (%s) from lives l
      left join person p on p.workspace = l.workspace and p.profile = l.id\
      """
          .formatted(PostgresSeparations.WAITS.formatted("l.workspace", "l.id"));

  private static final String OF_REFS =
      """
      select u.ref, p.granted, p.denied, exists (%s) from unnest(?, ?) as u(workspace, ref)
      join person_identifier i on i.workspace = u.workspace and i.ref = u.ref
      join person p on p.workspace = i.workspace and p.profile = i.profile\
      """
          .formatted(PostgresSeparations.WAITS.formatted("p.workspace", "p.profile"));

  private final BiPredicate<String, String> unknownAllows;

  ConsentLookup(BiPredicate<String, String> unknownAllows) {
    this.unknownAllows = unknownAllows;
  }

  /**
   * What people say to deliveries.
   *
   * @param withheld those that may not go, with the purpose that forbids it
   * @param waiting those of people who are just being taken apart: whose answer counts is known
   *     when both are
   */
  record Verdict(Map<String, String> withheld, Set<String> waiting) {}

  /** Removals always may go, and so may rows that speak of no person. */
  Verdict verdict(Connection tx, Catalogue.Destination destination, List<ClaimRow> rows)
      throws SQLException {
    return writes(tx, destination, rows.stream().filter(row -> !row.claimed().removal()).toList());
  }

  /** The same, as if nobody were being taken apart. */
  Map<String, String> withheld(
      Connection tx, Catalogue.Destination destination, List<ClaimRow> rows) throws SQLException {
    return verdict(tx, destination, rows).withheld();
  }

  /** The same where each row would be written, whatever it holds now. */
  Map<String, String> writesWithheld(
      Connection tx, Catalogue.Destination destination, List<ClaimRow> rows) throws SQLException {
    return writes(tx, destination, rows).withheld();
  }

  private Verdict writes(Connection tx, Catalogue.Destination destination, List<ClaimRow> rows)
      throws SQLException {
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
    Map<String, Answered> ofPeople = query(tx, OF_PEOPLE, people);
    Map<String, Answered> ofRefs = query(tx, OF_REFS, refs);
    Verdict verdict = new Verdict(new HashMap<>(), new HashSet<>());
    for (ClaimRow row : rows) {
      Who who = Claiming.person(row.claimed());
      String ref = row.personRef();
      if (who == null && ref == null) {
        continue;
      }
      Answered current =
          who != null
              ? ofPeople.getOrDefault(who.profile(), Answered.NOTHING)
              : ofRefs.getOrDefault(ref, Answered.NOTHING);
      String delivery = row.claimed().id();
      if (current.waits()) {
        verdict.waiting().add(delivery);
      }
      forbids(destination, current.consent().and(row.ownConsent()))
          .ifPresent(purpose -> verdict.withheld().put(delivery, purpose));
    }
    return verdict;
  }

  /** The purpose that one of those forbids whom a record names; who is unknown forbids nothing. */
  Optional<String> withheld(Connection tx, Catalogue.Destination destination, Named named)
      throws SQLException {
    List<Answered> known = new ArrayList<>(query(tx, OF_PEOPLE, named.people()).values());
    known.addAll(query(tx, OF_REFS, named.refs()).values());
    return known.stream()
        .filter(Answered::known)
        .flatMap(each -> forbids(destination, each.consent()).stream())
        .findFirst();
  }

  private Optional<String> forbids(Catalogue.Destination destination, Consent consent) {
    return consent.withheldFor(
        destination.spec().purposes(),
        purpose -> unknownAllows.test(destination.workspace(), purpose));
  }

  /**
   * @param known whether there is such a person
   * @param waits whether they are just being taken apart
   */
  private record Answered(boolean known, Consent consent, boolean waits) {
    static final Answered NOTHING = new Answered(false, Consent.UNKNOWN, false);
  }

  private static Map<String, Answered> query(Connection tx, String sql, SortedSet<Who> asked)
      throws SQLException {
    Map<String, Answered> found = new HashMap<>();
    if (asked.isEmpty()) {
      return found;
    }
    try (PreparedStatement statement = tx.prepareStatement(sql)) {
      new Columns<>(statement, asked).text(Who::workspace).text(Who::profile);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(
              rows.getString(1),
              new Answered(
                  rows.getArray(2) != null,
                  PostgresPeople.consent(rows, 2, 3),
                  rows.getBoolean(4)));
        }
      }
    }
    return found;
  }
}
