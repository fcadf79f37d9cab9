package dev.tributary.definitions.postgres;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionRows;
import dev.tributary.definitions.DefinitionRowsVersionBuilder;
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

/** A version of a definition, without its secrets. */
@Entity
@IdClass(DefinitionVersionEntity.Key.class)
@Table(name = "definition_version")
@SuppressWarnings("NullAway.Init")
public class DefinitionVersionEntity {
  @Id String workspace;

  @Id String kind;

  @Id
  @Column(name = "id")
  String objectId;

  @Id long version;

  @Column(name = "key")
  String objectKey;

  String name;

  @ColumnTransformer(read = "concat(spec)", write = "cast(cast(? as text) as jsonb)")
  String spec;

  boolean deleted;

  @Nullable String actor;

  @Column(name = "actor_name")
  @Nullable String actorName;

  Instant at;

  /** The primary key. */
  @SuppressWarnings("NullAway.Init")
  public static class Key implements Serializable {
    private static final long serialVersionUID = 1L;

    String workspace;
    String kind;
    String objectId;
    long version;

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && Objects.equals(workspace, key.workspace)
          && Objects.equals(kind, key.kind)
          && Objects.equals(objectId, key.objectId)
          && version == key.version;
    }

    @Override
    public int hashCode() {
      return Objects.hash(workspace, kind, objectId, version);
    }
  }

  DefinitionRows.Version row() {
    return DefinitionRowsVersionBuilder.builder()
        .workspace(new WorkspaceId(workspace))
        .kind(kind)
        .id(objectId)
        .version(version)
        .key(objectKey)
        .name(name)
        .deleted(deleted)
        .actor(actor)
        .actorName(actorName)
        .at(at)
        .spec(spec)
        .build();
  }
}
