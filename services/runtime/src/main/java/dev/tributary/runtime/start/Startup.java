package dev.tributary.runtime.start;

import dev.tributary.contracts.Topic;
import dev.tributary.contracts.access.KafkaUser;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import dev.tributary.runtime.threads.ResilientWork;
import dev.tributary.runtime.view.DefinitionView;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
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
      MeterRegistry metrics,
      @Any Instance<DefinitionView> views) {
    views.forEach(view -> {
      String topic = view.topic().topicName();
      DefinitionMetric.PASSED_OVER.metric().registerGauge(metrics, view::passedOver, topic);
      DefinitionMetric.STALLED.metric().registerGauge(metrics, () -> view.stalled() ? 1 : 0, topic);
    });
    ResilientWork.start(Thread.ofVirtual().name("topics"), () -> !topicsChecked, this::checkTopics);
    // The directory registers its listener before the view starts to read.
    directory.all();
    workspaces.start();
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
