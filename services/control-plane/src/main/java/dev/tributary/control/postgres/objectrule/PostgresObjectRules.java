package dev.tributary.control.postgres.objectrule;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.object.ObjectRule;
import dev.tributary.control.alert.object.ObjectRuleStore;
import dev.tributary.definitions.postgres.Transactions;
import dev.tributary.runtime.definition.AuditedChange;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Alert rules in PostgreSQL, behind row-level security. Thread-safe. */
public final class PostgresObjectRules implements ObjectRuleStore {
  private static final String KIND = "alert-rule";

  private final Transactions requests;
  private final AlertRuleRows rows = new AlertRuleRows();

  /**
   * @param requests of the role that sees one workspace
   */
  public PostgresObjectRules(Transactions requests) {
    this.requests = requests;
  }

  @Override
  public List<ObjectRule> list(WorkspaceId workspace, @Nullable String object) {
    return Transactions.await(
            requests.inWorkspace(
                workspace,
                _ -> object == null ? rows.all(workspace) : rows.ofObject(workspace, object)))
        .stream()
        .map(AlertRuleRow::rule)
        .toList();
  }

  @Override
  public Optional<ObjectRule> find(WorkspaceId workspace, String id) {
    return Optional.ofNullable(
            Transactions.await(requests.inWorkspace(workspace, _ -> rows.of(workspace, id))))
        .map(AlertRuleRow::rule);
  }

  @Override
  public long count(WorkspaceId workspace) {
    return Transactions.await(requests.inWorkspace(workspace, _ -> rows.number(workspace)));
  }

  @Override
  public void add(WorkspaceId workspace, ObjectRule rule) {
    Transactions.await(
        requests.changing(
            workspace,
            _ -> {
              requests.changed(change(null, rule));
              return rows.persist(AlertRuleRow.of(workspace, rule));
            }));
  }

  @Override
  public boolean replace(WorkspaceId workspace, ObjectRule rule) {
    return Transactions.await(
        requests.changing(
            workspace,
            _ ->
                rows.of(workspace, rule.id())
                    .map(row -> {
                      if (row == null) {
                        return false;
                      }
                      requests.changed(change(row.rule(), rule));
                      row.set(rule);
                      return true;
                    })));
  }

  @Override
  public boolean delete(WorkspaceId workspace, String id) {
    return Transactions.await(
        requests.changing(workspace, _ -> rows.of(workspace, id).chain(this::deleted)));
  }

  private Uni<Boolean> deleted(@Nullable AlertRuleRow row) {
    if (row == null) {
      return Uni.createFrom().item(false);
    }
    requests.changed(change(row.rule(), null));
    return rows.delete(row).replaceWith(true);
  }

  private static AuditedChange change(@Nullable ObjectRule before, @Nullable ObjectRule after) {
    ObjectRule named = after == null ? before : after;
    if (named == null) {
      throw new IllegalArgumentException("A change has a rule before or after");
    }
    return new AuditedChange(KIND, named.id(), named.name(), before, after);
  }
}
