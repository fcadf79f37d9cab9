package dev.tributary.control.postgres.signin;

import dev.tributary.contracts.audit.GatewayReport;
import dev.tributary.control.signin.ReportStore;
import dev.tributary.runtime.definitions.Outbox;
import java.util.Map;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * Puts the entries of a report into the outbox, and stores the uses of API clients, as the worker's
 * role. Readers of the topic keep one entry for each id. Thread-safe.
 */
public final class PostgresReports implements ReportStore {
  private final Jdbi worker;

  public PostgresReports(DataSource worker) {
    this.worker = Jdbi.create(worker);
  }

  @Override
  public void add(GatewayReport report) {
    worker.useTransaction(tx -> {
      report.entries().forEach(entry -> Outbox.add(tx, entry));
      // In one order, because two gateways may report the same clients at once.
      report.clientUses().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(use -> PostgresClientUses.used(tx, use.getKey(), use.getValue()));
    });
  }
}
