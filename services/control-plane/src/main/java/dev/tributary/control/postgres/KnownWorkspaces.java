package dev.tributary.control.postgres;

import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Whether the database belongs to the workspaces of the installation. A database without any
 * workspace, where workspaces are published, has not taken over the former database of the
 * api-gateway: a tick would have no offsets, and the business time of workspaces would go back.
 * Thread-safe; blocks until it has said yes.
 */
public final class KnownWorkspaces {
  static final String PROBLEM =
      "This database has no workspace, but workspaces are published. The former database of the"
          + " api-gateway was not taken over: set CONTROL_FORMER_DATABASE_URL for the migration, and"
          + " migrate again. Until then, time stands still";

  private final Jdbi worker;
  private final BooleanSupplier complete;
  private final BooleanSupplier published;
  private volatile boolean sound;

  /**
   * @param complete whether all published workspaces are read
   * @param published whether there are published workspaces
   */
  public KnownWorkspaces(DataSource worker, BooleanSupplier complete, BooleanSupplier published) {
    this.worker = Jdbi.create(worker);
    this.complete = complete;
    this.published = published;
  }

  /** The problem, and what an operator can do; null if there is none, or if it is not known yet. */
  public @Nullable String problem() {
    return !published.getAsBoolean() || sound() ? null : PROBLEM;
  }

  /** Whether time may pass. */
  public boolean sound() {
    if (!sound && complete.getAsBoolean()) {
      sound = !published.getAsBoolean() || hasWorkspace();
    }
    return sound;
  }

  private boolean hasWorkspace() {
    return worker.withHandle(handle ->
        handle
            .createQuery("select exists (select from definition where kind = 'workspace')")
            .mapTo(Boolean.class)
            .one());
  }
}
