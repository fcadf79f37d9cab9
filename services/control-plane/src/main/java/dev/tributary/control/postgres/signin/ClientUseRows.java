package dev.tributary.control.postgres.signin;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code api_client_use}. Works in the caller's transaction. */
class ClientUseRows implements PanacheRepositoryBase<ClientUseRow, String> {
  private static final String USED =
      """
      insert into api_client_use (client_id, last_used_at) values (:client, :at)
      on conflict (client_id) do update
      set last_used_at = greatest(api_client_use.last_used_at, excluded.last_used_at)\
      """;

  /** The newest use stays, in whatever order uses are stored. */
  Uni<Integer> used(Mutiny.Session session, String clientId, Instant at) {
    return session
        .createNativeQuery(USED)
        .setParameter("client", clientId)
        .setParameter("at", at)
        .executeUpdate();
  }
}
