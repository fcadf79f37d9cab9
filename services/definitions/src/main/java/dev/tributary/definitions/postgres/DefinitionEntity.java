package dev.tributary.definitions.postgres;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionRows;
import dev.tributary.definitions.DefinitionRowsRowBuilder;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/**
 * A definition. The store counts its versions, so they are no versions of Hibernate. Our own mapper
 * reads and writes the JSON, so the entity has it as a text.
 */
@Entity
@IdClass(DefinitionEntity.Key.class)
@Table(name = "definition")
@SuppressWarnings("NullAway.Init")
public class DefinitionEntity {
  @Id String workspace;

  @Id String kind;

  @Id
  @Column(name = "id")
  String objectId;

  @Column(name = "key")
  String objectKey;

  String name;

  long version;

  @ColumnTransformer(read = "concat(spec)", write = "cast(cast(? as text) as jsonb)")
  String spec;

  boolean deleted;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "updated_at")
  Instant updatedAt;

  /** The primary key. */
  @SuppressWarnings("NullAway.Init")
  public static class Key implements Serializable {
    private static final long serialVersionUID = 1L;

    String workspace;
    String kind;
    String objectId;

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && Objects.equals(workspace, key.workspace)
          && Objects.equals(kind, key.kind)
          && Objects.equals(objectId, key.objectId);
    }

    @Override
    public int hashCode() {
      return Objects.hash(workspace, kind, objectId);
    }
  }

  static DefinitionEntity of(DefinitionRows.Row row) {
    DefinitionEntity entity = new DefinitionEntity();
    entity.workspace = row.workspace().value();
    entity.kind = row.kind();
    entity.objectId = row.id();
    entity.objectKey = row.key();
    entity.name = row.name();
    entity.version = row.version();
    entity.spec = row.spec();
    entity.deleted = row.deleted();
    entity.createdAt = row.createdAt();
    entity.updatedAt = row.updatedAt();
    return entity;
  }

  DefinitionRows.Row row() {
    return DefinitionRowsRowBuilder.builder()
        .workspace(new WorkspaceId(workspace))
        .kind(kind)
        .id(objectId)
        .key(objectKey)
        .name(name)
        .version(version)
        .createdAt(createdAt)
        .updatedAt(updatedAt)
        .deleted(deleted)
        .spec(spec)
        .build();
  }
}
