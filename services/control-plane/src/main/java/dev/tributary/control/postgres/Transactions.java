package dev.tributary.control.postgres;

import static java.util.Objects.requireNonNull;

import dev.tributary.contracts.id.WorkspaceId;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Transactions of Hibernate Reactive. Each has a session and a Vert.x context of its own. The
 * session that Vert.x keeps for a context would put the statements of two workspaces into one
 * transaction. Callers may be on any thread. Thread-safe.
 */
public final class Transactions {
  private static final String ENTER = "select set_config('app.workspace', :workspace, true)";

  private final Vertx vertx;
  private final Mutiny.SessionFactory sessions;

  public Transactions(Vertx vertx, Mutiny.SessionFactory sessions) {
    this.vertx = vertx;
    this.sessions = sessions;
  }

  /** Row-level security then shows only the rows of this workspace. */
  <T> Uni<T> inWorkspace(WorkspaceId workspace, Function<Mutiny.Session, Uni<T>> work) {
    return own(session -> enter(session, workspace).chain(() -> work.apply(session)));
  }

  /** For work over all workspaces, as far as the role may do it. */
  <T> Uni<T> own(Function<Mutiny.Session, Uni<T>> work) {
    return Uni.createFrom()
        .<T>emitter(emitter ->
            requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()))
                .runOnContext(
                    _ -> transact(work).subscribe().with(emitter::complete, emitter::fail)))
        .onFailure()
        .transform(Failures::translated);
  }

  private <T> Uni<T> transact(Function<Mutiny.Session, Uni<T>> work) {
    return sessions
        .openSession()
        .chain(session ->
            session.withTransaction(_ -> work.apply(session)).eventually(session::close));
  }

  private static Uni<String> enter(Mutiny.Session session, WorkspaceId workspace) {
    return session
        .createNativeQuery(ENTER, String.class)
        .setParameter("workspace", workspace.value())
        .getSingleResult();
  }
}
