package dev.tributary.control.postgres.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Facts;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.AlertStore.Stored;
import dev.tributary.control.alert.WorkspaceFacts.ServiceFacts;
import dev.tributary.control.alert.object.AlertRuleSpec;
import dev.tributary.control.alert.object.ObjectRule;
import dev.tributary.control.alert.object.ObjectRules;
import io.smallrye.mutiny.Uni;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The stored data of all workspaces. Works in the caller's transaction. Facts are up to 50
 * documents of JSON for each service, so they are converted outside of the transaction, whose
 * statements run on an event loop.
 */
final class StoredFacts {
  private static final String REMEMBER =
      """
      insert into alert_facts (workspace, service, facts, heard_at)
      select r.workspace, r.service, convert_to(r.facts, 'UTF8'), r."heardAt"
      from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(workspace text,
        service text, facts text, "heardAt" timestamptz)
      on conflict (workspace, service) do update
      set facts = excluded.facts, heard_at = excluded.heard_at\
      """;
  private static final String SETTINGS =
      """
      select workspace, cast(settings as text) from alert_settings
      where workspace in (
        select jsonb_array_elements_text(cast(cast(:rows as text) as jsonb)))\
      """;
  private static final String UNRESOLVED =
      """
      select distinct workspace from AlertRow
      where workspace in (:workspaces) and resolvedAt is null\
      """;

  private static final String RULES =
      """
      select workspace, id, name, cast(spec as text) from definition
      where kind = 'alert-rule' and not deleted and workspace in (
        select jsonb_array_elements_text(cast(cast(:rows as text) as jsonb)))\
      """;

  private StoredFacts() {}

  /** A row of the statement, which names its fields. */
  private record Row(WorkspaceId workspace, String service, String facts, Instant heardAt) {}

  /** The facts as {@link #remember} takes them. */
  static String rows(Map<WorkspaceId, Map<Service, ServiceFacts>> facts) {
    // Rows have one order, because two instances may write them at once.
    List<Row> rows =
        facts.entrySet().stream()
            .flatMap(workspace ->
                workspace.getValue().entrySet().stream()
                    .map(each -> row(workspace.getKey(), each.getKey(), each.getValue())))
            .sorted(Comparator.comparing(Row::workspace).thenComparing(Row::service))
            .toList();
    return json(rows);
  }

  static Uni<Integer> remember(Mutiny.Session session, String rows) {
    return session.createNativeQuery(REMEMBER).setParameter("rows", rows).executeUpdate();
  }

  private static Row row(WorkspaceId workspace, Service service, ServiceFacts facts) {
    return new Row(workspace, service.name(), json(new Facts(facts.facts())), facts.at());
  }

  static Uni<Read> read(Mutiny.Session session, Set<WorkspaceId> workspaces) {
    List<String> ids = workspaces.stream().map(WorkspaceId::value).toList();
    return facts(session, ids)
        .chain(facts ->
            settings(session, ids)
                .chain(settings ->
                    unresolved(session, ids)
                        .chain(unresolved ->
                            rules(session, ids)
                                .map(rules -> new Read(facts, settings, unresolved, rules)))));
  }

  /**
   * The data that one transaction has read.
   *
   * @param facts of each workspace and service
   * @param settings by workspace, as JSON
   * @param unresolved the workspaces with alerts that are not resolved
   * @param rules the enabled alert rules, by workspace
   */
  record Read(
      List<FactsRow> facts,
      Map<WorkspaceId, String> settings,
      Set<WorkspaceId> unresolved,
      Map<WorkspaceId, List<ObjectRule>> rules) {

    /** Parses the JSON. */
    Map<WorkspaceId, Stored> of(Set<WorkspaceId> workspaces) {
      Map<WorkspaceId, Map<Service, ServiceFacts>> last = new HashMap<>();
      facts.forEach(row ->
          last.computeIfAbsent(row.workspace(), _ -> new EnumMap<>(Service.class))
              .put(row.service(), row.facts()));
      Map<WorkspaceId, Stored> stored = new HashMap<>();
      workspaces.forEach(workspace ->
          stored.put(
              workspace,
              new Stored(
                  SettingsStatements.settings(settings.get(workspace)).thresholds(),
                  ObjectRules.of(rules.getOrDefault(workspace, List.of())),
                  last.getOrDefault(workspace, Map.of()),
                  unresolved.contains(workspace))));
      return stored;
    }
  }

  private static Uni<List<FactsRow>> facts(Mutiny.Session session, List<String> ids) {
    return session
        .createSelectionQuery("from FactsRow where workspace in (:workspaces)", FactsRow.class)
        .setParameter("workspaces", ids)
        .getResultList();
  }

  private static Uni<Map<WorkspaceId, String>> settings(Mutiny.Session session, List<String> ids) {
    return session
        .createNativeQuery(SETTINGS, Object[].class)
        .setParameter("rows", json(ids))
        .getResultList()
        .map(rows -> {
          Map<WorkspaceId, String> settings = new HashMap<>();
          rows.forEach(row -> settings.put(workspace(row), (String) row[1]));
          return settings;
        });
  }

  /** SQL, because the entity is one of requests, which see one workspace. */
  private static Uni<Map<WorkspaceId, List<ObjectRule>>> rules(
      Mutiny.Session session, List<String> ids) {
    return session
        .createNativeQuery(RULES, Object[].class)
        .setParameter("rows", json(ids))
        .getResultList()
        .map(rows -> {
          Map<WorkspaceId, List<ObjectRule>> rules = new HashMap<>();
          rows.forEach(row ->
              rule(row)
                  .ifPresent(rule ->
                      rules.computeIfAbsent(workspace(row), _ -> new ArrayList<>()).add(rule)));
          return rules;
        });
  }

  private static WorkspaceId workspace(Object[] row) {
    return new WorkspaceId((String) row[0]);
  }

  /** Empty for a rule of a later version. */
  private static Optional<ObjectRule> rule(Object[] row) {
    try {
      AlertRuleSpec spec = Json.read(((String) row[3]).getBytes(UTF_8), AlertRuleSpec.class);
      return Optional.of(spec.rule((String) row[1], (String) row[2]));
    } catch (UncheckedIOException _) {
      return Optional.empty();
    }
  }

  private static Uni<Set<WorkspaceId>> unresolved(Mutiny.Session session, List<String> ids) {
    return session
        .createSelectionQuery(UNRESOLVED, String.class)
        .setParameter("workspaces", ids)
        .getResultList()
        .map(found -> found.stream().map(WorkspaceId::new).collect(Collectors.toSet()));
  }

  private static String json(Object value) {
    return new String(Json.write(value), UTF_8);
  }
}
