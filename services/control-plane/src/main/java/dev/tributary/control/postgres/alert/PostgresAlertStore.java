package dev.tributary.control.postgres.alert;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.Alert;
import dev.tributary.control.alert.AlertReconciliation;
import dev.tributary.control.alert.AlertSettings;
import dev.tributary.control.alert.AlertStore;
import dev.tributary.control.alert.Notice;
import dev.tributary.control.alert.WorkspaceFacts;
import dev.tributary.control.postgres.Lease;
import dev.tributary.definitions.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Alerts and their notices, across workspaces, as the worker's role. Thread-safe. */
public final class PostgresAlertStore implements AlertStore {
  private static final Lease WATCH = new Lease("alert_watch");
  private static final String UNRESOLVED =
      "from AlertRow where workspace = :workspace and resolvedAt is null";
  private static final String DUE =
      """
      select n, a from NoticeRow n join AlertRow a on a.workspace = n.workspace and a.id = n.alert
      where n.state = 'due' and n.dueAt <= :now
        and (n.moment = 'OPENED' or not exists (select 1 from NoticeRow o
          where o.workspace = n.workspace and o.alert = n.alert and o.channel = n.channel
            and o.moment = 'OPENED' and o.state = 'due'))
      order by n.dueAt\
      """;
  private static final String ENDED =
      """
      update NoticeRow set state = :state, attempts = attempts + 1, triedAt = :now, words = :words%s
      where workspace = :workspace and alert = :alert and moment = :moment and channel = :channel\
      """;
  private static final String WITHHELD =
      """
      update NoticeRow set state = :state
      where workspace = :workspace and alert = :alert and moment = :moment and channel = :channel\
      """;

  private static final String POSTPONED =
      """
      update NoticeRow set dueAt = :next, attempts = attempts + 1
      where workspace = :workspace and alert = :alert and moment = :moment and channel = :channel\
      """;

  private final Transactions worker;

  /**
   * @param worker of the role that sees all workspaces
   */
  public PostgresAlertStore(Transactions worker) {
    this.worker = worker;
  }

  @Override
  public boolean lease(String self, Duration lease) {
    return Transactions.await(worker.own(session -> WATCH.take(session, self, lease)));
  }

  @Override
  public AlertSettings settings(WorkspaceId workspace) {
    return Transactions.await(worker.own(session -> SettingsStatements.read(session, workspace)));
  }

  @Override
  public Map<WorkspaceId, Stored> stored(Set<WorkspaceId> workspaces) {
    return workspaces.isEmpty()
        ? Map.of()
        : Transactions.await(worker.own(session -> StoredFacts.read(session, workspaces)))
            .of(workspaces);
  }

  @Override
  public void remember(Map<WorkspaceId, Map<Service, WorkspaceFacts.ServiceFacts>> facts) {
    if (facts.isEmpty()) {
      return;
    }
    String rows = StoredFacts.rows(facts);
    Transactions.await(worker.own(session -> StoredFacts.remember(session, rows)));
  }

  @Override
  public void judge(
      WorkspaceId workspace,
      Instant now,
      Function<List<Alert>, AlertReconciliation.Verdict> judge) {
    Transactions.await(
        worker.own(session ->
            session
                .createSelectionQuery(UNRESOLVED, AlertRow.class)
                .setParameter("workspace", workspace.value())
                .setLockMode(LockMode.PESSIMISTIC_WRITE)
                .getResultList()
                .chain(rows ->
                    apply(
                        session,
                        workspace,
                        now,
                        rows,
                        judge.apply(rows.stream().map(AlertRow::alert).toList())))));
  }

  /** The rows of alerts come before the notices, which refer to them. */
  private static Uni<Void> apply(
      Mutiny.Session session,
      WorkspaceId workspace,
      Instant now,
      List<AlertRow> rows,
      AlertReconciliation.Verdict verdict) {
    Map<String, AlertRow> byId =
        rows.stream().collect(Collectors.toMap(AlertRow::id, Function.identity()));
    return Transactions.each(verdict.standing(), alert -> save(session, workspace, byId, alert))
        .chain(() -> Transactions.each(verdict.gone(), alert -> remove(session, byId, alert)))
        .chain(session::flush)
        .chain(() -> SettingsStatements.read(session, workspace))
        .chain(settings -> queue(session, workspace, now, verdict.standing(), settings));
  }

  private static Uni<Void> save(
      Mutiny.Session session, WorkspaceId workspace, Map<String, AlertRow> byId, Alert alert) {
    AlertRow row = byId.get(alert.id());
    if (row == null) {
      return session.persist(AlertRow.of(workspace, alert));
    }
    row.set(alert);
    return Uni.createFrom().voidItem();
  }

  private static Uni<Void> remove(Mutiny.Session session, Map<String, AlertRow> byId, Alert alert) {
    AlertRow row = byId.get(alert.id());
    return row == null ? Uni.createFrom().voidItem() : session.remove(row);
  }

  private static Uni<Void> queue(
      Mutiny.Session session,
      WorkspaceId workspace,
      Instant now,
      List<Alert> standing,
      AlertSettings settings) {
    List<NoticeRow> notices =
        standing.stream()
            .flatMap(alert ->
                alert.news(now).stream()
                    .flatMap(moment ->
                        alert.finding().channels(settings.channels()).stream()
                            .map(channel -> NoticeRow.due(workspace, alert, moment, channel, now))))
            .toList();
    return session.persistAll(notices.toArray());
  }

  @Override
  public List<Notice> due(Instant now, int limit) {
    return Transactions.await(
            worker.own(session ->
                session
                    .createSelectionQuery(DUE, Object[].class)
                    .setParameter("now", now)
                    .setMaxResults(limit)
                    .getResultList()))
        .stream()
        .map(row -> ((NoticeRow) row[0]).notice((AlertRow) row[1]))
        .toList();
  }

  @Override
  public void sent(Notice notice, Instant now, String words) {
    ended(notice, NoticeRow.SENT, now, words, null);
  }

  @Override
  public void sendFailed(Notice notice, Instant now, String words, Instant next) {
    ended(notice, NoticeRow.DUE, now, words, next);
  }

  @Override
  public void givenUp(Notice notice, Instant now, String words) {
    ended(notice, NoticeRow.GIVEN_UP, now, words, null);
  }

  @Override
  public void withheld(Notice notice) {
    unsent(notice, WITHHELD, "state", NoticeRow.WITHHELD);
  }

  @Override
  public void postponed(Notice notice, Instant next) {
    unsent(notice, POSTPONED, "next", next);
  }

  private void unsent(Notice notice, String update, String parameter, Object value) {
    Transactions.await(
        worker.own(session ->
            session
                .createMutationQuery(update)
                .setParameter(parameter, value)
                .setParameter("workspace", notice.workspace().value())
                .setParameter("alert", notice.alert().id())
                .setParameter("moment", notice.moment().name())
                .setParameter("channel", notice.channel().name())
                .executeUpdate()));
  }

  private void ended(
      Notice notice, String state, Instant now, String words, @Nullable Instant next) {
    Transactions.await(
        worker.own(session -> {
          Mutiny.MutationQuery update =
              session
                  .createMutationQuery(ENDED.formatted(next == null ? "" : ", dueAt = :next"))
                  .setParameter("state", state)
                  .setParameter("now", now)
                  .setParameter("words", words)
                  .setParameter("workspace", notice.workspace().value())
                  .setParameter("alert", notice.alert().id())
                  .setParameter("moment", notice.moment().name())
                  .setParameter("channel", notice.channel().name());
          return (next == null ? update : update.setParameter("next", next)).executeUpdate();
        }));
  }
}
