package dev.tributary.benchmarks.styles;

import dev.tributary.local.infra.ServiceDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Recorder;
import org.hibernate.cfg.Configuration;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.provider.ReactiveServiceRegistryBuilder;
import org.hibernate.reactive.vertx.VertxInstance;

/** Hibernate Reactive, with the event loops of Vert.x. */
final class HibernateStyle implements Style {
  private static final String NAME = "Hibernate Reactive";
  private static final String LIST = "from EntryRow where workspace = :workspace order by id desc";

  private final Vertx vertx;
  private final Mutiny.SessionFactory sessions;
  private final AtomicLong ids = new AtomicLong();

  HibernateStyle(Vertx vertx, ServiceDatabase database) {
    this.vertx = vertx;
    Configuration configuration =
        new Configuration()
            .addAnnotatedClass(EntryRow.class)
            .setProperty(
                "jakarta.persistence.jdbc.url", database.address().replaceFirst("^jdbc:", ""))
            .setProperty("jakarta.persistence.jdbc.user", database.request().user())
            .setProperty("jakarta.persistence.jdbc.password", database.request().password())
            .setProperty("hibernate.connection.pool_size", Integer.toString(CONNECTIONS))
            .setProperty("hibernate.vertx.prepared_statement_cache.max_size", "256");
    this.sessions =
        configuration
            .buildSessionFactory(
                new ReactiveServiceRegistryBuilder()
                    .applySettings(configuration.getProperties())
                    .addService(VertxInstance.class, (VertxInstance) () -> vertx)
                    .build())
            .unwrap(Mutiny.SessionFactory.class);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(int clients, Duration time, Recorder micros) {
    long end = System.nanoTime() + time.toNanos();
    List<CompletableFuture<?>> running = new ArrayList<>();
    for (int client = 0; client < clients; client++) {
      String workspace = Style.workspace(client);
      CompletableFuture<Void> ended = new CompletableFuture<>();
      running.add(ended);
      vertx
          .getOrCreateContext()
          .runOnContext(_ ->
              timed(workspace, micros)
                  .repeat()
                  .whilst(_ -> System.nanoTime() < end)
                  .collect()
                  .last()
                  .subscribe()
                  .with(_ -> ended.complete(null), ended::completeExceptionally));
    }
    CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
  }

  private Uni<Boolean> timed(String workspace, Recorder micros) {
    return Uni.createFrom()
        .deferred(() -> {
          long begun = System.nanoTime();
          return transact(workspace)
              .invoke(() -> micros.recordValue((System.nanoTime() - begun) / 1_000));
        })
        .replaceWith(true);
  }

  /** Clients share event loops, so each transaction opens a session of its own. */
  private Uni<List<EntryRow>> transact(String workspace) {
    return sessions
        .openSession()
        .chain(session ->
            session.withTransaction(_ -> work(session, workspace)).eventually(session::close));
  }

  private Uni<List<EntryRow>> work(Mutiny.Session session, String workspace) {
    return session
        .createNativeQuery(ENTER.formatted(":workspace"), String.class)
        .setParameter("workspace", workspace)
        .getSingleResult()
        .chain(() ->
            session.persist(
                new EntryRow(workspace, "%s-%012d".formatted(NAME, ids.incrementAndGet()))))
        .chain(() ->
            session
                .createQuery(LIST, EntryRow.class)
                .setParameter("workspace", workspace)
                .setMaxResults(NEWEST)
                .getResultList());
  }

  @Override
  public void close() {
    sessions.close();
  }
}
