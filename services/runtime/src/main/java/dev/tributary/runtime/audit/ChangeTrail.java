package dev.tributary.runtime.audit;

import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.AdministrationEntry.Result;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.outbox.Outbox;
import dev.tributary.runtime.postgres.RequestDatabase;
import io.quarkus.arc.properties.UnlessBuildProperty;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;
import org.jboss.logging.Logger;

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

  private final Administration administration;
  private final RequestDatabase database;
  private final Clock clock;

  /**
   * @param administration a proxy of the current request's object
   */
  public ChangeTrail(Administration administration, RequestDatabase database, Clock clock) {
    this.administration = administration;
    this.database = database;
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
   * that it concerns. Otherwise like {@link #intend(WorkspaceId, String, String)}.
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
    concerned.workspaces().forEach(workspace -> requested(concerned, workspace));
  }

  /**
   * The change is made. Call this if the rest of the request can fail: the status of the answer
   * then does not decide the outcome.
   */
  public void done() {
    settle(new Result(Outcome.DONE, null, 1));
  }

  /** Writes the intent of a change of a workspace. */
  public void requested(RequestedChange requestedChange, WorkspaceId workspace) {
    write(requestedChange, workspace, new Result(Outcome.REQUESTED, null, 1));
  }

  /** The change has already happened. Without this entry, its outcome stays unknown. */
  public void settle(Result result) {
    RequestedChange requestedChange = administration.requestedChange();
    if (requestedChange == null || requestedChange.workspaces().isEmpty()) {
      return;
    }
    boolean complete = true;
    for (WorkspaceId workspace : requestedChange.workspaces()) {
      complete &= settle(requestedChange, workspace, result);
    }
    if (complete) {
      administration.settled();
    }
  }

  /** Whether the outcome is written. */
  private boolean settle(RequestedChange requestedChange, WorkspaceId workspace, Result result) {
    try {
      write(requestedChange, workspace, result);
      return true;
    } catch (RuntimeException e) {
      LOG.warnf(
          "The outcome of %s stays unknown in the trail of administration: %s",
          requestedChange.id(), e.getMessage());
      return false;
    }
  }

  private void write(RequestedChange requestedChange, WorkspaceId workspace, Result result) {
    AdministrationEntry entry =
        requestedChange.entry(
            requestedChange.id(),
            workspace,
            clock.instant(),
            requestedChange.act(),
            result,
            administration.details());
    database.unwitnessed(
        workspace,
        tx -> {
          Outbox.add(tx, entry);
          return entry;
        });
  }
}
