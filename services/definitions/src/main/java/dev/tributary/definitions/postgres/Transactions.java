package dev.tributary.definitions.postgres;

import static java.util.Objects.requireNonNull;

import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.audit.ChangeRecorder;
import dev.tributary.runtime.definition.AuditedChange;
import dev.tributary.runtime.definition.Author;
import dev.tributary.runtime.definition.NamedObject;
import dev.tributary.runtime.outbox.Outbox;
import dev.tributary.runtime.postgres.TransactionListener;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of Hibernate Reactive in one persistence unit. Each has a session and a Vert.x
 * context of its own. Hibernate keeps the session in that context, where the repositories of
 * Panache find it. A context that two transactions share would put the statements of two workspaces
 * into one transaction. The request, the values of log lines and the trace of the caller are also
 * those of the transaction. Callers may be on any thread. Thread-safe.
 */
public final class Transactions {
  private static final String ENTER = "select set_config('app.workspace', :workspace, true)";
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final Mutiny.SessionFactory sessions;
  private final @Nullable TransactionListener recorder;

  /** Transactions whose changes are not in the trail of administration. */
  public Transactions(Vertx vertx, Mutiny.SessionFactory sessions) {
    this(vertx, sessions, null);
  }

  /**
   * @param recorder gets the changes before they are committed; null for none
   */
  public Transactions(
      Vertx vertx, Mutiny.SessionFactory sessions, @Nullable TransactionListener recorder) {
    this.vertx = vertx;
    this.sessions = sessions;
    this.recorder = recorder;
  }

  /** Row-level security then shows only the rows of this workspace. */
  public <T> Uni<T> inWorkspace(WorkspaceId workspace, Function<Mutiny.Session, Uni<T>> work) {
    return own(session -> enter(session, workspace).chain(() -> work.apply(session)));
  }

  /**
   * As {@link #inWorkspace}, for a change that a user makes. The entry of the trail is written in
   * the same transaction. If it cannot be written, the change is not committed.
   */
  public <T> Uni<T> changing(WorkspaceId workspace, Function<Mutiny.Session, Uni<T>> change) {
    TransactionListener trail = recorder;
    boolean requested = CallerContext.currentRequest() != null;
    return trail == null
        ? inWorkspace(workspace, change)
        : inWorkspace(
                workspace,
                session -> {
                  trail.begun();
                  requireRequest(requested);
                  return change
                      .apply(session)
                      .call(session::flush)
                      .call(() -> record(session, workspace, trail, requested));
                })
            .invoke(trail::committed);
  }

  /** Declares a change of the current transaction, so that the trail can record it. */
  public void changed(AuditedChange changed) {
    if (recorder != null) {
      recorder.changed(changed);
    }
  }

  /** Declares an object that the request has found, so that the trail can name it. */
  void found(NamedObject found) {
    if (recorder != null) {
      recorder.found(found);
    }
  }

  /** The author of the changes of the current request; null if no request makes them. */
  public @Nullable Author author() {
    return recorder == null ? null : recorder.author();
  }

  /**
   * As {@link #inWorkspace}, for work that blocks. It runs on the thread of the caller, which waits
   * for each statement. If the work throws an exception, the transaction is rolled back before the
   * caller gets the exception.
   *
   * @throws RuntimeException as {@link #await}
   */
  public <T> T steps(WorkspaceId workspace, Function<TransactionSteps, T> work) {
    return stepwise(statements -> inWorkspace(workspace, statements), work);
  }

  /** As {@link #changing}, for work that blocks, as {@link #steps}. */
  public <T> T changingSteps(WorkspaceId workspace, Function<TransactionSteps, T> work) {
    return stepwise(statements -> changing(workspace, statements), work);
  }

  private static <T> T stepwise(
      Function<Function<Mutiny.Session, Uni<T>>, Uni<T>> transaction,
      Function<TransactionSteps, T> work) {
    CompletableFuture<TransactionSteps> begun = new CompletableFuture<>();
    CompletableFuture<T> done = new CompletableFuture<>();
    CompletableFuture<T> end =
        transaction
            .apply(session ->
                begun.complete(new TransactionSteps(session))
                    ? Uni.createFrom().completionStage(done)
                    : Uni.createFrom().failure(abandoned()))
            .subscribeAsCompletionStage();
    end.whenComplete((_, failure) -> {
      if (failure != null) {
        begun.completeExceptionally(failure);
      }
    });
    try {
      TransactionSteps steps = await(begun, LONGEST);
      T answer = work.apply(steps);
      steps.last(() -> done.complete(answer));
      return await(end, LONGEST);
    } catch (RuntimeException | Error failure) {
      if (begun.isCompletedExceptionally()) {
        end.cancel(true);
      } else if (!end.isDone()) {
        begun.join().last(() -> done.completeExceptionally(failure));
        awaitRollback(end, failure);
      }
      throw failure;
    }
  }

  /** So a repeat of the work finds the connection and the locks free. */
  private static void awaitRollback(CompletableFuture<?> end, Throwable failure) {
    try {
      await(end, LONGEST);
    } catch (RuntimeException rollback) {
      if (rollback != failure) {
        failure.addSuppressed(rollback);
      }
    }
  }

  /**
   * For work over all workspaces, as far as the role may do it. If the caller cancels, the
   * transaction is rolled back.
   */
  public <T> Uni<T> own(Function<Mutiny.Session, Uni<T>> work) {
    return Uni.createFrom()
        .emitter(emitter -> {
          AtomicBoolean ended = new AtomicBoolean();
          emitter.onTermination(() -> ended.set(true));
          CallerContext caller = CallerContext.current();
          Context own =
              requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()));
          VertxContextSafetyToggle.setContextSafe(own, true);
          own.runOnContext(_ -> {
            Uni.createFrom()
                .deferred(() -> {
                  caller.enter();
                  return sessions.withTransaction((session, _) -> {
                    requireCaller(ended);
                    return work.apply(session)
                        .call(session::flush)
                        .invoke(() -> requireCaller(ended));
                  });
                })
                .subscribe()
                .with(emitter::complete, failure -> emitter.fail(first(failure)));
          });
        });
  }

  /**
   * The first step of a transaction, which may have waited for its connection, and the last step
   * before it is committed. A cancellation of the transaction itself would close its session while
   * a statement runs, and the next statement would then be outside of a transaction.
   */
  private static void requireCaller(AtomicBoolean ended) {
    if (ended.get()) {
      throw abandoned();
    }
  }

  private static CancellationException abandoned() {
    return new CancellationException("The caller no longer waits for its transaction");
  }

  /**
   * The failure of the work, if the rollback or the end of the session has failed too. The first
   * failure decides the answer. It has the later ones as suppressed failures.
   */
  private static Throwable first(Throwable failure) {
    if (!(failure instanceof CompositeException all)) {
      return failure;
    }
    List<Throwable> causes = all.getCauses();
    Throwable first = first(causes.getFirst());
    causes.stream().skip(1).filter(later -> later != first).forEach(first::addSuppressed);
    return first;
  }

  /** Adds an entry of the trail to the outbox of the service, in the transaction of the session. */
  public static Uni<Void> publish(Mutiny.Session session, AdministrationEntry entry) {
    return publish(session, Outbox.message(entry));
  }

  /** Adds a message to the outbox of the service, in the transaction of the session. */
  public static Uni<Void> publish(Mutiny.Session session, Outbox.Message message) {
    return session
        .createNativeQuery(Outbox.ADD)
        .setParameter("workspace", message.workspace().value())
        .setParameter("topic", message.topic().topicName())
        .setParameter("id", message.id())
        .setParameter("payload", message.payload())
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Runs a statement for each item, one after the other, as a session needs it. */
  public static <A> Uni<Void> each(Iterable<A> items, Function<A, Uni<?>> statement) {
    return Multi.createFrom()
        .iterable(items)
        .onItem()
        .transformToUniAndConcatenate(item -> statement.apply(item).replaceWithVoid())
        .onItem()
        .ignoreAsUni();
  }

  /**
   * Work that blocks, within a transaction. It runs on a worker thread with the {@link
   * CallerContext}, and the transaction continues on its event loop. Call this within the
   * transaction.
   */
  public static Uni<Void> blocking(Runnable work) {
    Context own = requireNonNull(Vertx.currentContext());
    return Uni.createFrom()
        .completionStage(() ->
            own.<Void>executeBlocking(
                    () -> {
                      work.run();
                      return null;
                    },
                    false)
                .toCompletionStage());
  }

  /**
   * Waits for the end of a transaction, on a thread that may block.
   *
   * @throws RuntimeException the failure of the transaction, or an outage if it does not end within
   *     10 seconds. Such a transaction is rolled back, unless the database has already received its
   *     commit
   */
  public static <T> T await(Uni<T> answer) {
    return await(answer, LONGEST);
  }

  /** As above, for a transaction with other work in it. */
  public static <T> T await(Uni<T> answer, Duration atMost) {
    return await(answer.subscribeAsCompletionStage(), atMost);
  }

  private static <T> T await(CompletableFuture<T> end, Duration atMost) {
    try {
      return Uni.createFrom().completionStage(end).await().atMost(atMost);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "The database does not answer", new java.util.concurrent.TimeoutException());
    } catch (RuntimeException e) {
      throw DriverFailures.translated(e);
    } finally {
      // Also after an interruption. It has no effect on a transaction that has ended.
      end.cancel(true);
    }
  }

  /** The request may end early, when its caller no longer waits; the change then fails. */
  private static void requireRequest(boolean requested) {
    if (requested && CallerContext.currentRequest() == null) {
      throw new IllegalStateException("The request has ended before its change");
    }
  }

  private static Uni<Void> record(
      Mutiny.Session session, WorkspaceId workspace, TransactionListener trail, boolean requested) {
    return session
        .createNativeQuery(ChangeRecorder.WRITES, Boolean.class)
        .getSingleResult()
        .chain(wrote -> {
          Optional<AdministrationEntry> entry = trail.entry(workspace, () -> wrote);
          requireRequest(requested);
          return entry
              .map(recorded -> publish(session, recorded))
              .orElseGet(() -> Uni.createFrom().voidItem());
        });
  }

  /** The transaction of the session sees this workspace from now on. */
  public static Uni<String> enter(Mutiny.Session session, WorkspaceId workspace) {
    return session
        .createNativeQuery(ENTER, String.class)
        .setParameter("workspace", workspace.value())
        .getSingleResult();
  }
}
