package dev.tributary.definitions;

import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.id.WorkspaceId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stored definitions, their versions and the requests with an idempotency key, in one
 * transaction. Each method sees what is committed when it runs. Every call blocks.
 */
public interface DefinitionRows {

  /**
   * A stored object.
   *
   * @param spec as JSON
   */
  @RecordBuilder
  record Row(
      WorkspaceId workspace,
      String kind,
      String id,
      String key,
      String name,
      long version,
      Instant createdAt,
      Instant updatedAt,
      boolean deleted,
      String spec) {}

  /**
   * A kept version of an object.
   *
   * @param spec as JSON, without its secrets
   * @param actor null if the author is not known; so is the name
   */
  @RecordBuilder
  record Version(
      WorkspaceId workspace,
      String kind,
      String id,
      long version,
      String key,
      String name,
      boolean deleted,
      @Nullable String actor,
      @Nullable String actorName,
      Instant at,
      String spec) {}

  /** The request of an idempotency key, and what it created. */
  record Repeat(String requestHash, String object) {}

  /** The object with this id or key, unless it is deleted. */
  Optional<Row> find(WorkspaceId workspace, String kind, String idOrKey);

  /** As above, and no other transaction changes the object until the end of this one. */
  Optional<Row> lock(WorkspaceId workspace, String kind, String idOrKey);

  /**
   * The objects that are not deleted, in the order of their ids.
   *
   * @param after only ids after this one
   */
  List<Row> list(WorkspaceId workspace, String kind, String after, int limit);

  /** The number of objects that are not deleted. */
  long count(WorkspaceId workspace, String kind);

  void insert(Row row);

  /** Writes everything but the time of the creation. */
  void replace(Row row);

  /** Has no effect if this version is kept already. */
  void keep(Version version);

  /** Deletes the versions of an object up to the last one, inclusive. */
  void forget(WorkspaceId workspace, String kind, String id, long last);

  /**
   * The newest versions of an object.
   *
   * @param before only versions with a smaller number
   */
  List<Version> versions(WorkspaceId workspace, String kind, String id, long before, int limit);

  Optional<Version> version(WorkspaceId workspace, String kind, String id, long version);

  Optional<Repeat> repeat(WorkspaceId workspace, String kind, String idempotencyKey);

  void remember(
      WorkspaceId workspace, String kind, String idempotencyKey, Repeat repeat, Instant now);

  /**
   * Adds the message of a definition to the outbox.
   *
   * @param kind the name of its kind, for a person
   * @throws dev.tributary.runtime.problem.Problem if the definition is too large to be published
   */
  void publish(Topic topic, String kind, Definition definition);
}
