package dev.tributary.runtime.start;

import dev.tributary.contracts.Topic;
import dev.tributary.contracts.access.KafkaUser;
import dev.tributary.runtime.audit.ProgramReads;
import dev.tributary.runtime.audit.TrailWriter;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.definitions.DefinitionMetric;
import dev.tributary.runtime.definitions.DefinitionPublisher;
import dev.tributary.runtime.definitions.DefinitionView;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.runtime.log.WriterGuard;
import dev.tributary.runtime.loop.ExactlyOnceLoop;
import dev.tributary.runtime.purge.WorkspacePurges;
import dev.tributary.runtime.quarantine.QuarantineWatch;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import dev.tributary.runtime.threads.Enduring;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.jboss.logging.Logger;

/**
 * The first steps of every service. The topics are checked in the background until the cluster
 * answers, so that a service starts, and reports why it is not ready, while Kafka is unavailable.
 */
@ApplicationScoped
public class Startup {
  private static final Logger LOG = Logger.getLogger(Startup.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final TributaryConfig config;
  private final KafkaClients kafka;
  private volatile boolean topicsChecked;
  private volatile String topicsProblem = "The topics have not been checked yet";

  public Startup(TributaryConfig config, KafkaClients kafka) {
    this.config = config;
    this.kafka = kafka;
  }

  void start(
      @Observes @Priority(10) StartupEvent event,
      @Named(RuntimeBeans.WORKSPACES) DefinitionView workspaces,
      WorkspaceDirectory directory,
      DefinitionPublisher publisher,
      TrailWriter trail,
      ProgramReads reads,
      WorkspacePurges purges,
      WriterGuard guard,
      MeterRegistry metrics,
      @Any Instance<DefinitionView> views,
      @Any Instance<QuarantineWatch> quarantines,
      @Any Instance<ExactlyOnceLoop> loops) {
    views.forEach(view ->
        DefinitionMetric.PASSED_OVER
            .metric()
            .registerGauge(metrics, view::passedOver, view.topic().topicName()));
    DefinitionMetric.UNPUBLISHABLE.metric().registerGauge(metrics, publisher::unpublishable);
    DefinitionMetric.STANDING.metric().registerGauge(metrics, () -> publisher.standing() ? 1 : 0);
    Set<String> accepted = config.kafka().acceptLog().orElse(Set.of());
    for (ExactlyOnceLoop loop : loops) {
      loop.acceptLog(accepted);
      loop.heldWhile(() -> guard.problem() != null);
    }
    guard.accept(accepted);
    guard.start(outsideOf(loops));
    Enduring.start(Thread.ofVirtual().name("topics"), () -> !topicsChecked, this::checkTopics);
    // The directory registers its listener before the view starts to read.
    directory.all();
    workspaces.start();
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

  public boolean topicsChecked() {
    return topicsChecked;
  }

  public String topicsProblem() {
    return topicsProblem;
  }

  /** The topics that the service may use: the cluster hides the others from it. */
  private Set<Topic> topics() {
    return KafkaUser.of(config.service())
        .map(KafkaUser::topics)
        .orElseGet(() -> EnumSet.allOf(Topic.class));
  }

  /** The topics that the service reads or writes and that no loop checks. */
  private Set<String> outsideOf(Instance<ExactlyOnceLoop> loops) {
    Set<String> names = new HashSet<>();
    KafkaUser.of(config.service())
        .map(user -> Stream.concat(user.reads().stream(), user.writes().stream()))
        .orElseGet(() -> Stream.of(Topic.values()))
        .forEach(topic -> names.add(topic.topicName()));
    loops.forEach(loop -> names.removeAll(loop.topics()));
    return names;
  }

  private void checkTopics() {
    while (!topicsChecked) {
      try (Admin admin = kafka.admin(config.service() + "-topics")) {
        new Topics(
                admin,
                config.kafka().replicationFactor(),
                config.kafka().retentionBytes(),
                topics())
            .ensure();
        topicsChecked = true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        topicsProblem = String.valueOf(e.getMessage());
        LOG.warnf("%s", topicsProblem);
        try {
          Thread.sleep(RETRY);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }
}
