package dev.tributary.control.postgres.alert;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.Alert;
import dev.tributary.control.alert.AlertQueries;
import dev.tributary.control.alert.AlertSettings;
import dev.tributary.control.alert.ChannelName;
import dev.tributary.control.alert.WorkspaceFacts.ServiceFacts;
import dev.tributary.control.alert.object.ObjectKind;
import dev.tributary.definitions.postgres.Transactions;
import dev.tributary.runtime.definition.AuditedChange;
import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Each call is one transaction, which sees only the rows of its workspace. */
public final class PostgresAlertQueries implements AlertQueries {
  private static final String LAST =
      """
      from NoticeRow n where n.workspace = :workspace and n.triedAt = (
        select max(o.triedAt) from NoticeRow o
        where o.workspace = n.workspace and o.channel = n.channel)\
      """;

  private static final String ANNOUNCED =
      """
      from NoticeRow where workspace = :workspace and alert in (:alerts) and moment = 'OPENED'
        and state = '%s'\
      """
          .formatted(NoticeRow.SENT);

  private static final String WITHOUT_CONCEALABLE =
      Arrays.stream(ObjectKind.values())
          .filter(ObjectKind::concealable)
          .map(kind -> "'" + kind.alert().storedName() + "'")
          .collect(joining(", ", " and kind not in (", ")"));

  private final Transactions requests;

  /**
   * @param requests of the role that sees one workspace
   */
  public PostgresAlertQueries(Transactions requests) {
    this.requests = requests;
  }

  @Override
  public List<Alert> list(
      WorkspaceId workspace, Which which, boolean concealable, @Nullable String cursor, int limit) {
    String condition = condition(which) + (concealable ? "" : WITHOUT_CONCEALABLE);
    return Transactions.await(
            requests.inWorkspace(
                workspace, session -> rows(session, workspace, condition, cursor, limit)))
        .stream()
        .map(AlertRow::alert)
        .toList();
  }

  private static Uni<List<AlertRow>> rows(
      Mutiny.Session session,
      WorkspaceId workspace,
      String condition,
      @Nullable String cursor,
      int limit) {
    Mutiny.SelectionQuery<AlertRow> query =
        session
            .createSelectionQuery(
                "from AlertRow where workspace = :workspace and openedAt is not null"
                    + condition
                    + (cursor == null ? "" : " and id < :cursor")
                    + " order by id desc",
                AlertRow.class)
            .setParameter("workspace", workspace.value())
            .setMaxResults(limit + 1);
    return (cursor == null ? query : query.setParameter("cursor", cursor)).getResultList();
  }

  private static String condition(Which which) {
    return switch (which) {
      case OPEN -> " and resolvedAt is null";
      case RESOLVED -> " and resolvedAt is not null";
      case ALL -> "";
    };
  }

  @Override
  public AlertSettings settings(WorkspaceId workspace) {
    return Transactions.await(
        requests.inWorkspace(workspace, session -> SettingsStatements.read(session, workspace)));
  }

  @Override
  public Map<Service, ServiceFacts> lastFacts(WorkspaceId workspace) {
    Map<Service, ServiceFacts> last = new EnumMap<>(Service.class);
    Transactions.await(
            requests.inWorkspace(
                workspace,
                session ->
                    session
                        .createSelectionQuery(
                            "from FactsRow where workspace = :workspace", FactsRow.class)
                        .setParameter("workspace", workspace.value())
                        .getResultList()))
        .forEach(row -> last.put(row.service(), row.facts()));
    return last;
  }

  @Override
  public AlertSettings change(WorkspaceId workspace, UnaryOperator<AlertSettings> change) {
    return Transactions.await(
        requests.changing(
            workspace,
            session ->
                SettingsStatements.locked(session, workspace)
                    .chain(before -> put(session, workspace, before, change.apply(before)))));
  }

  private Uni<AlertSettings> put(
      Mutiny.Session session, WorkspaceId workspace, AlertSettings before, AlertSettings after) {
    requests.changed(new AuditedChange("alert-settings", workspace.value(), "", before, after));
    return SettingsStatements.put(session, workspace, after).replaceWith(after);
  }

  @Override
  public Map<String, Set<ChannelName>> announced(WorkspaceId workspace, Set<String> alerts) {
    return Transactions.await(
            requests.inWorkspace(
                workspace,
                session ->
                    session
                        .createSelectionQuery(ANNOUNCED, NoticeRow.class)
                        .setParameter("workspace", workspace.value())
                        .setParameter("alerts", alerts)
                        .getResultList()))
        .stream()
        .collect(
            groupingBy(notice -> notice.alert, mapping(NoticeRow::channel, toUnmodifiableSet())));
  }

  @Override
  public Map<ChannelName, LastAttempt> lastAttempts(WorkspaceId workspace) {
    List<NoticeRow> last =
        Transactions.await(
            requests.inWorkspace(
                workspace,
                session ->
                    session
                        .createSelectionQuery(LAST, NoticeRow.class)
                        .setParameter("workspace", workspace.value())
                        .getResultList()));
    Map<ChannelName, LastAttempt> newest = new EnumMap<>(ChannelName.class);
    last.forEach(notice -> newest.put(notice.channel(), notice.attempt()));
    return newest;
  }
}
