package dev.tributary.runtime.start;

import dev.tributary.contracts.Topic;
import dev.tributary.contracts.access.KafkaUser;
import dev.tributary.runtime.audit.ProgramReads;
import dev.tributary.runtime.audit.TrailWriter;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.log.WriterGuard;
import dev.tributary.runtime.loop.ExactlyOnceLoop;
import dev.tributary.runtime.outbox.DefinitionPublisher;
import dev.tributary.runtime.purge.WorkspacePurges;
import dev.tributary.runtime.quarantine.QuarantineWatch;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.properties.UnlessBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Starts and stops the background work of a service with a database. */
@ApplicationScoped
@UnlessBuildProperty(
    name = TributaryConfig.WITHOUT_DATABASE,
    stringValue = "true",
    enableIfMissing = true)
public class DatabaseStartup {
  private final TributaryConfig config;

  public DatabaseStartup(TributaryConfig config) {
    this.config = config;
  }

  /** After {@link Startup}, which reads the workspaces. */
  void start(
      @Observes @Priority(11) StartupEvent event,
      DefinitionPublisher publisher,
      TrailWriter trail,
      ProgramReads reads,
      WorkspacePurges purges,
      WriterGuard guard,
      MeterRegistry metrics,
      @Any Instance<QuarantineWatch> quarantines,
      @Any Instance<ExactlyOnceLoop> loops) {
    DefinitionMetric.UNPUBLISHABLE.metric().registerGauge(metrics, publisher::unpublishable);
    DefinitionMetric.STANDING.metric().registerGauge(metrics, () -> publisher.standing() ? 1 : 0);
    Set<String> accepted = config.kafka().acceptLog().orElse(Set.of());
    for (ExactlyOnceLoop loop : loops) {
      loop.acceptLog(accepted);
      loop.heldWhile(() -> guard.problem() != null);
    }
    guard.accept(accepted);
    guard.start(outsideOf(loops));
    publisher.start();
    trail.start();
    reads.start();
    purges.start();
    quarantines.forEach(QuarantineWatch::start);
  }

  /**
   * While the pools still work, so that a running transaction ends and partitions are handed over.
   */
  void stop(
      @Observes ShutdownEvent event,
      @Any Instance<ExactlyOnceLoop> loops,
      @Any Instance<QuarantineWatch> quarantines,
      DefinitionPublisher publisher,
      TrailWriter trail,
      ProgramReads reads,
      WorkspacePurges purges,
      WriterGuard guard) {
    loops.forEach(ExactlyOnceLoop::close);
    guard.close();
    quarantines.forEach(QuarantineWatch::close);
    purges.close();
    trail.close();
    reads.close();
    publisher.close();
  }

  /** The topics that the service reads or writes, that no loop checks, and that keep something. */
  private Set<String> outsideOf(Instance<ExactlyOnceLoop> loops) {
    Set<String> names = new HashSet<>();
    KafkaUser.of(config.service())
        .map(user -> Stream.concat(user.reads().stream(), user.writes().stream()))
        .orElseGet(() -> Stream.of(Topic.values()))
        .filter(topic -> !topic.disposable())
        .forEach(topic -> names.add(topic.topicName()));
    loops.forEach(loop -> names.removeAll(loop.topics()));
    return names;
  }
}
