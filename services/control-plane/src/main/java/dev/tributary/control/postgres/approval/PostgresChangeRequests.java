package dev.tributary.control.postgres.approval;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.approval.ChangeRequest;
import dev.tributary.control.approval.ChangeRequestStore;
import dev.tributary.control.approval.Participant;
import dev.tributary.control.approval.State;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.postgres.TransactionListener;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Change requests in PostgreSQL, behind row-level security. Each is kept for as long as the trail
 * of administration. Thread-safe.
 */
public final class PostgresChangeRequests implements ChangeRequestStore {
  private static final String KIND = "change";
  private static final Duration KEPT = Duration.ofDays(400);
  private static final String SELECT =
      """
      select workspace, id, method, path, if_match, body, reason, requested_by, requested_by_name,
        requested_at, state, decided_by, decided_by_name, decided_at, decision_reason, status, answer
      from change_request where workspace = :workspace\
      """;

  private final RequestDatabase database;

  public PostgresChangeRequests(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public void add(ChangeRequest request) {
    ChangeRequest.Asked asked = request.asked();
    database.inWorkspace(
        request.workspace(),
        tx -> {
          forget(tx, request.workspace(), asked.at().minus(KEPT));
          database.changed(
              new TransactionListener.Changed(
                  KIND,
                  request.id(),
                  asked.path(),
                  null,
                  Map.of(
                      "method", asked.method(), "path", asked.path(), "reason", asked.reason())));
          return tx.createUpdate(
                  """
                  insert into change_request (workspace, id, method, path, if_match, body, reason,
                    requested_by, requested_by_name, requested_at, expires_at, state)
                  values (:workspace, :id, :method, :path, :ifMatch, :body, :reason, :by, :byName,
                    :at, :expiresAt, 'open')\
                  """)
              .bind("workspace", request.workspace().value())
              .bind("id", request.id())
              .bind("method", asked.method())
              .bind("path", asked.path())
              .bind("ifMatch", asked.ifMatch())
              .bind("body", asked.sealedBody())
              .bind("reason", asked.reason())
              .bind("by", asked.by().subject())
              .bind("byName", asked.by().name())
              .bind("at", asked.at())
              .bind("expiresAt", asked.expiresAt())
              .execute();
        });
  }

  private static void forget(Handle tx, WorkspaceId workspace, Instant before) {
    tx.createUpdate(
            "delete from change_request where workspace = :workspace and requested_at < :before")
        .bind("workspace", workspace.value())
        .bind("before", before)
        .execute();
  }

  @Override
  public Optional<ChangeRequest> find(WorkspaceId workspace, String id) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(SELECT + " and id = :id")
                .bind("workspace", workspace.value())
                .bind("id", id)
                .map((rows, context) -> request(rows))
                .findOne());
  }

  @Override
  public List<ChangeRequest> list(
      WorkspaceId workspace, Which which, Instant now, @Nullable String cursor, int limit) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    SELECT
                        + condition(which)
                        + " and (cast(:cursor as text) is null or id < :cursor)"
                        + " order by id desc limit :limit")
                .bind("workspace", workspace.value())
                .bind("now", now)
                .bind("cursor", cursor)
                .bind("limit", limit + 1)
                .map((rows, context) -> request(rows))
                .list());
  }

  private static String condition(Which which) {
    return switch (which) {
      case OPEN -> " and state = 'open' and expires_at > :now";
      case DECIDED -> " and (state <> 'open' or expires_at <= :now)";
      case ALL -> " and cast(:now as timestamptz) is not null";
    };
  }

  @Override
  public long countOpen(WorkspaceId workspace, Instant now) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    """
                    select count(*) from change_request
                    where workspace = :workspace and state = 'open' and expires_at > :now\
                    """)
                .bind("workspace", workspace.value())
                .bind("now", now)
                .mapTo(Long.class)
                .one());
  }

  @Override
  public boolean decide(ChangeRequest request, State next, ChangeRequest.Decision decision) {
    return database.inWorkspace(
        request.workspace(),
        tx -> {
          boolean decided =
              tx.createUpdate(
                          """
                          update change_request
                          set state = :state, decided_by = :by, decided_by_name = :byName,
                            decided_at = :at, decision_reason = :reason
                          where workspace = :workspace and id = :id and state = 'open'
                            and expires_at > :at\
                          """)
                      .bind("workspace", request.workspace().value())
                      .bind("id", request.id())
                      .bind("state", name(next))
                      .bind("by", decision.by().subject())
                      .bind("byName", decision.by().name())
                      .bind("at", decision.at())
                      .bind("reason", decision.reason())
                      .execute()
                  > 0;
          if (decided) {
            database.changed(
                new TransactionListener.Changed(
                    KIND,
                    request.id(),
                    request.asked().path(),
                    Map.of("state", name(State.OPEN)),
                    after(request, next, decision)));
          }
          return decided;
        });
  }

  private static Map<String, String> after(
      ChangeRequest request, State next, ChangeRequest.Decision decision) {
    String reason = decision.reason();
    return Map.of(
        "state",
        name(next),
        "requestedBy",
        request.asked().by().name(),
        "reason",
        reason == null ? "" : reason);
  }

  @Override
  public void settle(ChangeRequest request, ChangeRequest.Outcome outcome) {
    database.inWorkspace(
        request.workspace(),
        tx ->
            tx.createUpdate(
                    """
                    update change_request set state = :state, status = :status, answer = :answer
                    where workspace = :workspace and id = :id and state = 'applying'\
                    """)
                .bind("workspace", request.workspace().value())
                .bind("id", request.id())
                .bind("state", name(outcome.state()))
                .bind("status", outcome.status())
                .bind("answer", outcome.detail())
                .execute());
  }

  private static String name(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static ChangeRequest request(ResultSet rows) throws SQLException {
    return new ChangeRequest(
        new WorkspaceId(rows.getString("workspace")),
        rows.getString("id"),
        new ChangeRequest.Asked(
            rows.getString("method"),
            rows.getString("path"),
            rows.getString("if_match"),
            rows.getString("body"),
            rows.getString("reason"),
            new Participant(rows.getString("requested_by"), rows.getString("requested_by_name")),
            rows.getTimestamp("requested_at").toInstant()),
        State.valueOf(rows.getString("state").toUpperCase(Locale.ROOT)),
        decision(rows),
        outcome(rows));
  }

  private static ChangeRequest.@Nullable Decision decision(ResultSet rows) throws SQLException {
    String by = rows.getString("decided_by");
    return by == null
        ? null
        : new ChangeRequest.Decision(
            new Participant(by, rows.getString("decided_by_name")),
            rows.getTimestamp("decided_at").toInstant(),
            rows.getString("decision_reason"));
  }

  private static ChangeRequest.@Nullable Outcome outcome(ResultSet rows) throws SQLException {
    String detail = rows.getString("answer");
    return detail == null ? null : new ChangeRequest.Outcome(rows.getInt("status"), detail);
  }
}
