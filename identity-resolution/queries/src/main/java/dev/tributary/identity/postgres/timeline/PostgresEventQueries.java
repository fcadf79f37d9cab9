package dev.tributary.identity.postgres.timeline;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.acceptance.CorrectedValue;
import dev.tributary.identity.acceptance.LogPosition;
import dev.tributary.identity.acceptance.MessageKey;
import dev.tributary.identity.acceptance.Outcome;
import dev.tributary.identity.claim.LeftOut;
import dev.tributary.identity.evidence.ListPosition;
import dev.tributary.identity.postgres.store.LeftOutCodec;
import dev.tributary.identity.timeline.EventQueries;
import dev.tributary.identity.timeline.EventQueriesRecordedBuilder;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** {@link EventQueries} over PostgreSQL. */
public final class PostgresEventQueries implements EventQueries {
  static final String COLUMNS =
      """
      select event, source, type, name, outcome, reason, profile, happened_at, received_at, topic,
             part, position
      from accepted_event where workspace = :workspace\
      """;

  private final RequestDatabase database;

  public PostgresEventQueries(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public List<Recorded> list(
      WorkspaceId workspace, Filter filter, @Nullable String after, int limit) {
    return query(
        workspace,
        conditions(filter).and("event < :after", "after", after),
        "order by event desc",
        limit);
  }

  @Override
  public List<Recorded> inOrder(
      WorkspaceId workspace, Filter filter, @Nullable ListPosition after, int limit) {
    Conditions conditions = conditions(filter);
    if (after != null) {
      conditions.and(
          "(happened_at, event) > (:afterTime, :afterEvent)",
          Map.of("afterTime", after.time(), "afterEvent", after.id()));
    }
    return query(workspace, conditions, "order by happened_at, event", limit);
  }

  private List<Recorded> query(
      WorkspaceId workspace, Conditions conditions, String order, int limit) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(COLUMNS + conditions.sql() + " " + order + " limit :limit")
                .bind("workspace", workspace.value())
                .bind("limit", limit)
                .bindMap(conditions.bindings())
                .map(PostgresEventQueries::recorded)
                .list());
  }

  private static Conditions conditions(Filter filter) {
    List<ProfileId> profiles = filter.profiles();
    String messageId = filter.messageId();
    Outcome outcome = filter.outcome();
    return new Conditions()
        .and(
            "profile = any(:profiles)",
            "profiles",
            profiles == null ? null : ProfileId.values(profiles))
        .and(
            "message_hash = :message",
            "message",
            messageId == null ? null : MessageKey.hash(messageId))
        .and("outcome = :outcome", "outcome", outcome == null ? null : outcome.wireName())
        .and("source = :source", "source", SourceId.textOf(filter.source()))
        .and("type = :type", "type", filter.type())
        .and("received_at >= :from", "from", filter.from())
        .and("received_at < :to", "to", filter.to());
  }

  @Override
  public Optional<Recorded> find(WorkspaceId workspace, EventId event) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(COLUMNS + " and event = :event")
                .bind("workspace", workspace.value())
                .bind("event", event.value())
                .map(PostgresEventQueries::recorded)
                .findOne());
  }

  @Override
  public List<LeftOut> leftOut(WorkspaceId workspace, EventId event) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select left_out from accepted_event"
                        + " where workspace = :workspace and event = :event")
                .bind("workspace", workspace.value())
                .bind("event", event.value())
                .map((rows, _) -> LeftOutCodec.read(rows.getString(1)))
                .findOne()
                .orElse(List.of()));
  }

  @Override
  public Optional<CorrectedValue> corrected(WorkspaceId workspace, EventId event) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    """
                    select corrected from accepted_event
                    where workspace = :workspace and event = :event and corrected is not null\
                    """)
                .bind("workspace", workspace.value())
                .bind("event", event.value())
                .map((rows, _) ->
                    Json.read(
                        rows.getString(1).getBytes(StandardCharsets.UTF_8), CorrectedValue.class))
                .findOne());
  }

  static Recorded recorded(ResultSet rows, StatementContext context) throws SQLException {
    return EventQueriesRecordedBuilder.builder()
        .event(new EventId(rows.getString("event")))
        .source(new SourceId(rows.getString("source")))
        .type(rows.getString("type"))
        .name(rows.getString("name"))
        .outcome(rows.getString("outcome"))
        .reason(rows.getString("reason"))
        .profile(ProfileId.ofNullable(rows.getString("profile")))
        .timestamp(rows.getTimestamp("happened_at").toInstant())
        .receivedAt(rows.getTimestamp("received_at").toInstant())
        .position(
            new LogPosition(rows.getString("topic"), rows.getInt("part"), rows.getLong("position")))
        .build();
  }
}
