package dev.tributary.identity.postgres.evidence;

import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toSet;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.unmerge.UnmergePlan.DividedEvents;
import dev.tributary.identity.evidence.UnmergeQueries;
import dev.tributary.identity.postgres.store.PostgresUnmergeStore;
import dev.tributary.identity.profile.Unmerge;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** {@link UnmergeQueries} over PostgreSQL. */
public final class PostgresUnmergeQueries implements UnmergeQueries {
  private static final String LEAVES =
      """
      (t.profile = any(:along) or (t.anchor_type, t.anchor_value) in (
        select u.type, u.value from unnest(:types, :values) u(type, value)))\
      """;
  private static final String FAMILY =
      """
      (select :profile union all select profile from merged_profile
       where workspace = :workspace and survivor = :profile)\
      """;
  private static final String COUNT =
      """
      select count(*) filter (where %s), count(*)
      from (
        select profile, anchor_type, anchor_value from %%s
        where workspace = :workspace and profile in %s
        limit :most) t\
      """
          .formatted(LEAVES, FAMILY);
  private static final String ACTIONS =
      """
      select %s, t.event from accepted_event t
      where t.workspace = :workspace and t.profile in %s and t.outcome = 'applied'
        and t.type in %s
      limit :most\
      """
          .formatted(LEAVES, FAMILY, PostgresUnmergeStore.ACTION_TYPES);

  private final RequestDatabase database;

  public PostgresUnmergeQueries(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public Share share(WorkspaceId workspace, ProfileId profile, Set<Identifier> leaving) {
    return database.inWorkspace(
        workspace,
        tx -> {
          List<ProfileId> aliases = aliasesToMove(tx, workspace, profile, leaving);
          return new Share(
              aliases,
              count(tx, "accepted_event", workspace, profile, aliases, leaving),
              count(tx, "model_row", workspace, profile, aliases, leaving));
        });
  }

  @Override
  public DividedEvents deeds(
      WorkspaceId workspace,
      ProfileId profile,
      Set<Identifier> leaving,
      Collection<ProfileId> aliases) {
    Map<Boolean, Set<EventId>> deeds =
        database.inWorkspace(
            workspace,
            tx ->
                share(tx, ACTIONS, workspace, profile, aliases, leaving)
                    .map((rows, _) -> Map.entry(rows.getBoolean(1), new EventId(rows.getString(2))))
                    .collect(
                        partitioningBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toSet()))));
    Set<EventId> leave = Objects.requireNonNull(deeds.get(true));
    Set<EventId> stay = Objects.requireNonNull(deeds.get(false));
    return leave.size() <= stay.size()
        ? new DividedEvents(true, leave)
        : new DividedEvents(false, stay);
  }

  private List<ProfileId> aliasesToMove(
      Handle tx, WorkspaceId workspace, ProfileId profile, Set<Identifier> leaving) {
    return new PostgresUnmergeStore(tx.getConnection()).aliasesToMove(workspace, profile, leaving);
  }

  private static Counted count(
      Handle tx,
      String table,
      WorkspaceId workspace,
      ProfileId profile,
      Collection<ProfileId> aliases,
      Set<Identifier> leaving) {
    return share(tx, COUNT.formatted(table), workspace, profile, aliases, leaving)
        .map((rows, _) -> new Counted(rows.getLong(1), rows.getLong(2)))
        .one();
  }

  private static Query share(
      Handle tx,
      String sql,
      WorkspaceId workspace,
      ProfileId profile,
      Collection<ProfileId> aliases,
      Set<Identifier> leaving) {
    return tx.createQuery(sql)
        .bind("workspace", workspace.value())
        .bind("profile", profile.value())
        .bind("along", ProfileId.values(aliases))
        .bind("types", leaving.stream().map(Identifier::type).toArray(String[]::new))
        .bind("values", leaving.stream().map(Identifier::value).toArray(String[]::new))
        .bind("most", Unmerge.MOST_EVENTS + 1);
  }

  @Override
  public List<Unmerge> of(WorkspaceId workspace, ProfileId profile, int limit) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    """
                    select profile, into_profile, identifiers, unmerged_by, cause, unmerged_at
                    from profile_unmerge
                    where workspace = :workspace and :profile in (profile, into_profile)
                    order by number desc limit :limit\
                    """)
                .bind("workspace", workspace.value())
                .bind("profile", profile.value())
                .bind("limit", limit)
                .map(PostgresUnmergeQueries::unmerge)
                .list());
  }

  private static Unmerge unmerge(ResultSet rows, StatementContext context) throws SQLException {
    Identifier[] identifiers = Json.read(rows.getBytes(3), Identifier[].class);
    return new Unmerge(
        new ProfileId(rows.getString(1)),
        new ProfileId(rows.getString(2)),
        List.of(identifiers),
        rows.getString(4),
        rows.getString(5),
        rows.getTimestamp(6).toInstant());
  }
}
