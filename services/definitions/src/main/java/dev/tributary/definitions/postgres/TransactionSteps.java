package dev.tributary.definitions.postgres;

import static java.util.Objects.requireNonNull;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The statements of a transaction, one after the other, for a thread that may block. Each runs in
 * the Vert.x context of the transaction. Used by the thread of the work, until the work returns.
 */
public final class TransactionSteps {
  private final Context context = requireNonNull(Vertx.currentContext());
  private final Mutiny.Session session;
  private CompletableFuture<?> running = CompletableFuture.completedFuture(null);

  /** Call this in the context of the transaction. */
  TransactionSteps(Mutiny.Session session) {
    this.session = session;
  }

  /**
   * Waits for the end of a statement.
   *
   * @throws RuntimeException as {@link Transactions#await}
   */
  public <T> T await(Function<Mutiny.Session, Uni<T>> statement) {
    CompletableFuture<Void> settled = new CompletableFuture<>();
    running = settled;
    return Transactions.await(
        Uni.createFrom()
            .emitter(emitter ->
                context.runOnContext(_ ->
                    Uni.createFrom()
                        .deferred(() -> statement.apply(session))
                        .onTermination()
                        .invoke(() -> settled.complete(null))
                        .subscribe()
                        .with(emitter::complete, emitter::fail))));
  }

  /**
   * Ends the work in the context of the transaction, once no statement runs. The caller may have
   * given up a statement.
   */
  void last(Runnable end) {
    running.whenComplete((_, _) -> context.runOnContext(_ -> end.run()));
  }
}
