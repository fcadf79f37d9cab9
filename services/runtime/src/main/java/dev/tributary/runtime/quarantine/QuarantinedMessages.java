package dev.tributary.runtime.quarantine;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.RequestDatabase;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** A workspace's side of the quarantine, for REST. Thread-safe. */
public final class QuarantinedMessages {
  private static final String COLUMNS =
      """
      select id, topic, part, position, message_id, type, reason, detail, quarantined_at, state,
        redrives, message_value is not null as whole
      from quarantined_message where workspace = :workspace\
      """;
  private static final String REASONS =
      """
      select reason, count(*), max(quarantined_at) from quarantined_message
      where workspace = :workspace and state = 'waiting' group by 1 order by 2 desc, 1\
      """;
  private static final String REQUEST =
      """
      update quarantined_message set state = 'requested'
      where workspace = :workspace and id = :id and state = 'waiting'
        and message_value is not null\
      """;

  private final RequestDatabase database;

  public QuarantinedMessages(RequestDatabase database) {
    this.database = database;
  }

  /**
   * A message in quarantine, without its bytes.
   *
   * @param whole whether the bytes are kept
   */
  @RecordBuilder
  public record Quarantined(
      long id,
      Place place,
      @Nullable String messageId,
      String type,
      String reason,
      String detail,
      Instant quarantinedAt,
      String state,
      int redrives,
      boolean whole) {}

  /** The place in the log. */
  public record Place(String topic, int partition, long offset) {}

  /** Newest first. */
  List<Quarantined> list(
      WorkspaceId workspace,
      String state,
      @Nullable String reason,
      @Nullable Long before,
      int limit) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    COLUMNS
                        + " and state = :state"
                        + " and (cast(:reason as text) is null or reason = :reason)"
                        + " and (cast(:before as bigint) is null or id < :before)"
                        + " order by id desc limit :limit")
                .bind("workspace", workspace.value())
                .bind("state", state)
                .bind("reason", reason)
                .bind("before", before)
                .bind("limit", limit)
                .map(QuarantinedMessages::quarantined)
                .list());
  }

  /** The most frequent reason first. */
  List<QuarantineAnswers.ReasonView> reasons(WorkspaceId workspace) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(REASONS)
                .bind("workspace", workspace.value())
                .map((rows, _) ->
                    new QuarantineAnswers.ReasonView(
                        rows.getString(1), rows.getLong(2), rows.getTimestamp(3).toInstant()))
                .list());
  }

  Optional<Quarantined> find(WorkspaceId workspace, long id) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(COLUMNS + " and id = :id")
                .bind("workspace", workspace.value())
                .bind("id", id)
                .map(QuarantinedMessages::quarantined)
                .findOne());
  }

  /** The bytes as they were read. */
  Optional<byte[]> value(WorkspaceId workspace, long id) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    """
                    select message_value from quarantined_message
                    where workspace = :workspace and id = :id\
                    """)
                .bind("workspace", workspace.value())
                .bind("id", id)
                .map((rows, _) -> Optional.ofNullable(rows.getBytes(1)))
                .findOne()
                .flatMap(found -> found));
  }

  /**
   * Asks the loop to redrive a message.
   *
   * @return false if it is not waiting, or its bytes are not kept
   */
  boolean request(WorkspaceId workspace, long id) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createUpdate(REQUEST).bind("workspace", workspace.value()).bind("id", id).execute()
                == 1);
  }

  private static Quarantined quarantined(ResultSet rows, StatementContext context)
      throws SQLException {
    return QuarantinedMessagesQuarantinedBuilder.builder()
        .id(rows.getLong("id"))
        .place(new Place(rows.getString("topic"), rows.getInt("part"), rows.getLong("position")))
        .messageId(rows.getString("message_id"))
        .type(rows.getString("type"))
        .reason(rows.getString("reason"))
        .detail(rows.getString("detail"))
        .quarantinedAt(rows.getTimestamp("quarantined_at").toInstant())
        .state(rows.getString("state"))
        .redrives(rows.getInt("redrives"))
        .whole(rows.getBoolean("whole"))
        .build();
  }
}
