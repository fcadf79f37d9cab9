package dev.tributary.identity.postgres.evidence;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.evidence.EvidenceQueries;
import dev.tributary.identity.postgres.store.LeftOutReads;
import dev.tributary.identity.postgres.store.PostgresEdgeStore;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.profile.EvidencePath;
import dev.tributary.identity.profile.Explanation;
import dev.tributary.identity.profile.Explanation.LeftOutEvent;
import dev.tributary.identity.profile.Explanation.NotOnePerson;
import dev.tributary.identity.profile.Explanation.OnePerson;
import dev.tributary.identity.profile.Explanation.Reason;
import dev.tributary.identity.profile.Merge;
import dev.tributary.identity.profile.Merge.PersonSummary;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.ProfileCodec;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** {@link EvidenceQueries} over PostgreSQL, read key by key, like {@link PostgresEdgeStore#of}. */
public final class PostgresEvidenceQueries implements EvidenceQueries {
  private final RequestDatabase database;

  public PostgresEvidenceQueries(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public Explanation explain(
      WorkspaceId workspace, @Nullable Identifier first, @Nullable Identifier second) {
    return database.inWorkspace(
        workspace,
        tx -> {
          Map<Identifier, Profile> owners =
              owners(tx, workspace, Stream.of(first, second).filter(Objects::nonNull).toList());
          return explain(tx, owners, first, second);
        });
  }

  private static Explanation explain(
      Handle tx,
      Map<Identifier, Profile> owners,
      @Nullable Identifier first,
      @Nullable Identifier second) {
    Profile one = first == null ? null : owners.get(first);
    Profile other = second == null ? null : owners.get(second);
    if (one == null || other == null || first == null || second == null) {
      LeftOutEvent aside =
          one == null ? newestNamingBoth(tx, other, first) : newestNamingBoth(tx, one, second);
      return notOne(one, other, aside == null ? Reason.UNKNOWN_IDENTIFIER : Reason.LEFT_OUT, aside);
    }
    if (!one.id().equals(other.id())) {
      if (keptApart(tx, one, other)) {
        return notOne(one, other, Reason.KEPT_APART, null);
      }
      LeftOutEvent aside = newestNamingBoth(tx, one, other);
      return notOne(one, other, aside == null ? Reason.NO_EVIDENCE : Reason.LEFT_OUT, aside);
    }
    return new OnePerson(one.id(), EvidencePath.between(edges(tx, one), first, second));
  }

  private static List<Edge> edges(Handle tx, Profile person) {
    return new PostgresEdgeStore(tx.getConnection()).of(person.workspace(), person.identifiers());
  }

  private static NotOnePerson notOne(
      @Nullable Profile one, @Nullable Profile other, Reason reason, @Nullable LeftOutEvent aside) {
    return new NotOnePerson(
        one == null ? null : one.id(), other == null ? null : other.id(), reason, aside);
  }

  /** For two profiles: the newest event of either that also named the other. */
  private static @Nullable LeftOutEvent newestNamingBoth(Handle tx, Profile one, Profile other) {
    return Stream.of(
            LeftOutReads.newest(tx, one.workspace(), one.id(), other.identifiers()),
            LeftOutReads.newest(tx, one.workspace(), other.id(), one.identifiers()))
        .flatMap(Optional::stream)
        .max(Comparator.comparing(LeftOutEvent::stamp))
        .orElse(null);
  }

  /** For a profile and an identifier without a profile: the newest event that named both. */
  private static @Nullable LeftOutEvent newestNamingBoth(
      Handle tx, @Nullable Profile profile, @Nullable Identifier unowned) {
    return profile == null || unowned == null
        ? null
        : LeftOutReads.newest(tx, profile.workspace(), profile.id(), List.of(unowned)).orElse(null);
  }

  /** Whether there is a cut between two of their identifiers. */
  private static boolean keptApart(Handle tx, Profile one, Profile other) {
    List<Identifier> all =
        Stream.concat(one.identifiers().stream(), other.identifiers().stream()).toList();
    return tx.createQuery(
            """
            select u.type, u.value, c.* from unnest(:types, :values) u(type, value)
            cross join lateral (
              select right_type, right_value from cut
              where workspace = :workspace and left_type = u.type and left_value = u.value
              offset 0) c\
            """)
        .bind("types", all.stream().map(Identifier::type).toArray(String[]::new))
        .bind("values", all.stream().map(Identifier::value).toArray(String[]::new))
        .bind("workspace", one.workspace().value())
        .map((rows, _) -> {
          Identifier left = new Identifier(rows.getString(1), rows.getString(2));
          Identifier right = new Identifier(rows.getString(3), rows.getString(4));
          return one.identifiers().contains(left)
              ? other.identifiers().contains(right)
              : one.identifiers().contains(right);
        })
        .list()
        .contains(true);
  }

  /** One statement, so that no merge can happen between two reads. */
  private static Map<Identifier, Profile> owners(
      Handle tx, WorkspaceId workspace, List<Identifier> wanted) {
    Map<Identifier, Profile> owners = new HashMap<>();
    tx.createQuery(
            """
            select u.type, u.value, p.* from unnest(:types, :values) u(type, value)
            cross join lateral (
              select profile from identifier
              where workspace = :workspace and type = u.type and value = u.value
              limit 1) i
            cross join lateral (
              select profile, version, document from profile
              where workspace = :workspace and profile = i.profile
              limit 1) p\
            """)
        .bind("types", wanted.stream().map(Identifier::type).toArray(String[]::new))
        .bind("values", wanted.stream().map(Identifier::value).toArray(String[]::new))
        .bind("workspace", workspace.value())
        .map((rows, _) ->
            Map.entry(
                new Identifier(rows.getString(1), rows.getString(2)),
                ProfileCodec.read(
                    workspace,
                    new ProfileId(rows.getString(3)),
                    rows.getLong(4),
                    rows.getBytes(5))))
        .forEach(owner -> owners.put(owner.getKey(), owner.getValue()));
    return owners;
  }

  @Override
  public List<Merge> merges(WorkspaceId workspace, ProfileId survivor, int limit) {
    return database.inWorkspace(
        workspace,
        tx -> {
          List<Merge> newestFirst =
              tx.createQuery(
                      """
                      select a.profile, coalesce(m.survivor, a.survivor),
                             coalesce(m.happened_at, a.merged_at), coalesce(m.cause, a.cause),
                             m.loser_type, m.loser_value, m.survivor_type, m.survivor_value,
                             m.loser_had, m.survivor_had, coalesce(m.rules_version, 0)
                      from merged_profile a
                      left join profile_merge m
                        on m.workspace = a.workspace and m.loser = a.profile
                      where a.workspace = :workspace and a.survivor = :survivor
                        and (m.survivor is null or m.survivor = :survivor
                          or exists (select from merged_profile b
                            where b.workspace = a.workspace and b.profile = m.survivor
                              and b.survivor = :survivor))
                      order by m.number desc nulls last, a.merged_at desc, a.profile desc
                      limit :limit\
                      """)
                  .bind("workspace", workspace.value())
                  .bind("survivor", survivor.value())
                  .bind("limit", limit)
                  .map(PostgresEvidenceQueries::merge)
                  .list();
          Collections.reverse(newestFirst);
          return newestFirst;
        });
  }

  private static Merge merge(ResultSet rows, StatementContext context) throws SQLException {
    return new Merge(
        new ProfileId(rows.getString(1)),
        new ProfileId(rows.getString(2)),
        new Stamp(rows.getTimestamp(3).toInstant(), rows.getString(4)),
        identifier(rows.getString(5), rows.getString(6)),
        identifier(rows.getString(7), rows.getString(8)),
        had(rows.getBytes(9)),
        had(rows.getBytes(10)),
        rows.getLong(11));
  }

  private static @Nullable Identifier identifier(@Nullable String type, @Nullable String value) {
    return type == null || value == null ? null : new Identifier(type, value);
  }

  private static PersonSummary had(byte @Nullable [] document) {
    return document == null
        ? new PersonSummary(List.of(), List.of())
        : Json.read(document, PersonSummary.class);
  }
}
