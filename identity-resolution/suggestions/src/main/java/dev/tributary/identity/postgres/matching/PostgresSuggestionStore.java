package dev.tributary.identity.postgres.matching;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.evidence.ConflictStore.Outcome;
import dev.tributary.identity.evidence.SettlementRefused;
import dev.tributary.identity.matching.Waterfall;
import dev.tributary.identity.postgres.evidence.PostgresConflictStore;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.ProfileCodec;
import dev.tributary.identity.resolution.Cuts;
import dev.tributary.identity.suggestion.SuggestionStore;
import dev.tributary.identity.suggestion.SuggestionStoreRowBuilder;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** {@link SuggestionStore} over PostgreSQL. */
public final class PostgresSuggestionStore implements SuggestionStore {
  /**
   * Follows merges since the suggestion; a pair that has become one profile in this way is no
   * longer a suggestion.
   */
  private static final String SELECT =
      """
      select * from (
        select s.id, s.workspace,
               case when s.outcome is null then coalesce(a.survivor, s.left_profile)
                    else s.left_profile end as one,
               case when s.outcome is null then coalesce(b.survivor, s.right_profile)
                    else s.right_profile end as other,
               s.weight, s.prior, s.bars, s.found_at, s.run, s.outcome, s.settled_by, s.settled_at,
               s.left_had, s.right_had
        from suggestion s
        left join merged_profile a on a.workspace = s.workspace and a.profile = s.left_profile
        left join merged_profile b on b.workspace = s.workspace and b.profile = s.right_profile)
        suggestion
      where workspace = :workspace and one <> other\
      """;

  private static final Page LIKELY_FIRST =
      new Page("weight desc, id", "(-weight, id) > (-:weight, :id)");
  private static final Page NEWEST_FIRST =
      new Page("settled_at desc, id desc", "(settled_at, id) < (:at, :id)");

  private final RequestDatabase database;

  public PostgresSuggestionStore(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public List<Row> list(WorkspaceId workspace, State state, @Nullable After after, int limit) {
    return database.inWorkspace(
        workspace,
        tx -> {
          Page page = state == State.OPEN ? LIKELY_FIRST : NEWEST_FIRST;
          Query query =
              tx.createQuery(
                      SELECT
                          + " and "
                          + which(state)
                          + (after == null ? "" : " and " + page.after())
                          + " order by "
                          + page.order()
                          + " limit :limit")
                  .bind("workspace", workspace.value())
                  .bind("limit", limit);
          if (after != null && state == State.OPEN) {
            query.bind("weight", after.weight()).bind("id", after.id());
          } else if (after != null) {
            query.bind("at", after.settledAt()).bind("id", after.id());
          }
          return query.map(PostgresSuggestionStore::row).list();
        });
  }

  /** The order of a list, and the condition for what comes after a position. */
  private record Page(String order, String after) {}

  private static String which(State state) {
    return switch (state) {
      case OPEN -> "outcome is null";
      case SETTLED -> "outcome is not null";
      case MERGED -> "outcome = 'merged'";
    };
  }

  @Override
  public Optional<Row> find(WorkspaceId workspace, String id) {
    return database.inWorkspace(workspace, tx -> find(tx, workspace, id));
  }

  private static Optional<Row> find(Handle tx, WorkspaceId workspace, String id) {
    return tx.createQuery(SELECT + " and id = :id")
        .bind("workspace", workspace.value())
        .bind("id", id)
        .map(PostgresSuggestionStore::row)
        .findOne();
  }

  @Override
  public Map<ProfileId, Profile> people(WorkspaceId workspace, Collection<ProfileId> profiles) {
    return database.inWorkspace(workspace, tx -> people(tx, workspace, profiles));
  }

  private static Map<ProfileId, Profile> people(
      Handle tx, WorkspaceId workspace, Collection<ProfileId> profiles) {
    Map<ProfileId, Profile> people = new HashMap<>();
    tx.createQuery(
            "select profile, version, document from profile"
                + " where workspace = :workspace and profile = any(:profiles)")
        .bind("workspace", workspace.value())
        .bind("profiles", ProfileId.values(profiles))
        .map((rows, _) ->
            ProfileCodec.read(
                workspace, new ProfileId(rows.getString(1)), rows.getLong(2), rows.getBytes(3)))
        .forEach(profile -> people.put(profile.id(), profile));
    return people;
  }

  @Override
  public @Nullable EventId settle(
      WorkspaceId workspace,
      Row suggestion,
      Outcome outcome,
      String actor,
      BiFunction<Profile, Profile, @Nullable EventId> act) {
    return database
        .<Optional<EventId>>inWorkspace(
            workspace,
            tx -> {
              Map<ProfileId, Profile> people =
                  people(tx, workspace, List.of(suggestion.left(), suggestion.right()));
              Profile left = people.get(suggestion.left());
              Profile right = people.get(suggestion.right());
              if (left == null || right == null) {
                throw new SettlementRefused("One of the two was merged or deleted meanwhile");
              }
              if (!settled(tx, workspace, suggestion.id(), outcome, actor, left, right)) {
                throw new SettlementRefused("Another user has settled it already");
              }
              if (outcome == Outcome.KEPT_APART) {
                PostgresConflictStore.cut(
                    tx,
                    Cuts.Pair.of(workspace, left.defaultAnchor(), right.defaultAnchor()),
                    actor);
              }
              return Optional.ofNullable(act.apply(left, right));
            })
        .orElse(null);
  }

  private static boolean settled(
      Handle tx,
      WorkspaceId workspace,
      String id,
      Outcome outcome,
      String actor,
      Profile left,
      Profile right) {
    return tx.createUpdate(
                """
                update suggestion set outcome = :outcome, settled_by = :actor, settled_at = now(),
                  left_had = cast(:leftHad as jsonb), right_had = cast(:rightHad as jsonb)
                where workspace = :workspace and id = :id and outcome is null\
                """)
            .bind("outcome", outcome.wireName())
            .bind("actor", actor)
            .bind("leftHad", SuggestionTable.text(left.identifiers()))
            .bind("rightHad", SuggestionTable.text(right.identifiers()))
            .bind("workspace", workspace.value())
            .bind("id", id)
            .execute()
        > 0;
  }

  private static Row row(ResultSet rows, StatementContext context) throws SQLException {
    Waterfall.Bar[] bars = Json.read(rows.getBytes("bars"), Waterfall.Bar[].class);
    Timestamp settledAt = rows.getTimestamp("settled_at");
    return SuggestionStoreRowBuilder.builder()
        .id(rows.getString("id"))
        .left(new ProfileId(rows.getString("one")))
        .right(new ProfileId(rows.getString("other")))
        .waterfall(new Waterfall(rows.getDouble("prior"), List.of(bars)))
        .foundAt(rows.getTimestamp("found_at").toInstant())
        .run(rows.getString("run"))
        .outcome(rows.getString("outcome"))
        .settledBy(rows.getString("settled_by"))
        .settledAt(settledAt == null ? null : settledAt.toInstant())
        .leftHad(identifiers(rows.getBytes("left_had")))
        .rightHad(identifiers(rows.getBytes("right_had")))
        .build();
  }

  private static List<Identifier> identifiers(byte @Nullable [] json) {
    return json == null ? List.of() : List.of(Json.read(json, Identifier[].class));
  }
}
