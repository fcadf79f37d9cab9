package dev.tributary.control.postgres.signin;

import dev.tributary.control.workspace.ClientUseStore;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** When API clients were last used, as the worker's role. Thread-safe. */
public final class PostgresClientUses implements ClientUseStore {
  private final Jdbi worker;

  public PostgresClientUses(DataSource worker) {
    this.worker = Jdbi.create(worker);
  }

  static void used(Handle tx, String clientId, Instant at) {
    tx.createUpdate(
            """
            insert into api_client_use (client_id, last_used_at) values (:client, :at)
            on conflict (client_id) do update
            set last_used_at = greatest(api_client_use.last_used_at, excluded.last_used_at)\
            """)
        .bind("client", clientId)
        .bind("at", at)
        .execute();
  }

  @Override
  public Map<String, Instant> last(Collection<String> clientIds) {
    Map<String, Instant> last = new HashMap<>();
    worker.useHandle(handle ->
        handle
            .createQuery(
                """
                select client_id, last_used_at from api_client_use
                where client_id = any (:clients)\
                """)
            .bindArray("clients", String.class, clientIds.toArray())
            .map((rows, context) -> last.put(rows.getString(1), rows.getTimestamp(2).toInstant()))
            .list());
    return last;
  }

  @Override
  public void forget(String clientId) {
    worker.useHandle(handle ->
        handle
            .createUpdate("delete from api_client_use where client_id = :client")
            .bind("client", clientId)
            .execute());
  }
}
