package dev.tributary.control.postgres.signin;

import dev.tributary.control.workspace.ClientUseStore;
import dev.tributary.definitions.postgres.Transactions;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** When API clients were last used, as the worker's role. Thread-safe. */
public final class PostgresClientUses implements ClientUseStore {
  private final Transactions worker;
  private final ClientUseRows rows = new ClientUseRows();

  public PostgresClientUses(Transactions worker) {
    this.worker = worker;
  }

  @Override
  public Map<String, Instant> last(Collection<String> clientIds) {
    if (clientIds.isEmpty()) {
      return Map.of();
    }
    List<ClientUseRow> found =
        Transactions.await(worker.own(_ -> rows.list("clientId in ?1", List.copyOf(clientIds))));
    return found.stream()
        .collect(Collectors.toMap(ClientUseRow::clientId, ClientUseRow::lastUsedAt));
  }

  @Override
  public void forget(String clientId) {
    Transactions.await(worker.own(_ -> rows.delete("clientId", clientId)));
  }
}
