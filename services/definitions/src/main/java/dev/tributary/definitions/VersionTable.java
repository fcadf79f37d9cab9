package dev.tributary.definitions;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.definition.Author;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the objects of one kind: the newest {@value #KEPT} of each object, without their
 * secrets.
 */
final class VersionTable<S> {
  /** The versions of one object that are kept. */
  static final int KEPT = 200;

  private static final System.Logger LOG = System.getLogger(VersionTable.class.getName());

  private final Kind<S> kind;

  VersionTable(Kind<S> kind) {
    this.kind = kind;
  }

  /**
   * Keeps the version that a change replaces, if it is missing: an instance of a release without
   * versions has written it. Its author is not known.
   */
  void keepReplaced(DefinitionRows rows, StoredDefinition<S> current) {
    if (kind.history() != null) {
      rows.keep(row(current, false, null));
    }
  }

  /** Keeps a new version, and deletes the oldest one beyond the limit. */
  void keep(
      DefinitionRows rows, StoredDefinition<S> fresh, boolean deleted, @Nullable Author author) {
    if (kind.history() == null) {
      return;
    }
    rows.keep(row(fresh, deleted, author));
    rows.forget(fresh.workspace(), kind.name(), fresh.id(), fresh.version() - KEPT);
  }

  private DefinitionRows.Version row(
      StoredDefinition<S> stored, boolean deleted, @Nullable Author author) {
    return DefinitionRowsVersionBuilder.builder()
        .workspace(stored.workspace())
        .kind(kind.name())
        .id(stored.id())
        .version(stored.version())
        .key(stored.key())
        .name(stored.name())
        .deleted(deleted)
        .actor(author == null ? null : author.id())
        .actorName(author == null ? null : author.name())
        .at(stored.updatedAt())
        .spec(content(stored.spec()))
        .build();
  }

  /** The version of a present object that is not in the table, because no change kept it yet. */
  Listed<S> unrecorded(StoredDefinition<S> present) {
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

  /** The part of a spec that a version keeps, as JSON. */
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
      DefinitionRows rows, WorkspaceId workspace, String id, @Nullable Long before, int limit) {
    return rows
        .versions(workspace, kind.name(), id, before == null ? Long.MAX_VALUE : before, limit)
        .stream()
        .map(this::listed)
        .toList();
  }

  /** Empty if the version is not kept; with an empty content if this release cannot read it. */
  Optional<Listed<S>> find(DefinitionRows rows, WorkspaceId workspace, String id, long version) {
    return rows.version(workspace, kind.name(), id, version).map(this::listed);
  }

  /** A version; its content is empty if this release cannot read it. */
  record Listed<S>(long version, Optional<DefinitionVersion<S>> content) {}

  private Listed<S> listed(DefinitionRows.Version row) {
    return new Listed<>(row.version(), read(row));
  }

  private Optional<DefinitionVersion<S>> read(DefinitionRows.Version row) {
    String actor = row.actor();
    String actorName = row.actorName();
    try {
      return Optional.of(
          new DefinitionVersion<>(
              row.version(),
              row.key(),
              row.name(),
              row.deleted(),
              actor == null || actorName == null ? null : new Author(actor, actorName),
              row.at(),
              spec(row.spec())));
    } catch (UncheckedIOException e) {
      LOG.log(
          Level.WARNING,
          "Version %d of the %s %s cannot be read: %s"
              .formatted(row.version(), kind.name(), row.id(), e.getMessage()));
      return Optional.empty();
    }
  }
}
