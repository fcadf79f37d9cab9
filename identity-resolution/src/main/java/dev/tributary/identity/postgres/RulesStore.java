package dev.tributary.identity.postgres;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.runtime.definitions.DefinitionStore;
import dev.tributary.runtime.definitions.Stored;
import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.tenancy.Caller;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * The identity rules of workspaces, with all their versions. All changes of rules go through this
 * class, because it stores the version in the same transaction. Thread-safe.
 */
public final class RulesStore {
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

  public RulesStore(RequestDatabase database, DefinitionStore<IdentityRules> definitions) {
    this.database = database;
    this.definitions = definitions;
  }

  /** Empty if the defaults are in force. */
  public Optional<Stored<IdentityRules>> find(WorkspaceId workspace) {
    return definitions.find(workspace, RulesTable.KIND);
  }

  /** Within a transaction of the caller. */
  public Optional<Stored<IdentityRules>> find(Handle tx, WorkspaceId workspace) {
    return definitions.find(tx, workspace, RulesTable.KIND);
  }

  /**
   * @param expectedVersion from If-Match, or null to replace any version
   * @throws Problem 412 if the rules have another version
   */
  public Stored<IdentityRules> put(
      WorkspaceId workspace, @Nullable Long expectedVersion, IdentityRules rules, Caller by) {
    return put(workspace, expectedVersion, rules, by, (_, stored) -> stored);
  }

  /**
   * The same, with further work in the transaction.
   *
   * @param beside may throw a {@link Problem}: then nothing is changed
   * @return the result of that work
   */
  public <R> R put(
      WorkspaceId workspace,
      @Nullable Long expectedVersion,
      IdentityRules rules,
      Caller by,
      BiFunction<Handle, Stored<IdentityRules>, R> beside) {
    return definitions.put(
        workspace,
        RulesTable.KIND,
        NAME,
        rules,
        expectedVersion,
        (tx, stored) -> {
          keep(tx, workspace, by);
          return beside.apply(tx, stored);
        });
  }

  /** Within a transaction of the caller. */
  public void put(Handle tx, WorkspaceId workspace, IdentityRules rules, Caller by) {
    definitions.put(tx, workspace, RulesTable.KIND, NAME, rules);
    keep(tx, workspace, by);
  }

  /** Unchanged rules keep their version, and its author. */
  private static void keep(Handle tx, WorkspaceId workspace, Caller by) {
    tx.createUpdate(KEEP)
        .bind("workspace", workspace.value())
        .bind("rules", RulesTable.KIND)
        .bind("by", by.subject())
        .bind("byName", by.name())
        .execute();
  }

  /**
   * One version of the rules.
   *
   * @param changedBy the token's subject; null if it was not recorded
   * @param changedByName as it was then
   */
  public record Version(
      long version,
      Instant changedAt,
      @Nullable String changedBy,
      @Nullable String changedByName) {}

  /**
   * Newest first.
   *
   * @param before the last version of the previous page; null for the first page
   */
  public List<Version> versions(WorkspaceId workspace, @Nullable Long before, int limit) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(LIST)
                .bind("workspace", workspace.value())
                .bind("before", before == null ? Long.MAX_VALUE : before)
                .bind("limit", limit)
                .map(RulesStore::row)
                .list());
  }

  /** The rules of a version; version 0 are the defaults. Empty if the version is not stored. */
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
