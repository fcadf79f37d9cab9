package dev.tributary.destinations.http.connector;

import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionDatabase;
import dev.tributary.definitions.DefinitionRows;
import dev.tributary.definitions.DefinitionRowsRowBuilder;
import dev.tributary.definitions.DefinitionTransaction;
import dev.tributary.runtime.definition.AuditedChange;
import dev.tributary.runtime.definition.Author;
import dev.tributary.runtime.definition.NamedObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Definitions in memory, with the rollback of a transaction that fails. For one thread. */
final class MemoryDefinitions implements DefinitionDatabase, DefinitionTransaction, DefinitionRows {
  private final TreeMap<String, Row> rows = new TreeMap<>();
  private final Map<String, Repeat> repeats = new HashMap<>();

  /** Makes an object unreadable, as one of a later version. */
  void spoil(String key) {
    rows.replaceAll((_, row) ->
        row.key().equals(key) ? DefinitionRowsRowBuilder.builder(row).spec("[1]").build() : row);
  }

  @Override
  public <T> T inWorkspace(WorkspaceId workspace, Function<DefinitionTransaction, T> work) {
    TreeMap<String, Row> before = new TreeMap<>(rows);
    try {
      return work.apply(this);
    } catch (RuntimeException e) {
      rows.clear();
      rows.putAll(before);
      throw e;
    }
  }

  @Override
  public <T> T reading(WorkspaceId workspace, Function<DefinitionTransaction, T> work) {
    return work.apply(this);
  }

  @Override
  public void changed(AuditedChange changed) {}

  @Override
  public void found(NamedObject found) {}

  @Override
  public @Nullable Author author() {
    return null;
  }

  @Override
  public void lock(String name) {}

  @Override
  public DefinitionRows rows() {
    return this;
  }

  @Override
  public Optional<Row> find(WorkspaceId workspace, String kind, String idOrKey) {
    return list(workspace, kind, "", Integer.MAX_VALUE).stream()
        .filter(row -> row.id().equals(idOrKey) || row.key().equals(idOrKey))
        .findFirst();
  }

  @Override
  public Optional<Row> lock(WorkspaceId workspace, String kind, String idOrKey) {
    return find(workspace, kind, idOrKey);
  }

  @Override
  public List<Row> list(WorkspaceId workspace, String kind, String after, int limit) {
    return rows.tailMap(after, false).values().stream()
        .filter(row -> row.workspace().equals(workspace) && row.kind().equals(kind))
        .filter(row -> !row.deleted())
        .limit(limit)
        .toList();
  }

  @Override
  public long count(WorkspaceId workspace, String kind) {
    return list(workspace, kind, "", Integer.MAX_VALUE).size();
  }

  @Override
  public void insert(Row row) {
    rows.put(row.id(), row);
  }

  @Override
  public void replace(Row row) {
    rows.put(row.id(), row);
  }

  @Override
  public void keep(Version version) {}

  @Override
  public void forget(WorkspaceId workspace, String kind, String id, long last) {}

  @Override
  public List<Version> versions(
      WorkspaceId workspace, String kind, String id, long before, int limit) {
    return List.of();
  }

  @Override
  public Optional<Version> version(WorkspaceId workspace, String kind, String id, long version) {
    return Optional.empty();
  }

  @Override
  public Optional<Repeat> repeat(WorkspaceId workspace, String kind, String idempotencyKey) {
    return Optional.ofNullable(repeats.get(idempotencyKey));
  }

  @Override
  public void remember(
      WorkspaceId workspace, String kind, String idempotencyKey, Repeat repeat, Instant now) {
    repeats.put(idempotencyKey, repeat);
  }

  @Override
  public void publish(Topic topic, String kind, Definition definition) {}
}
