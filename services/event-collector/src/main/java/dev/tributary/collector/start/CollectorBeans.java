package dev.tributary.collector.start;

import dev.tributary.collector.accept.Acceptance;
import dev.tributary.collector.http.ActivationWait;
import dev.tributary.collector.http.MemoryBudget;
import dev.tributary.collector.http.SettingsAnswer;
import dev.tributary.collector.http.TrackingMetrics;
import dev.tributary.collector.http.TrackingParts;
import dev.tributary.collector.http.TrackingPartsBuilder;
import dev.tributary.collector.http.TrackingRoutes;
import dev.tributary.collector.kafka.EventLog;
import dev.tributary.collector.limit.RateLimit;
import dev.tributary.collector.redis.RedisRateLimit;
import dev.tributary.collector.source.SourceDirectory;
import dev.tributary.collector.source.WriteKeys;
import dev.tributary.collector.tracking.InputLimits;
import dev.tributary.collector.tracking.RequestReader;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.SourceBody;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.WorkspaceFact;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.DefinitionStores;
import dev.tributary.definitions.Kind;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.fact.FactSource;
import dev.tributary.runtime.http.TrustedProxies;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.log.WriterGuard;
import dev.tributary.runtime.outbox.DefinitionPublisher;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import dev.tributary.runtime.view.DefinitionFeed;
import dev.tributary.runtime.view.DefinitionView;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** The beans of the collector. */
public class CollectorBeans {
  static final String SOURCES = "sources";
  private static final Kind<SourceBody> SOURCE =
      new Kind<SourceBody>("source", Ids.SOURCE, Topic.SOURCES, SourceBody.class, body -> body)
          .withVersions(CollectorBeans::withoutWriteKeys);

  /** In addition to the payload, partly filled batches need memory. */
  private static final int BUFFER_PER_MEMORY = 2;

  /** Hashes of revoked write keys do not stay in the versions of a source. */
  private static SourceBody withoutWriteKeys(SourceBody body) {
    return new SourceBody(body.enabled(), body.eventsPerSecond(), body.kind(), List.of());
  }

  @Produces
  @Singleton
  @Named(SOURCES)
  DefinitionView sources(DefinitionFeed channels) {
    return new DefinitionView(Topic.SOURCES, channels);
  }

  void close(@Disposes @Named(SOURCES) DefinitionView view) {
    view.close();
  }

  /** A disabled source is silent because a user disabled it. */
  @Produces
  @Singleton
  FactSource facts(@Named(SOURCES) DefinitionView sources) {
    return workspaces ->
        workspaces.stream()
            .flatMap(workspace -> sources.all(workspace).stream())
            .filter(source -> !source.deleted() && source.bodyAs(SourceBody.class).enabled())
            .map(source ->
                new WorkspaceFact(
                    source.workspace(), new Fact.Source(new SourceId(source.id()), source.name())))
            .toList();
  }

  @Produces
  @Singleton
  SourceDirectory directory() {
    return new SourceDirectory();
  }

  @Produces
  @Singleton
  ActivationWait activation(SourceDirectory directory) {
    return new ActivationWait(directory);
  }

  @Produces
  @Singleton
  DefinitionStore<SourceBody> store(DefinitionStores stores) {
    return stores.of(SOURCE);
  }

  @Produces
  @Singleton
  WriteKeys writeKeys(Ids ids, Clock clock) {
    return new WriteKeys(new SecureRandom(), ids, clock);
  }

  @Produces
  @Singleton
  EventLog log(
      KafkaClients kafka, TributaryConfig config, CollectorConfig collector, WriterGuard guard) {
    return new EventLog(
        kafka,
        config.service() + "-" + config.instance(),
        collector.memoryBytes() * BUFFER_PER_MEMORY,
        () -> guard.another(Topic.EVENTS) || guard.another(Topic.QUARANTINE));
  }

  void close(@Disposes EventLog log) {
    log.close();
  }

  @Produces
  @Singleton
  RateLimit rateLimit(Redis redis, CollectorConfig collector, Clock clock) {
    return new RedisRateLimit(redis, collector.replicas(), clock);
  }

  @Produces
  @Singleton
  TrackingRoutes routes(
      CollectorConfig collector,
      SourceDirectory directory,
      @Named(SOURCES) DefinitionView sources,
      WorkspaceDirectory workspaces,
      RateLimit rateLimit,
      EventLog log,
      KeyHash keys,
      Clock clock,
      WriterGuard guard,
      DefinitionPublisher publisher,
      MeterRegistry metrics) {
    KnownSources known = new KnownSources(sources, guard, publisher);
    InputLimits limits = limits(collector.limits());
    // An event's id need not be hard to guess, and a secure generator would be the most expensive
    // step.
    Ids eventIds = new Ids(clock, () -> ThreadLocalRandom.current().nextLong());
    TrackingParts parts =
        TrackingPartsBuilder.builder()
            .limits(limits)
            .proxies(new TrustedProxies(collector.trustedProxies()))
            .reader(new RequestReader(limits))
            .sources(directory)
            .sourcesKnown(known)
            .held(workspaces::held)
            .rateLimit(rateLimit)
            .acceptance(new Acceptance(keys, eventIds, clock, workspaces::businessNow))
            .log(log)
            .memory(new MemoryBudget(collector.memoryBytes()))
            .bodyGrace(collector.bodyGrace())
            .metrics(new TrackingMetrics(metrics))
            .build();
    return new TrackingRoutes(parts, new SettingsAnswer(directory, known));
  }

  private static InputLimits limits(CollectorConfig.Limits limits) {
    return new InputLimits(
        limits.requestBytes(),
        limits.requestEvents(),
        limits.envelopeBytes(),
        limits.eventBytes(),
        limits.eventDepth(),
        limits.objectKeys());
  }
}
