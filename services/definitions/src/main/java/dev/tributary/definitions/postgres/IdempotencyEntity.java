package dev.tributary.definitions.postgres;

import dev.tributary.definitions.DefinitionRows;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The request of an idempotency key, and the id of the object that it created. */
@Entity
@IdClass(IdempotencyEntity.Key.class)
@Table(name = "idempotency_key")
@SuppressWarnings("NullAway.Init")
public class IdempotencyEntity {
  @Id String workspace;

  @Id String kind;

  @Id
  @Column(name = "idempotency_key")
  String requestKey;

  @Column(name = "request_hash")
  String requestHash;

  @Column(name = "object")
  String created;

  @Column(name = "created_at")
  Instant createdAt;

  /** The primary key. */
  @SuppressWarnings("NullAway.Init")
  public static class Key implements Serializable {
    private static final long serialVersionUID = 1L;

    String workspace;
    String kind;
    String requestKey;

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that
          && Objects.equals(workspace, that.workspace)
          && Objects.equals(kind, that.kind)
          && Objects.equals(requestKey, that.requestKey);
    }

    @Override
    public int hashCode() {
      return Objects.hash(workspace, kind, requestKey);
    }
  }

  DefinitionRows.Repeat repeat() {
    return new DefinitionRows.Repeat(requestHash, created);
  }
}
