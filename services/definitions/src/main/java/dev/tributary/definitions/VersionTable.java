package dev.tributary.definitions;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.TransactionListener.Author;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the objects of one kind: the newest {@value #KEPT} of each object, without their
 * secrets. Works in the caller's transaction.
 */
final class VersionTable<S> {
  /** The versions of one object that are kept. */
  static final int KEPT = 200;

  private static final Logger LOG = Logger.getLogger(VersionTable.class);

  private final Kind<S> kind;

  VersionTable(Kind<S> kind) {
    this.kind = kind;
  }

  /**
   * Keeps the version that a change replaces, if it is missing: an instance of a release without
   * versions has written it. Its author is not known.
   */
  void keepReplaced(Handle tx, Stored<S> current) {
    if (kind.history() != null) {
      insert(tx, current, false, null);
    }
  }

  /** Keeps a new version, and deletes the oldest one beyond the limit. */
  void keep(Handle tx, Stored<S> fresh, boolean deleted, @Nullable Author author) {
    if (kind.history() == null) {
      return;
    }
    insert(tx, fresh, deleted, author);
    tx.createUpdate(
            "delete from definition_version where workspace = :workspace and kind = :kind"
                + " and id = :id and version <= :last")
        .bind("workspace", fresh.workspace().value())
        .bind("kind", kind.name())
        .bind("id", fresh.id())
        .bind("last", fresh.version() - KEPT)
        .execute();
  }

  private void insert(Handle tx, Stored<S> stored, boolean deleted, @Nullable Author author) {
    tx.createUpdate(
            "insert into definition_version (workspace, kind, id, version, key, name, spec,"
                + " deleted, actor, actor_name, at) values (:workspace, :kind, :id, :version, :key,"
                + " :name, cast(:spec as jsonb), :deleted, :actor, :actorName, :at)"
                + " on conflict do nothing")
        .bind("workspace", stored.workspace().value())
        .bind("kind", kind.name())
        .bind("id", stored.id())
        .bind("version", stored.version())
        .bind("key", stored.key())
        .bind("name", stored.name())
        .bind("spec", content(stored.spec()))
        .bind("deleted", deleted)
        .bind("actor", author == null ? null : author.id())
        .bind("actorName", author == null ? null : author.name())
        .bind("at", stored.updatedAt())
        .execute();
  }

  /** The version of a present object that is not in the table, because no change kept it yet. */
  Listed<S> unrecorded(Stored<S> present) {
    return new Listed<>(
        present.version(),
        Optional.of(
            new DefinitionVersion<>(
                present.version(),
                present.key(),
                present.name(),
                false,
                null,
                present.updatedAt(),
                spec(content(present.spec())))));
  }

  /** What a version keeps of a spec, as JSON. */
  private String content(S spec) {
    UnaryOperator<S> history = kind.history();
    S kept = history == null ? spec : history.apply(spec);
    return WithoutSecrets.of(kept, kind.secrets()).toString();
  }

  private S spec(String content) {
    return Json.read(content.getBytes(StandardCharsets.UTF_8), kind.specType());
  }

  /**
   * The versions of an object, the newest first, with those that this release cannot read as empty.
   *
   * @param before only versions with a smaller number; null for all
   */
  List<Listed<S>> newest(
      Handle tx, WorkspaceId workspace, String id, @Nullable Long before, int limit) {
    return tx.createQuery(
            "select * from definition_version where workspace = :workspace and kind = :kind"
                + " and id = :id and version < :before order by version desc limit :limit")
        .bind("workspace", workspace.value())
        .bind("kind", kind.name())
        .bind("id", id)
        .bind("before", before == null ? Long.MAX_VALUE : before)
        .bind("limit", limit)
        .map((rows, context) -> new Listed<>(rows.getLong("version"), read(rows, context)))
        .list();
  }

  /** Empty if the version is not kept; with an empty content if this release cannot read it. */
  Optional<Listed<S>> find(Handle tx, WorkspaceId workspace, String id, long version) {
    return tx.createQuery(
            "select * from definition_version where workspace = :workspace and kind = :kind"
                + " and id = :id and version = :version")
        .bind("workspace", workspace.value())
        .bind("kind", kind.name())
        .bind("id", id)
        .bind("version", version)
        .map((rows, context) -> new Listed<>(version, read(rows, context)))
        .findFirst();
  }

  /** A version; its content is empty if this release cannot read it. */
  record Listed<S>(long version, Optional<DefinitionVersion<S>> content) {}

  private Optional<DefinitionVersion<S>> read(ResultSet rows, StatementContext context)
      throws SQLException {
    String actor = rows.getString("actor");
    String actorName = rows.getString("actor_name");
    try {
      return Optional.of(
          new DefinitionVersion<>(
              rows.getLong("version"),
              rows.getString("key"),
              rows.getString("name"),
              rows.getBoolean("deleted"),
              actor == null || actorName == null ? null : new Author(actor, actorName),
              rows.getTimestamp("at").toInstant(),
              spec(rows.getString("spec"))));
    } catch (UncheckedIOException e) {
      LOG.warnf(
          "Version %d of the %s %s cannot be read: %s",
          rows.getLong("version"), kind.name(), rows.getString("id"), e.getMessage());
      return Optional.empty();
    }
  }
}
