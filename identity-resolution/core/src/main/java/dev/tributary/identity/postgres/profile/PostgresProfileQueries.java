package dev.tributary.identity.postgres.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileConsents.ProfileConsent;
import dev.tributary.identity.claim.LeftOut;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.postgres.store.LeftOutReads;
import dev.tributary.identity.postgres.store.PolicyTable;
import dev.tributary.identity.postgres.store.PostgresEdgeStore;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.ProfileCodec;
import dev.tributary.identity.profile.ProfileQueries;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * {@link ProfileQueries} over PostgreSQL. Identifiers are read key by key, like {@link
 * PostgresEdgeStore#of}.
 */
public final class PostgresProfileQueries implements ProfileQueries {
  /**
   * A step of its own. In a single condition, {@code coalesce} could reveal rows that row-level
   * security hides, so PostgreSQL would read every profile.
   */
  private static final String LIVES =
      """
      with lives as materialized (
        select coalesce(
          (select a.survivor from merged_profile a
           where a.workspace = :workspace and a.profile = :id), :id) as id),
      """;

  private static final String FAMILY =
      LIVES
          + """
          them as materialized (
            select p.profile from lives
            join profile p on p.workspace = :workspace and p.profile = lives.id)
          select profile,
            array(select a.profile from merged_profile a
              where a.workspace = :workspace and a.survivor = them.profile order by a.profile)
          from them\
          """;

  /**
   * One query for all parts, because each round trip to the database costs more than the read. An
   * event without new data does not change the profile, so the newest event is looked up for the
   * last visit.
   */
  private static final String FIND =
      LIVES
          + """
          them as materialized (
            select p.profile, p.version, p.document from lives
            join profile p on p.workspace = :workspace and p.profile = lives.id),
          merged as materialized (
            select a.profile from them
            join merged_profile a on a.workspace = :workspace and a.survivor = them.profile)
          select profile, version, document,
            array(select m.profile from merged m order by m.profile),
            (select max(newest.happened_at)
             from (select t.profile from them t union all select m.profile from merged m) family
             cross join lateral (
               select e.happened_at from accepted_event e
               where e.workspace = :workspace and e.profile = family.profile and e.source <> :manual
               order by e.happened_at desc limit 1) newest),
            %s,
            %s
          from them\
          """
              .formatted(PolicyTable.ALL, PostgresTraitQueries.CLASSES);

  /** As {@link #FIND}, for many people: each is read by its key. */
  private static final String FIND_ALL =
      """
      with lives as materialized (
        select asked.id as asked, coalesce(merged.survivor, asked.id) as id, merged.version
        from unnest(:ids) asked(id)
        left join lateral (
          select survivor, version from merged_profile
          where workspace = :workspace and profile = asked.id
          limit 1) merged on true)
      select lives.asked, p.profile, p.version, p.document, coalesce(lives.version, p.version)
      from lives
      cross join lateral (
        select profile, version, document from profile
        where workspace = :workspace and profile = lives.id
        limit 1) p\
      """;

  private final RequestDatabase database;

  public PostgresProfileQueries(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public Map<Identifier, ProfileId> lookup(
      WorkspaceId workspace, Collection<Identifier> identifiers) {
    return database.byKey(
        workspace,
        tx ->
            tx.createQuery(
                    """
                    select u.type, u.value, i.profile from unnest(:types, :values) u(type, value)
                    cross join lateral (
                      select profile from identifier
                      where workspace = :workspace and type = u.type and value = u.value
                      limit 1) i\
                    """)
                .bind("workspace", workspace.value())
                .bind("types", identifiers.stream().map(Identifier::type).toArray(String[]::new))
                .bind("values", identifiers.stream().map(Identifier::value).toArray(String[]::new))
                .reduceRows(
                    new HashMap<Identifier, ProfileId>(),
                    (found, row) -> {
                      found.put(
                          new Identifier(
                              row.getColumn(1, String.class), row.getColumn(2, String.class)),
                          new ProfileId(row.getColumn(3, String.class)));
                      return found;
                    }));
  }

  @Override
  public Optional<Family> family(WorkspaceId workspace, ProfileId id) {
    return database.byKey(
        workspace,
        tx ->
            tx.createQuery(FAMILY)
                .bind("workspace", workspace.value())
                .bind("id", id.value())
                .map((rows, _) -> new Family(new ProfileId(rows.getString(1)), ids(rows, 2)))
                .findOne());
  }

  @Override
  public Optional<Person> find(WorkspaceId workspace, ProfileId id) {
    return database.byKey(
        workspace,
        tx ->
            tx.createQuery(FIND)
                .bind("workspace", workspace.value())
                .bind("id", id.value())
                .bind("manual", Origin.MANUAL.text())
                .map((rows, _) -> person(tx, workspace, rows))
                .findOne());
  }

  private static Person person(Handle tx, WorkspaceId workspace, ResultSet rows)
      throws SQLException {
    Profile profile =
        ProfileCodec.read(
            workspace, new ProfileId(rows.getString(1)), rows.getLong(2), rows.getBytes(3));
    Timestamp newest = rows.getTimestamp(5);
    return new Person(
        profile,
        new Family(profile.id(), ids(rows, 4)),
        new PostgresEdgeStore(tx.getConnection()).of(workspace, profile.identifiers()),
        newest == null || newest.toInstant().isBefore(profile.lastSeen())
            ? profile.lastSeen()
            : newest.toInstant(),
        PolicyTable.policies(rows.getBytes(6)),
        PostgresTraitQueries.classes(rows.getBytes(7)));
  }

  private static List<ProfileId> ids(ResultSet rows, int column) throws SQLException {
    return Stream.of((String[]) rows.getArray(column).getArray()).map(ProfileId::new).toList();
  }

  @Override
  public List<LeftOut> leftOut(WorkspaceId workspace, ProfileId profile) {
    return database.byKey(workspace, tx -> LeftOutReads.ofNewest(tx, workspace, profile));
  }

  @Override
  public Map<ProfileId, Map<String, JsonNode>> traits(
      WorkspaceId workspace, Collection<ProfileId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return database.byKey(
        workspace,
        tx -> {
          TraitPolicies policies = PolicyTable.read(tx, workspace);
          return tx.createQuery(FIND_ALL)
              .bind("workspace", workspace.value())
              .bind("ids", ProfileId.values(ids))
              .reduceResultSet(
                  new HashMap<ProfileId, Map<String, JsonNode>>(),
                  (found, rows, _) -> {
                    found.put(
                        new ProfileId(rows.getString(1)),
                        ProfileCodec.read(
                                workspace,
                                new ProfileId(rows.getString(2)),
                                rows.getLong(3),
                                rows.getBytes(4))
                            .traits()
                            .values(policies));
                    return found;
                  });
        });
  }

  @Override
  public List<ProfileConsent> consents(WorkspaceId workspace, Collection<ProfileId> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return database.byKey(
        workspace,
        tx ->
            tx.createQuery(FIND_ALL)
                .bind("workspace", workspace.value())
                .bind("ids", ProfileId.values(ids))
                .map((rows, _) -> consent(tx, workspace, rows))
                .list());
  }

  private static ProfileConsent consent(Handle tx, WorkspaceId workspace, ResultSet rows)
      throws SQLException {
    Profile profile =
        ProfileCodec.read(
            workspace, new ProfileId(rows.getString(2)), rows.getLong(3), rows.getBytes(4));
    List<Edge> evidence =
        profile.disputed()
            ? new PostgresEdgeStore(tx.getConnection()).of(workspace, profile.identifiers())
            : List.of();
    Map<String, ConsentState> consent = new TreeMap<>();
    profile
        .currentConsent(evidence)
        .forEach((purpose, answer) -> consent.put(purpose, answer.state()));
    return new ProfileConsent(new ProfileId(rows.getString(1)), rows.getLong(5), consent);
  }

  @Override
  public List<Answered> answers(WorkspaceId workspace, List<ProfileId> profiles, int limit) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    """
                    select about, name, state, source, key_kind, cause, happened_at from answer
                    where workspace = :workspace and profile = any(:profiles)
                    order by happened_at desc, cause desc limit :limit\
                    """)
                .bind("workspace", workspace.value())
                .bind("profiles", ProfileId.values(profiles))
                .bind("limit", limit)
                .map((rows, _) ->
                    new Answered(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        SourceKind.orServer(SourceKind.named(rows.getString(5))),
                        rows.getString(6),
                        rows.getTimestamp(7).toInstant()))
                .list());
  }

  @Override
  public Summary summary(WorkspaceId workspace) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    """
                    select
                      (select count(*) from profile where workspace = :workspace),
                      (select count(*) from identifier where workspace = :workspace),
                      (select count(*) from merged_profile where workspace = :workspace),
                      (select count(*) from quarantined_input
                       where workspace = :workspace and state = 'waiting')\
                    """)
                .bind("workspace", workspace.value())
                .map((rows, _) ->
                    new Summary(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4)))
                .one());
  }
}
