package dev.tributary.control.postgres.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Facts;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.Alert;
import dev.tributary.control.alert.AlertReconciliation;
import dev.tributary.control.alert.AlertSettings;
import dev.tributary.control.alert.AlertStore;
import dev.tributary.control.alert.AlertTransition;
import dev.tributary.control.alert.ChannelName;
import dev.tributary.control.alert.Notice;
import dev.tributary.control.alert.WorkspaceFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Alerts and their notices, across workspaces, as the worker's role. Thread-safe. */
public final class PostgresAlertStore implements AlertStore {
  private final Jdbi worker;

  public PostgresAlertStore(DataSource worker) {
    this.worker = Jdbi.create(worker);
  }

  @Override
  public boolean lease(String self, Duration lease) {
    return worker.withHandle(handle ->
        handle
                .createUpdate(
                    """
                    update alert_watch set owner = :self,
                      leased_until = clock_timestamp() + make_interval(secs => :seconds)
                    where owner = :self or leased_until < clock_timestamp()\
                    """)
                .bind("self", self)
                .bind("seconds", lease.toMillis() / 1e3)
                .execute()
            > 0);
  }

  @Override
  public AlertSettings settings(WorkspaceId workspace) {
    return worker.withHandle(handle -> AlertRows.settings(handle, workspace));
  }

  @Override
  public Map<WorkspaceId, Stored> stored(Set<WorkspaceId> workspaces) {
    Object[] ids = WorkspaceId.values(workspaces);
    return worker.withHandle(handle -> {
      Map<WorkspaceId, Map<Service, WorkspaceFacts.ServiceFacts>> last = new HashMap<>();
      handle
          .createQuery(
              """
              select workspace, service, facts, heard_at from alert_facts
              where workspace = any(:workspaces)\
              """)
          .bindArray("workspaces", String.class, ids)
          .map((rows, context) ->
              last.computeIfAbsent(
                      new WorkspaceId(rows.getString(1)), _ -> new EnumMap<>(Service.class))
                  .put(
                      Service.valueOf(rows.getString(2)),
                      new WorkspaceFacts.ServiceFacts(
                          Json.read(rows.getBytes(3), Facts.class).facts(),
                          rows.getTimestamp(4).toInstant())))
          .list();
      Map<WorkspaceId, Stored> stored = new HashMap<>();
      handle
          .createQuery(
              """
              select w.workspace, s.settings, exists (select from alert a
                where a.workspace = w.workspace and a.resolved_at is null) as unresolved
              from unnest(:workspaces) w (workspace)
              left join alert_settings s on s.workspace = w.workspace\
              """)
          .bindArray("workspaces", String.class, ids)
          .map((rows, context) -> {
            WorkspaceId workspace = new WorkspaceId(rows.getString(1));
            return stored.put(
                workspace,
                new Stored(
                    AlertRows.settings(rows.getBytes(2)).thresholds(),
                    last.getOrDefault(workspace, Map.of()),
                    rows.getBoolean(3)));
          })
          .list();
      return stored;
    });
  }

  private record Remembered(
      WorkspaceId workspace, Service service, WorkspaceFacts.ServiceFacts facts) {}

  /** Rows have one order, because two instances may write them at once. */
  @Override
  public void remember(Map<WorkspaceId, Map<Service, WorkspaceFacts.ServiceFacts>> facts) {
    List<Remembered> all =
        facts.entrySet().stream()
            .flatMap(workspace ->
                workspace.getValue().entrySet().stream()
                    .map(service ->
                        new Remembered(workspace.getKey(), service.getKey(), service.getValue())))
            .sorted(Comparator.comparing(Remembered::workspace).thenComparing(Remembered::service))
            .toList();
    worker.useHandle(handle ->
        handle
            .createUpdate(
                """
                insert into alert_facts (workspace, service, facts, heard_at)
                select workspace, service, convert_to(facts, 'UTF8'), heard_at::timestamptz
                from unnest(:workspaces, :services, :facts, :times)
                  u (workspace, service, facts, heard_at)
                on conflict (workspace, service) do update
                set facts = excluded.facts, heard_at = excluded.heard_at\
                """)
            .bindArray("workspaces", String.class, column(all, each -> each.workspace().value()))
            .bindArray("services", String.class, column(all, each -> each.service().name()))
            .bindArray(
                "facts", String.class, column(all, each -> json(new Facts(each.facts().facts()))))
            .bindArray("times", String.class, column(all, each -> each.facts().at().toString()))
            .execute());
  }

  private static <T> Object[] column(List<T> rows, Function<T, String> value) {
    return rows.stream().map(value).toArray();
  }

  private static String json(Facts facts) {
    return new String(Json.write(facts), UTF_8);
  }

  @Override
  public void judge(
      WorkspaceId workspace,
      Instant now,
      Function<List<Alert>, AlertReconciliation.Verdict> judge) {
    worker.useTransaction(tx -> {
      List<Alert> before =
          tx.createQuery(
                  "select "
                      + AlertRows.COLUMNS
                      + " from alert a where workspace = :workspace and resolved_at is null"
                      + " for update")
              .bind("workspace", workspace.value())
              .map((rows, context) -> AlertRows.alert(rows))
              .list();
      AlertReconciliation.Verdict verdict = judge.apply(before);
      verdict
          .standing()
          .forEach(alert -> {
            save(tx, workspace, alert);
            alert.news(now).ifPresent(moment -> queue(tx, workspace, alert, moment, now));
          });
      verdict
          .gone()
          .forEach(alert ->
              tx.createUpdate("delete from alert where workspace = :workspace and id = :id")
                  .bind("workspace", workspace.value())
                  .bind("id", alert.id())
                  .execute());
    });
  }

  private static void save(Handle tx, WorkspaceId workspace, Alert alert) {
    tx.createUpdate(
            """
            insert into alert (workspace, id, kind, object, name, headline, works, path,
              last_seen_at, opened_at, resolved_at, missed)
            values (:workspace, :id, :kind, :object, :name, :headline, :works, :path, :seen,
              :opened, :resolved, :missed)
            on conflict (workspace, id) do update set name = excluded.name,
              headline = excluded.headline, works = excluded.works, path = excluded.path,
              last_seen_at = excluded.last_seen_at, opened_at = excluded.opened_at,
              resolved_at = excluded.resolved_at, missed = excluded.missed\
            """)
        .bind("workspace", workspace.value())
        .bind("id", alert.id())
        .bind("kind", alert.finding().kind().name())
        .bind("object", alert.finding().object())
        .bind("name", alert.finding().name())
        .bind("headline", alert.finding().headline())
        .bind("works", alert.finding().works())
        .bind("path", alert.finding().path())
        .bind("seen", alert.lastSeenAt())
        .bind("opened", alert.openedAt())
        .bind("resolved", alert.resolvedAt())
        .bind("missed", alert.missed())
        .execute();
  }

  private static void queue(
      Handle tx, WorkspaceId workspace, Alert alert, AlertTransition moment, Instant now) {
    for (ChannelName channel : AlertRows.settings(tx, workspace).channels()) {
      tx.createUpdate(
              """
              insert into alert_notice (workspace, alert, moment, channel, state, due_at)
              values (:workspace, :alert, :moment, :channel, 'due', :now)\
              """)
          .bind("workspace", workspace.value())
          .bind("alert", alert.id())
          .bind("moment", moment.name())
          .bind("channel", channel.name())
          .bind("now", now)
          .execute();
    }
  }

  @Override
  public List<Notice> due(Instant now, int limit) {
    return worker.withHandle(handle ->
        handle
            .createQuery(
                "select n.workspace, n.moment, n.channel, n.attempts, "
                    + AlertRows.COLUMNS
                    + """
                     from alert_notice n
                    join alert a on a.workspace = n.workspace and a.id = n.alert
                    where n.state = 'due' and n.due_at <= :now
                      and (n.moment = 'OPENED' or not exists (select 1 from alert_notice o
                        where o.workspace = n.workspace and o.alert = n.alert
                          and o.channel = n.channel and o.moment = 'OPENED' and o.state = 'due'))
                    order by n.due_at limit :limit\
                    """)
            .bind("now", now)
            .bind("limit", limit)
            .map((rows, context) ->
                new Notice(
                    new WorkspaceId(rows.getString(1)),
                    AlertRows.alert(rows),
                    AlertTransition.valueOf(rows.getString(2)),
                    ChannelName.valueOf(rows.getString(3)),
                    rows.getInt(4)))
            .list());
  }

  @Override
  public void sent(Notice notice, Instant now, String words) {
    ended(notice, "told", now, words, null);
  }

  @Override
  public void sendFailed(Notice notice, Instant now, String words, Instant next) {
    ended(notice, "due", now, words, next);
  }

  @Override
  public void givenUp(Notice notice, Instant now, String words) {
    ended(notice, "given-up", now, words, null);
  }

  private void ended(
      Notice notice, String state, Instant now, String words, @Nullable Instant next) {
    worker.useHandle(handle -> {
      Update update =
          handle.createUpdate(
              """
              update alert_notice set state = :state, attempts = attempts + 1, tried_at = :now,
                words = :words, due_at = coalesce(:next, due_at)
              where workspace = :workspace and alert = :alert and moment = :moment
                and channel = :channel\
              """);
      update
          .bind("state", state)
          .bind("now", now)
          .bind("words", words)
          .bind("next", next)
          .bind("workspace", notice.workspace().value())
          .bind("alert", notice.alert().id())
          .bind("moment", notice.moment().name())
          .bind("channel", notice.channel().name())
          .execute();
    });
  }
}
