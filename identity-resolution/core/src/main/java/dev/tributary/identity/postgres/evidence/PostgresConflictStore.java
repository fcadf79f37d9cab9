package dev.tributary.identity.postgres.evidence;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.evidence.ConflictStore;
import dev.tributary.identity.evidence.ConflictStoreRowBuilder;
import dev.tributary.identity.evidence.ListPosition;
import dev.tributary.identity.evidence.SettlementRefused;
import dev.tributary.identity.postgres.store.TypeLimitCodec;
import dev.tributary.identity.resolution.Cuts;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** {@link ConflictStore} over PostgreSQL. */
public final class PostgresConflictStore implements ConflictStore {
  private static final int MOST_BETWEEN = 20;

  /**
   * Newest first; it also says which pairs have become one profile since. The inner query keeps its
   * order, row by row, so the merges are looked up only for the rows of one page.
   */
  private static final String READ =
      """
      select id, profile, type, value, reason, anchor_type, anchor_value, other, events, first_at,
             last_at, last_event, rules_version,
             coalesce(outcome, case when one_person then 'merged' end) as outcome, broken_limit
      from (
        select c.*,
          coalesce((select a.survivor from merged_profile a
                    where a.workspace = c.workspace and a.profile = c.profile), c.profile)
          = coalesce((select b.survivor from merged_profile b
                      where b.workspace = c.workspace and b.profile = c.other), c.other)
            as one_person
        from (
          select * from conflict where workspace = :workspace and %s
          order by id desc offset 0) c) found
      where %s limit :limit\
      """;

  private final RequestDatabase database;

  public PostgresConflictStore(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public List<Row> list(WorkspaceId workspace, boolean open, @Nullable String before, int limit) {
    String page = "(cast(:before as text) is null or id < :before)";
    String read =
        open
            ? READ.formatted("outcome is null and " + page, "not one_person")
            : READ.formatted(page, "(outcome is not null or one_person)");
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(read)
                .bind("workspace", workspace.value())
                .bind("before", before)
                .bind("limit", limit)
                .map(PostgresConflictStore::row)
                .list());
  }

  @Override
  public Optional<Row> find(WorkspaceId workspace, String id) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(READ.formatted("id = :id", "true"))
                .bind("workspace", workspace.value())
                .bind("id", id)
                .bind("limit", 1)
                .map(PostgresConflictStore::row)
                .findOne());
  }

  @Override
  public List<Row> between(WorkspaceId workspace, ProfileId one, ProfileId other) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    """
                    with sides as (
                      select :one as side, :one as profile union all select :other, :other
                      union all select survivor, profile from merged_profile
                        where workspace = :workspace and survivor in (:one, :other))
                    """
                        + READ.formatted(
                            """
                            exists (select from sides a join sides b on a.side <> b.side
                              where a.profile = conflict.profile and b.profile = conflict.other)\
                            """,
                            "true"))
                .bind("workspace", workspace.value())
                .bind("one", one.value())
                .bind("other", other.value())
                .bind("limit", MOST_BETWEEN)
                .map(PostgresConflictStore::row)
                .list());
  }

  @Override
  public @Nullable EventId settle(
      WorkspaceId workspace,
      Row conflict,
      Outcome outcome,
      String actor,
      Supplier<@Nullable EventId> act) {
    return database
        .<Optional<EventId>>inWorkspace(
            workspace,
            tx -> {
              if (!settled(tx, workspace, conflict, outcome, actor)) {
                throw new SettlementRefused("Another user has settled it already");
              }
              if (outcome == Outcome.KEPT_APART) {
                cut(tx, Cuts.Pair.of(workspace, conflict.anchor(), conflict.identifier()), actor);
              }
              return Optional.ofNullable(act.get());
            })
        .orElse(null);
  }

  private static boolean settled(
      Handle tx, WorkspaceId workspace, Row conflict, Outcome outcome, String actor) {
    return tx.createUpdate(
                "update conflict set outcome = :outcome, settled_by = :actor, settled_at = now()"
                    + " where workspace = :workspace and id = :id and outcome is null")
            .bind("outcome", outcome.wireName())
            .bind("actor", actor)
            .bind("workspace", workspace.value())
            .bind("id", conflict.id())
            .execute()
        > 0;
  }

  public static void cut(Handle tx, Cuts.Pair pair, String actor) {
    tx.createUpdate(
            """
            insert into cut (workspace, left_type, left_value, right_type, right_value, cut_by,
              cut_at)
            values (:workspace, :leftType, :leftValue, :rightType, :rightValue, :actor, now())
            on conflict do nothing\
            """)
        .bind("workspace", pair.workspace().value())
        .bind("leftType", pair.left().type())
        .bind("leftValue", pair.left().value())
        .bind("rightType", pair.right().type())
        .bind("rightValue", pair.right().value())
        .bind("actor", actor)
        .execute();
  }

  private static Row row(ResultSet rows, StatementContext context) throws SQLException {
    return ConflictStoreRowBuilder.builder()
        .id(rows.getString("id"))
        .profile(new ProfileId(rows.getString("profile")))
        .identifier(new Identifier(rows.getString("type"), rows.getString("value")))
        .reason(rows.getString("reason"))
        .limit(TypeLimitCodec.read(rows.getString("broken_limit")))
        .anchor(new Identifier(rows.getString("anchor_type"), rows.getString("anchor_value")))
        .other(new ProfileId(rows.getString("other")))
        .events(rows.getLong("events"))
        .firstAt(rows.getTimestamp("first_at").toInstant())
        .lastAt(rows.getTimestamp("last_at").toInstant())
        .lastEvent(rows.getString("last_event"))
        .rulesVersion(rows.getLong("rules_version"))
        .outcome(rows.getString("outcome"))
        .build();
  }

  @Override
  public List<Shared> suspected(WorkspaceId workspace, @Nullable ListPosition after, int limit) {
    return database.inWorkspace(workspace, tx -> suspected(tx, workspace, after, limit));
  }

  /** Like {@link ConflictStore#suspected}, within a transaction of the caller. */
  public static List<Shared> suspected(
      Handle tx, WorkspaceId workspace, @Nullable ListPosition after, int limit) {
    String before = after == null ? "" : " and (first_at, id) < (:at, :id)";
    Query query =
        tx.createQuery(
                "select id, type, value, cardinality(beside), first_at,"
                    + " last_at from shared_identifier"
                    + " where workspace = :workspace and suspected"
                    + before
                    + " order by first_at desc, id desc limit :limit")
            .bind("workspace", workspace.value())
            .bind("limit", limit);
    if (after != null) {
      query.bind("at", after.time()).bind("id", after.id());
    }
    return query.map(PostgresConflictStore::shared).list();
  }

  private static Shared shared(ResultSet rows, StatementContext context) throws SQLException {
    return new Shared(
        rows.getString(1),
        new Identifier(rows.getString(2), rows.getString(3)),
        rows.getInt(4),
        rows.getTimestamp(5).toInstant(),
        rows.getTimestamp(6).toInstant());
  }
}
