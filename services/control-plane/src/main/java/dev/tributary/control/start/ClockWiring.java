package dev.tributary.control.start;

import dev.tributary.control.clock.ClockStore;
import dev.tributary.control.clock.TickSink;
import dev.tributary.control.clock.Ticker;
import dev.tributary.control.http.workspace.ClockConfig;
import dev.tributary.control.kafka.KafkaLog;
import dev.tributary.control.kafka.KafkaTicks;
import dev.tributary.control.pipeline.Pipeline;
import dev.tributary.control.pipeline.ServiceProgress;
import dev.tributary.control.postgres.KnownWorkspaces;
import dev.tributary.control.postgres.clock.PostgresClockStore;
import dev.tributary.definitions.postgres.Transactions;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.log.WriterGuard;
import dev.tributary.runtime.loop.ExactlyOnceLoop;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Creates the ticker, and the objects that follow data through the pipeline. */
@ApplicationScoped
public class ClockWiring {
  /** Pages are to say that data are late within a minute more, and an alert within two more. */
  static final Duration LATE = Duration.ofMinutes(1);

  private static final int TICK_TIMEOUT_MILLIS = 5_000;

  @Produces
  @Singleton
  ClockStore clockStore(@Named(ControlBeans.OF_WORKERS) Transactions worker) {
    return new PostgresClockStore(worker);
  }

  @Produces
  @Singleton
  KnownWorkspaces knownWorkspaces(
      @DataSource("worker") AgroalDataSource worker, WorkspaceDirectory workspaces) {
    return new KnownWorkspaces(worker, workspaces::complete, () -> !workspaces.all().isEmpty());
  }

  @Produces
  @Singleton
  TickSink tickSink(
      KafkaClients kafka, TributaryConfig config, WriterGuard guard, KnownWorkspaces workspaces) {
    return new KafkaTicks(
        kafka.producer(config.service() + "-ticks-" + config.instance(), TICK_TIMEOUT_MILLIS),
        () -> guard.permits() && workspaces.sound());
  }

  @Produces
  @Singleton
  Ticker ticker(ClockStore store, TickSink sink, ClockConfig clock, TributaryConfig config) {
    return new Ticker(config.instance(), store, sink, clock.longestOutage());
  }

  @Produces
  @Singleton
  KafkaLog log(KafkaClients kafka, TributaryConfig config) {
    return new KafkaLog(kafka, config.service() + "-log-" + config.instance());
  }

  void close(@Disposes KafkaLog log) {
    log.close();
  }

  @Produces
  @Singleton
  Pipeline pipeline(
      KafkaLog log, ServiceProgress services, Ticker ticker, AlertConfig alert, Clock clock) {
    return new Pipeline(log, services, ticker, ExactlyOnceLoop.STILL, LATE, alert.every(), clock);
  }

  void start(@Observes @Priority(20) StartupEvent event, Ticker ticker) {
    ticker.start();
  }

  void stop(@Observes ShutdownEvent event, Ticker ticker) {
    ticker.close();
  }
}
