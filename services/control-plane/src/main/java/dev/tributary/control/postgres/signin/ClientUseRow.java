package dev.tributary.control.postgres.signin;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** When an API client was last used. Client ids are unique in the realm. */
@Entity
@Table(name = "api_client_use")
@SuppressWarnings("NullAway.Init")
public class ClientUseRow {
  @Id
  @Column(name = "client_id")
  String clientId;

  @Column(name = "last_used_at")
  Instant lastUsedAt;

  String clientId() {
    return clientId;
  }

  Instant lastUsedAt() {
    return lastUsedAt;
  }
}
