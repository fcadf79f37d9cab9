package dev.tributary.destinations.postgres.queries;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionTransaction;
import dev.tributary.definitions.postgres.SqlStatements;
import dev.tributary.destinations.account.Accounts;
import dev.tributary.destinations.delivery.AttemptReport;
import dev.tributary.destinations.postgres.pause.Pauses;
import dev.tributary.destinations.postgres.pause.Stops;
import dev.tributary.destinations.sync.ChangedSync;
import dev.tributary.destinations.sync.PauseTarget;
import dev.tributary.destinations.sync.StatusStore;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The state of destinations and syncs in their tables. Thread-safe. */
public final class StatusQueries implements StatusStore {
  private static final String PAUSE =
      """
      insert into pause (workspace, kind, id, reason, actor)
      values (:workspace, :kind, :id, :reason, :actor) on conflict do nothing\
      """;

  private static final String WAITING =
      """
       where workspace = :workspace and destination = :destination
        and :id in (destination, sync) and state in ('pending', 'retrying')
        and not_before < 'infinity'
        and (first_attempt_at is not null
          or reason in ('%s'))
        and id in (select o.id from open_delivery o
          where o.workspace = :workspace and o.destination = :destination
            and o.state in ('pending', 'retrying') and o.not_before < 'infinity')\
      """
          .formatted(AttemptReport.HOLDS);

  private static final String RESUME =
      """
      update delivery set attempt = 0, first_attempt_at = null,
        not_before = greatest(statement_timestamp(), settles_at),
        reason = case when reason in ('%1$s') then null else reason end,
        words = case when reason in ('%1$s') then null else words end
      """
              .formatted(AttemptReport.HOLDS)
          + WAITING
          + " and id = any(:ids)";

  /**
   * A question that nobody repeats any more is old: the former settings can be back since. The time
   * of a question is a pause before the next one.
   */
  private static final String UNANSWERED =
      """
      select a.ask_at - make_interval(secs => :pause) from vendor_account a
      join destination_health h on h.workspace = a.workspace and h.destination = a.destination
      where a.workspace = :workspace and a.destination = :destination
        and h.held_until > statement_timestamp() and a.asked_for <> a.credentials
        and a.decision is null
        and a.ask_at > statement_timestamp() - make_interval(secs => :held)\
      """;

  private static final String UNANSWERED_WORDS =
      "It is not known yet to which account the new settings or credentials belong. The vendor is"
          + " asked again. Nothing is sent before it answers.";

  private static final String RELEASE =
      "update destination_health set held_until = null where workspace = :workspace"
          + " and destination = :destination and held_until is not null";

  private final RequestDatabase database;
  private final Supplier<String> runIds;

  /**
   * @param runIds creates ids of runs
   */
  public StatusQueries(RequestDatabase database, Supplier<String> runIds) {
    this.database = database;
    this.runIds = runIds;
  }

  private static Stop stop(String reason, ResultSet rows) throws SQLException {
    return new Stop(
        reason,
        reason.equals(Pauses.ASKED),
        rows.getString("words"),
        rows.getTimestamp("since").toInstant());
  }

  @Override
  public Optional<Stop> stop(WorkspaceId workspace, PauseTarget target) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select reason, words, since from pause where workspace = :workspace and kind"
                        + " = :kind and id = :id")
                .bind("workspace", workspace.value())
                .bind("kind", target.kind())
                .bind("id", target.id())
                .map((rows, context) -> stop(rows.getString("reason"), rows))
                .findFirst());
  }

  @Override
  public List<ChangedSync> changedSyncs(WorkspaceId workspace) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select id, spec ->> 'destination', updated_at from definition"
                        + " where workspace = :workspace and kind = :kind"
                        + " and (deleted or version > 1)")
                .bind("workspace", workspace.value())
                .bind("kind", SyncSpec.KIND)
                .map((rows, context) ->
                    new ChangedSync(
                        new SyncId(rows.getString(1)),
                        new DestinationId(rows.getString(2)),
                        rows.getTimestamp(3).toInstant()))
                .list());
  }

  @Override
  public Optional<Stop> failure(WorkspaceId workspace, DestinationId destination) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select words, since from destination_health where workspace = :workspace and"
                        + " destination = :destination and failing")
                .bind("workspace", workspace.value())
                .bind("destination", destination.value())
                .map((rows, context) -> stop("failing", rows))
                .findFirst());
  }

  @Override
  public Optional<Stop> accountQuestion(WorkspaceId workspace, DestinationId destination) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(UNANSWERED)
                .bind("workspace", workspace.value())
                .bind("destination", destination.value())
                .bind("pause", Accounts.SHORT_PAUSE.toSeconds())
                .bind("held", Accounts.UNANSWERED.multipliedBy(2).toSeconds())
                .map((rows, context) ->
                    new Stop(
                        AttemptReport.WAITS_FOR_ACCOUNT,
                        false,
                        UNANSWERED_WORDS,
                        rows.getTimestamp(1).toInstant()))
                .findFirst());
  }

  @Override
  public long optOutsWaiting(WorkspaceId workspace, DestinationId destination) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select count(*) from open_delivery o where workspace = :workspace"
                        + " and destination = :destination and lane = 0"
                        + " and state in ('pending', 'retrying')")
                .bind("workspace", workspace.value())
                .bind("destination", destination.value())
                .mapTo(Long.class)
                .one());
  }

  @Override
  public void startRun(WorkspaceId workspace, SyncId sync, long version) {
    database.inWorkspace(
        workspace,
        tx ->
            tx.createUpdate(
                    "insert into sync_run (id, workspace, sync, sync_version, state) values (:id,"
                        + " :workspace, :sync, :version, 'running')")
                .bind("id", runIds.get())
                .bind("workspace", workspace.value())
                .bind("sync", sync.value())
                .bind("version", version)
                .execute());
  }

  @Override
  public void pause(WorkspaceId workspace, PauseTarget target, String actor) {
    database.inWorkspace(
        workspace, tx -> tx.createUpdate(PAUSE).bindMap(asked(workspace, target, actor)).execute());
  }

  @Override
  public int pause(
      DefinitionTransaction tx, WorkspaceId workspace, PauseTarget target, String actor) {
    return SqlStatements.in(tx).execute(PAUSE, asked(workspace, target, actor));
  }

  @Override
  public boolean replaceReason(
      WorkspaceId workspace, PauseTarget target, String reason, String words) {
    Map<String, String> stop =
        Map.of(
            "workspace",
            workspace.value(),
            "kind",
            target.kind(),
            "id",
            target.id(),
            "reason",
            reason,
            "words",
            words);
    return database.inWorkspace(
        workspace,
        tx -> {
          int former =
              tx.createUpdate(
                      "delete from pause where workspace = :workspace and kind = :kind and id = :id"
                          + " and reason <> :asked and (reason, words) is distinct from"
                          + " (:reason, :words)")
                  .bindMap(stop)
                  .bind("asked", Pauses.ASKED)
                  .execute();
          return former == 1
              && tx.createUpdate(
                          "insert into pause (workspace, kind, id, reason, words) values"
                              + " (:workspace, :kind, :id, :reason, :words) on conflict do nothing")
                      .bindMap(stop)
                      .execute()
                  == 1;
        });
  }

  private static Map<String, String> asked(
      WorkspaceId workspace, PauseTarget target, String actor) {
    return Map.of(
        "workspace",
        workspace.value(),
        "kind",
        target.kind(),
        "id",
        target.id(),
        "reason",
        Pauses.ASKED,
        "actor",
        actor);
  }

  @Override
  public void resume(WorkspaceId workspace, PauseTarget target, DestinationId destination) {
    database.inWorkspace(
        workspace,
        tx -> {
          RequestDatabase.withoutDeadline(tx);
          tx.createQuery(Stops.LOCK.formatted(":id"))
              .bind("id", target.id())
              .mapTo(String.class)
              .findFirst();
          Map<String, String> paused =
              Map.of(
                  "workspace",
                  workspace.value(),
                  "destination",
                  destination.value(),
                  "id",
                  target.id());
          int resumed =
              tx.createUpdate(
                      "delete from pause where workspace = :workspace and kind = :kind and id ="
                          + " :id")
                  .bind("workspace", workspace.value())
                  .bind("kind", target.kind())
                  .bind("id", target.id())
                  .execute();
          DeliveryBatches.change(
              tx.createQuery("select id from delivery" + WAITING).bindMap(paused),
              ids ->
                  tx.createUpdate(RESUME)
                      .bindMap(paused)
                      .bindArray("ids", String.class, ids)
                      .execute());
          tx.createUpdate(RELEASE)
              .bind("workspace", workspace.value())
              .bind("destination", destination.value())
              .execute();
          PostgresDeliveryLog.wake(tx, destination);
          return resumed;
        });
  }
}
