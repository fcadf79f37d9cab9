package dev.tributary.control.postgres.alert;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Facts;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.WorkspaceFacts.ServiceFacts;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** The last facts of a service about a workspace. */
@Entity
@Immutable
@IdClass(FactsRow.Key.class)
@Table(name = "alert_facts")
@SuppressWarnings("NullAway.Init")
public class FactsRow {
  @Id String workspace;

  @Id String service;

  byte[] facts;

  @Column(name = "heard_at")
  Instant heardAt;

  /** The primary key. */
  @SuppressWarnings("NullAway.Init")
  public static class Key implements Serializable {
    private static final long serialVersionUID = 1L;

    String workspace;
    String service;

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && Objects.equals(workspace, key.workspace)
          && Objects.equals(service, key.service);
    }

    @Override
    public int hashCode() {
      return Objects.hash(workspace, service);
    }
  }

  WorkspaceId workspace() {
    return new WorkspaceId(workspace);
  }

  Service service() {
    return Service.valueOf(service);
  }

  ServiceFacts facts() {
    return new ServiceFacts(Json.read(facts, Facts.class).facts(), heardAt);
  }
}
