package dev.tributary.destinations.postgres.delivery;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.destinations.desired.Consent;
import dev.tributary.destinations.desired.IdentifierRef;
import dev.tributary.destinations.desired.ReferencedProfiles;
import dev.tributary.destinations.postgres.PostgresPeople;
import dev.tributary.destinations.postgres.PostgresUnmerges;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.postgres.Columns;
import dev.tributary.runtime.replica.ProfileReplicaSql;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the consent of people at the moment of sending. */
final class ConsentLookup {
  /**
   * The query has several steps. In one condition, {@code coalesce} could reveal rows that
   * row-level security hides, so PostgreSQL would read every person for a preview. The offset makes
   * the planner look up each person by the index.
   */
  private static final String OF_PEOPLE =
      ProfileReplicaSql.WITH_CURRENT
          + """
           select c.id, p.granted, p.denied, exists (%s) from current_profile c
          left join lateral (
            select k.granted, k.denied from person k
            where k.workspace = c.workspace and k.profile = c.profile offset 0) p on true\
          """
              .formatted(PostgresUnmerges.WAITS.formatted("c.workspace", "c.profile"));

  private static final String OF_REFS =
      """
      select u.ref, p.granted, p.denied, exists (%s) from unnest(?, ?) as u(workspace, ref)
      join person_identifier i on i.workspace = u.workspace and i.ref = u.ref
      join person p on p.workspace = i.workspace and p.profile = i.profile\
      """
          .formatted(PostgresUnmerges.WAITS.formatted("p.workspace", "p.profile"));

  private final BiPredicate<WorkspaceId, String> unknownAllows;

  ConsentLookup(BiPredicate<WorkspaceId, String> unknownAllows) {
    this.unknownAllows = unknownAllows;
  }

  /**
   * The decisions of consent about deliveries.
   *
   * @param withheld deliveries that may not be sent, with the purpose that is not allowed
   * @param waiting deliveries of people with an incomplete unmerge: the person whose consent counts
   *     is known when both profiles are
   */
  record Verdict(Map<String, String> withheld, Set<String> waiting) {}

  /** Removals may always be sent, and so may rows that belong to no person. */
  Verdict verdict(Connection tx, Catalogue.Destination destination, List<ClaimRow> rows)
      throws SQLException {
    return writes(tx, destination, rows.stream().filter(row -> !row.claimed().removal()).toList());
  }

  /** The same, but an incomplete unmerge is ignored. */
  Map<String, String> withheld(
      Connection tx, Catalogue.Destination destination, List<ClaimRow> rows) throws SQLException {
    return verdict(tx, destination, rows).withheld();
  }

  /** The same, as if each row were written, even if it would be removed. */
  Map<String, String> writesWithheld(
      Connection tx, Catalogue.Destination destination, List<ClaimRow> rows) throws SQLException {
    return writes(tx, destination, rows).withheld();
  }

  private Verdict writes(Connection tx, Catalogue.Destination destination, List<ClaimRow> rows)
      throws SQLException {
    TreeSet<ProfileRef> people = new TreeSet<>();
    TreeSet<IdentifierRef> refs = new TreeSet<>();
    for (ClaimRow row : rows) {
      ProfileRef who = Claiming.person(row.claimed());
      String ref = row.personRef();
      if (who != null) {
        people.add(who);
      } else if (ref != null) {
        refs.add(new IdentifierRef(row.claimed().key().workspace(), ref));
      }
    }
    Map<String, Answered> ofPeople = ofPeople(tx, people);
    Map<String, Answered> ofRefs = ofIdentifiers(tx, refs);
    Verdict verdict = new Verdict(new HashMap<>(), new HashSet<>());
    for (ClaimRow row : rows) {
      ProfileRef who = Claiming.person(row.claimed());
      String ref = row.personRef();
      if (who == null && ref == null) {
        continue;
      }
      Answered current =
          who != null
              ? ofPeople.getOrDefault(who.profile().value(), Answered.NOTHING)
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

  /**
   * The purpose that one of the referenced profiles does not allow; an unknown profile denies
   * nothing.
   */
  Optional<String> withheld(
      Connection tx, Catalogue.Destination destination, ReferencedProfiles named)
      throws SQLException {
    List<Answered> known = new ArrayList<>(ofPeople(tx, named.people()).values());
    known.addAll(ofIdentifiers(tx, named.refs()).values());
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
   * @param waits whether the person has an incomplete unmerge
   */
  private record Answered(boolean known, Consent consent, boolean waits) {
    static final Answered NOTHING = new Answered(false, Consent.UNKNOWN, false);
  }

  private static Map<String, Answered> ofPeople(Connection tx, SortedSet<ProfileRef> people)
      throws SQLException {
    return query(tx, OF_PEOPLE, people, ProfileRef::workspace, each -> each.profile().value());
  }

  private static Map<String, Answered> ofIdentifiers(Connection tx, SortedSet<IdentifierRef> refs)
      throws SQLException {
    return query(tx, OF_REFS, refs, IdentifierRef::workspace, IdentifierRef::ref);
  }

  private static <T> Map<String, Answered> query(
      Connection tx,
      String sql,
      SortedSet<T> asked,
      Function<T, WorkspaceId> workspace,
      Function<T, @Nullable String> key)
      throws SQLException {
    Map<String, Answered> found = new HashMap<>();
    if (asked.isEmpty()) {
      return found;
    }
    try (PreparedStatement statement = tx.prepareStatement(sql)) {
      new Columns<>(statement, asked).workspace(workspace).text(key);
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
