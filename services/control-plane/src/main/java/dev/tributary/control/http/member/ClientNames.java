package dev.tributary.control.http.member;

import dev.tributary.control.workspace.ApiClientName;
import dev.tributary.runtime.query.AnswerCache;
import dev.tributary.runtime.query.ConcurrencyLimit;
import dev.tributary.runtime.tenancy.Workspace;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * The names of API clients, for answers that say who did something. They are kept for a short time,
 * because each read takes several requests to Keycloak, and many pages need the names. A change by
 * this instance shows at once, a change by another instance after this time. Thread-safe.
 */
public final class ClientNames {
  private final Function<Workspace, List<ApiClientName>> directory;
  private final AnswerCache<Long, List<ApiClientName>> names;
  private final AtomicLong changes = new AtomicLong();

  /**
   * @param directory reads the names from Keycloak
   * @param atOnce number of workspaces whose names are read at once
   */
  public ClientNames(Function<Workspace, List<ApiClientName>> directory, Clock clock, int atOnce) {
    this.directory = directory;
    this.names =
        new AnswerCache<>(
            clock, new ConcurrencyLimit("Other names are being read; try again", atOnce));
  }

  /**
   * @throws dev.tributary.runtime.problem.Problem if Keycloak does not answer, or if the read waits
   *     too long for its turn
   */
  List<ApiClientName> of(Workspace workspace) {
    // A read that a change overtakes is kept under the number before the change, so nothing finds
    // it after the change.
    return names.answer(workspace.id(), changes.get(), () -> directory.apply(workspace));
  }

  /** To be called after each attempt to change API clients, also if it fails half-way. */
  void changed() {
    changes.incrementAndGet();
  }
}
