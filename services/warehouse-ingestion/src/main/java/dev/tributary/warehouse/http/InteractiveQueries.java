package dev.tributary.warehouse.http;

import dev.tributary.contracts.id.WarehouseId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.query.ConcurrencyLimit;
import dev.tributary.warehouse.connection.Connection;
import dev.tributary.warehouse.source.Warehouses;
import dev.tributary.warehouse.table.RunFailure;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import java.util.List;

/**
 * Queries to warehouses for which a user waits. Each has its own engine, so a workspace runs one at
 * a time, a few run at once, and each ends at the deadline. Thread-safe.
 */
public final class InteractiveQueries {
  private final Warehouses warehouses;
  private final QueryDeadline deadline;
  private final ConcurrencyLimit turn;
  private final CurrentVertxRequest exchange;

  /**
   * @param atOnce number of queries that run at once
   */
  public InteractiveQueries(
      Warehouses warehouses, QueryDeadline deadline, int atOnce, CurrentVertxRequest exchange) {
    this.warehouses = warehouses;
    this.deadline = deadline;
    this.turn = new ConcurrencyLimit("Warehouses are being asked already; try again", atOnce);
    this.exchange = exchange;
  }

  /**
   * @param warehouse its id
   * @throws dev.tributary.runtime.problem.Problem if the query waits too long for its turn
   */
  <T> T ask(
      WorkspaceId workspace,
      WarehouseId warehouse,
      Connection connection,
      QueryDeadline.Asking<T> asking)
      throws RunFailure {
    return turn.take(
        workspace,
        () ->
            deadline.within(
                () -> warehouses.open(workspace, warehouse, connection, List.of()),
                exchange.getCurrent(),
                asking));
  }
}
