package dev.tributary.runtime.audit;

import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.AdministrationEntry.Result;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.outbox.Outbox;
import dev.tributary.runtime.postgres.RequestDatabase;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.arc.properties.UnlessBuildProperty;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * Writes the entries of a request whose change no transaction covers: the intent before the change,
 * and the outcome after it. {@link dev.tributary.runtime.http.audit.AdministrationFilter} does both
 * if the path names the workspace. Otherwise, the use case records the intent, when it knows the
 * workspace. Thread-safe.
 */
@Singleton
@UnlessBuildProperty(
    name = TributaryConfig.WITHOUT_DATABASE,
    stringValue = "true",
    enableIfMissing = true)
public class ChangeTrail {
  private static final Logger LOG = Logger.getLogger(ChangeTrail.class);
  private static final Result REQUESTED = new Result(Outcome.REQUESTED, null, 1);

  private final Administration administration;
  private final RequestDatabase database;
  private final Jdbi worker;
  private final Clock clock;

  /**
   * @param administration a proxy of the current request's object
   */
  public ChangeTrail(
      Administration administration,
      RequestDatabase database,
      @DataSource("worker") AgroalDataSource worker,
      Clock clock) {
    this.administration = administration;
    this.database = database;
    this.worker = Jdbi.create(worker);
    this.clock = clock;
  }

  /**
   * Records the intent of a request whose path names no workspace. Call this immediately before the
   * change. If it throws, the entry is not written, and the change must not be made.
   *
   * @param workspace whose trail gets the entries
   * @param kind of the object, such as {@code invitation}
   * @param object its id
   * @throws IllegalStateException if {@code administration.csv} does not say {@code intent}
   */
  public void intend(WorkspaceId workspace, String kind, String object) {
    intend(requestedChange().of(workspace, kind, object));
  }

  /**
   * Records the intent of a request that changes the installation, in the trail of each workspace
   * that it concerns: all in one transaction, which does not wait for the connections of any
   * workspace. Otherwise like {@link #intend(WorkspaceId, String, String)}.
   */
  public void intend(Set<WorkspaceId> workspaces) {
    intend(requestedChange().of(workspaces));
  }

  private RequestedChange requestedChange() {
    RequestedChange requestedChange = administration.requestedChange();
    if (requestedChange == null || requestedChange.how() != RecordedRoutes.Recording.INTENT) {
      throw new IllegalStateException("This request records no intent");
    }
    return requestedChange;
  }

  private void intend(RequestedChange concerned) {
    administration.begin(concerned);
    write(concerned, REQUESTED);
  }

  /**
   * The change is made. Call this if the rest of the request can fail: the status of the answer
   * then does not decide the outcome.
   */
  public void done() {
    settle(new Result(Outcome.DONE, null, 1));
  }

  /** Writes the intent of a change whose workspace is known. */
  public void requested(RequestedChange requestedChange) {
    write(requestedChange, REQUESTED);
  }

  /** The change has already happened. Without this entry, its outcome stays unknown. */
  public void settle(Result result) {
    RequestedChange requestedChange = administration.requestedChange();
    if (requestedChange == null || requestedChange.workspaces().isEmpty()) {
      return;
    }
    try {
      write(requestedChange, result);
      administration.settled();
    } catch (RuntimeException e) {
      LOG.warnf(
          "The outcome of %s stays unknown in the trail of administration: %s",
          requestedChange.id(), e.getMessage());
    }
  }

  private void write(RequestedChange requestedChange, Result result) {
    List<AdministrationEntry> entries =
        requestedChange.workspaces().stream()
            .map(workspace -> entry(requestedChange, workspace, result))
            .toList();
    if (requestedChange.ofInstallation()) {
      worker.useTransaction(tx -> entries.forEach(entry -> Outbox.add(tx, entry)));
    } else {
      entries.forEach(this::write);
    }
  }

  private AdministrationEntry entry(
      RequestedChange requestedChange, WorkspaceId workspace, Result result) {
    return requestedChange.entry(
        requestedChange.id(),
        workspace,
        clock.instant(),
        requestedChange.act(),
        result,
        administration.details());
  }

  private void write(AdministrationEntry entry) {
    database.unwitnessed(
        entry.workspace(),
        tx -> {
          Outbox.add(tx, entry);
          return entry;
        });
  }
}
