package dev.tributary.runtime.quarantine;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import dev.tributary.runtime.threads.PeriodicWork;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * Counts the messages in a service's quarantine, on its own thread, so that reading the metric
 * never waits for the database. A message whose headers name no existing workspace appears in no
 * workspace and opens no alert there; it is counted separately. While the database does not answer,
 * the counts stay unchanged. Thread-safe.
 */
public final class QuarantineWatch implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(15);
  private static final String WAITING =
      """
      select workspace, count(*) from quarantined_message
      where state <> 'redriven' group by workspace\
      """;

  private final Jdbi worker;
  private final Predicate<WorkspaceId> isWorkspace;
  private final BooleanSupplier workspacesAreRead;
  private final AtomicLong ofWorkspaces = new AtomicLong();
  private final AtomicLong ofInstallation = new AtomicLong();
  private final PeriodicWork work =
      new PeriodicWork("quarantine-watch", Duration.ZERO, EVERY, this::look);

  /**
   * @param service its name in the metric
   * @param isWorkspace whether a workspace has this id
   * @param workspacesAreRead false while a workspace may still be missing
   */
  QuarantineWatch(
      DataSource worker,
      MeterRegistry metrics,
      String service,
      Predicate<WorkspaceId> isWorkspace,
      BooleanSupplier workspacesAreRead) {
    this.worker = Jdbi.create(worker);
    this.isWorkspace = isWorkspace;
    this.workspacesAreRead = workspacesAreRead;
    QuarantineMetric.WAITING.metric().registerGauge(metrics, ofWorkspaces, service, "workspace");
    QuarantineMetric.WAITING
        .metric()
        .registerGauge(metrics, ofInstallation, service, "installation");
  }

  /** With the workspaces of the installation. */
  public static QuarantineWatch of(
      DataSource worker, MeterRegistry metrics, String service, WorkspaceDirectory workspaces) {
    return new QuarantineWatch(
        worker, metrics, service, id -> workspaces.find(id).isPresent(), workspaces::complete);
  }

  public void start() {
    work.start();
  }

  @Override
  public void close() {
    work.close();
  }

  /** Counts once. */
  void look() {
    if (!workspacesAreRead.getAsBoolean()) {
      return;
    }
    long known = 0;
    long unknown = 0;
    for (Waiting each : waiting()) {
      if (isWorkspace.test(each.workspace())) {
        known += each.count();
      } else {
        unknown += each.count();
      }
    }
    ofWorkspaces.set(known);
    ofInstallation.set(unknown);
  }

  private record Waiting(WorkspaceId workspace, long count) {}

  private Iterable<Waiting> waiting() {
    return worker.withHandle(handle ->
        handle
            .createQuery(WAITING)
            .map((rows, _) -> new Waiting(new WorkspaceId(rows.getString(1)), rows.getLong(2)))
            .list());
  }
}
