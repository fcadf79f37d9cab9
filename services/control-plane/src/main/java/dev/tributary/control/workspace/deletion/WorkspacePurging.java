package dev.tributary.control.workspace.deletion;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.workspace.ApiClient;
import dev.tributary.control.workspace.ClientUseStore;
import dev.tributary.control.workspace.Directory;
import dev.tributary.control.workspace.deletion.WorkspaceDeletion.State;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.threads.PeriodicWork;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Brings each deletion to its end: starts the purge when its time has come, asks every service
 * until nothing of the workspace is left there, and deletes its groups and API clients in Keycloak.
 * What fails is tried again in the next round. Several instances may do the same at once.
 */
public final class WorkspacePurging implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(WorkspacePurging.class.getName());
  private static final Duration ROUND = Duration.ofSeconds(1);
  private static final String KEYCLOAK = "keycloak";

  private final WorkspaceDeletions deletions;
  private final Services services;
  private final Directory directory;
  private final ClientUseStore clientUses;
  private final Clock clock;
  private final PeriodicWork work =
      new PeriodicWork("workspace-deletions", Duration.ZERO, ROUND, this::round);

  /** Asks services, the control plane itself among them. */
  @FunctionalInterface
  public interface Services {

    /** When nothing of the workspace was left there; empty while that is not so, or not known. */
    Optional<Instant> purgedAt(Service service, WorkspaceId workspace);
  }

  public WorkspacePurging(
      WorkspaceDeletions deletions,
      Services services,
      Directory directory,
      ClientUseStore clientUses,
      Clock clock) {
    this.deletions = deletions;
    this.services = services;
    this.directory = directory;
    this.clientUses = clientUses;
    this.clock = clock;
  }

  public void start() {
    work.start();
  }

  @Override
  public void close() {
    work.close();
  }

  private void round() {
    deletions.open().forEach(this::advance);
  }

  private void advance(StoredDefinition<WorkspaceDeletion> deletion) {
    try {
      switch (deletion.spec().state()) {
        case HELD -> deletions.purgeIfDue(deletion);
        case PURGING -> collect(deletion);
        case RESTORED, PURGED -> {}
      }
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "The deletion of the workspace {0} waits: {1}", deletion.key(), e);
    }
  }

  private void collect(StoredDefinition<WorkspaceDeletion> deletion) {
    WorkspaceId workspace = new WorkspaceId(deletion.key());
    WorkspaceDeletion reached = deletion.spec();
    for (Service service : Service.values()) {
      Optional<Instant> purgedAt =
          reached.doneAt().containsKey(service.label())
              ? Optional.empty()
              : services.purgedAt(service, workspace);
      if (purgedAt.isPresent()) {
        reached = reached.done(service.label(), purgedAt.get());
      }
    }
    if (!reached.doneAt().containsKey(KEYCLOAK)) {
      for (ApiClient client : directory.clients(workspace, deletion.name())) {
        // In this order, because a client that is gone is not found again after a crash.
        clientUses.forget(client.clientId());
        directory.deleteClient(workspace, client.clientId(), _ -> {});
      }
      directory.deleteGroups(workspace);
      reached = reached.done(KEYCLOAK, now());
    }
    if (reached.doneAt().size() == Service.values().length + 1) {
      reached = reached.purged(now());
    }
    if (!reached.equals(deletion.spec())) {
      deletions.keep(deletion, reached);
    }
    if (reached.state() == State.PURGED) {
      LOG.log(Level.INFO, "The workspace {0} is purged", workspace);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
