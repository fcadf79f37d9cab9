package dev.tributary.identity.postgres.settings;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.DefinitionTransaction;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.definitions.postgres.SqlStatements;
import dev.tributary.identity.postgres.store.RulesTable;
import dev.tributary.identity.rules.Author;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.RulesStore;
import dev.tributary.identity.rules.VersionedRules;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * {@link RulesStore} over PostgreSQL. All changes of rules go through this class, because it stores
 * the version in the same transaction.
 */
public final class PostgresRulesStore implements RulesStore {
  /** The name of the rules for users. */
  private static final String NAME = "Identity rules";

  private static final String KEEP =
      """
      insert into rules_version (workspace, version, spec, changed_by, changed_by_name, changed_at)
      select workspace, version, spec, :by, :byName, updated_at from definition
      where workspace = :workspace and kind = :rules and key = :rules and not deleted
      on conflict do nothing\
      """;
  private static final String LIST =
      """
      select version, changed_at, changed_by, changed_by_name from rules_version
      where workspace = :workspace and version < :before order by version desc limit :limit\
      """;
  private static final String READ =
      "select spec::text from rules_version where workspace = :workspace and version = :version";

  private final RequestDatabase database;
  private final DefinitionStore<IdentityRules> definitions;

  public PostgresRulesStore(RequestDatabase database, DefinitionStore<IdentityRules> definitions) {
    this.database = database;
    this.definitions = definitions;
  }

  @Override
  public VersionedRules read(WorkspaceId workspace) {
    return versioned(definitions.find(workspace, RulesTable.KIND));
  }

  VersionedRules read(DefinitionTransaction tx, WorkspaceId workspace) {
    return versioned(definitions.find(tx, workspace, RulesTable.KIND));
  }

  private static VersionedRules versioned(Optional<StoredDefinition<IdentityRules>> stored) {
    return stored.map(PostgresRulesStore::versioned).orElse(VersionedRules.DEFAULT);
  }

  private static VersionedRules versioned(StoredDefinition<IdentityRules> stored) {
    return new VersionedRules(stored.version(), stored.spec());
  }

  @Override
  public VersionedRules replace(
      WorkspaceId workspace, @Nullable Long expectedVersion, IdentityRules rules, Author by) {
    return replace(workspace, expectedVersion, rules, by, (_, replaced) -> replaced);
  }

  /**
   * Replaces the rules together with other work in the same transaction.
   *
   * @param beside may throw an exception: then nothing is changed
   * @return the result of {@code beside}
   */
  public <R> R replace(
      WorkspaceId workspace,
      @Nullable Long expectedVersion,
      IdentityRules rules,
      Author by,
      BiFunction<DefinitionTransaction, VersionedRules, R> beside) {
    return definitions.put(
        workspace,
        RulesTable.KIND,
        NAME,
        rules,
        expectedVersion,
        (tx, stored) -> {
          keep(tx, workspace, by);
          return beside.apply(tx, versioned(stored));
        });
  }

  /** Within a transaction of the caller. */
  void replace(DefinitionTransaction tx, WorkspaceId workspace, IdentityRules rules, Author by) {
    definitions.put(tx, workspace, RulesTable.KIND, NAME, rules);
    keep(tx, workspace, by);
  }

  /** Unchanged rules keep their version, and its author. */
  private static void keep(DefinitionTransaction tx, WorkspaceId workspace, Author by) {
    SqlStatements.in(tx)
        .execute(
            KEEP,
            Map.of(
                "workspace",
                workspace.value(),
                "rules",
                RulesTable.KIND,
                "by",
                by.subject(),
                "byName",
                by.name()));
  }

  @Override
  public List<Version> versions(WorkspaceId workspace, @Nullable Long before, int limit) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(LIST)
                .bind("workspace", workspace.value())
                .bind("before", before == null ? Long.MAX_VALUE : before)
                .bind("limit", limit)
                .map(PostgresRulesStore::row)
                .list());
  }

  @Override
  public Optional<IdentityRules> version(WorkspaceId workspace, long version) {
    if (version == 0) {
      return Optional.of(IdentityRules.DEFAULT);
    }
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(READ)
                .bind("workspace", workspace.value())
                .bind("version", version)
                .mapTo(String.class)
                .findFirst()
                .map(
                    spec -> Json.read(spec.getBytes(StandardCharsets.UTF_8), IdentityRules.class)));
  }

  private static Version row(ResultSet rows, StatementContext context) throws SQLException {
    return new Version(
        rows.getLong(1), rows.getTimestamp(2).toInstant(), rows.getString(3), rows.getString(4));
  }
}
