package dev.tributary.control.postgres.signin;

import dev.tributary.contracts.audit.GatewayReport;
import dev.tributary.control.signin.ReportStore;
import dev.tributary.definitions.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Puts the entries of a report into the outbox, and stores the uses of API clients, as the worker's
 * role. Readers of the topic keep one entry for each id. Thread-safe.
 */
public final class PostgresReports implements ReportStore {
  private final Transactions worker;
  private final ClientUseRows uses = new ClientUseRows();

  public PostgresReports(Transactions worker) {
    this.worker = worker;
  }

  @Override
  public void add(GatewayReport report) {
    // In one order, because two gateways may report the same clients at once.
    List<Map.Entry<String, Instant>> ordered =
        report.clientUses().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    Transactions.await(worker.own(session -> add(session, report, ordered)));
  }

  private Uni<Void> add(
      Mutiny.Session session, GatewayReport report, List<Map.Entry<String, Instant>> ordered) {
    return Transactions.each(report.entries(), entry -> Transactions.publish(session, entry))
        .chain(() ->
            Transactions.each(ordered, use -> uses.used(session, use.getKey(), use.getValue())));
  }
}
