package dev.tributary.runtime.start;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.access.KafkaUser;
import dev.tributary.runtime.audit.Administration;
import dev.tributary.runtime.audit.ChangeRecorder;
import dev.tributary.runtime.audit.ProgramReads;
import dev.tributary.runtime.audit.ReadLog;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.audit.RecordedRoutes;
import dev.tributary.runtime.audit.Refusals;
import dev.tributary.runtime.audit.TopicReadLog;
import dev.tributary.runtime.audit.TrailWriter;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.definitions.DefinitionPublisher;
import dev.tributary.runtime.definitions.DefinitionStore;
import dev.tributary.runtime.definitions.DefinitionView;
import dev.tributary.runtime.definitions.QuotaMetric;
import dev.tributary.runtime.definitions.Quotas;
import dev.tributary.runtime.definitions.RepublishedDefinitions;
import dev.tributary.runtime.egress.Egress;
import dev.tributary.runtime.egress.EgressPolicy;
import dev.tributary.runtime.egress.NameResolver;
import dev.tributary.runtime.http.ForwardedClient;
import dev.tributary.runtime.http.Tickets;
import dev.tributary.runtime.http.installation.ServiceToken;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.KafkaSecurity;
import dev.tributary.runtime.log.AcceptedLog;
import dev.tributary.runtime.log.WriterGuard;
import dev.tributary.runtime.postgres.Migrations;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.purge.CompactedTopics;
import dev.tributary.runtime.purge.PurgePart;
import dev.tributary.runtime.purge.PurgedWorkspaces;
import dev.tributary.runtime.purge.WorkspacePurges;
import dev.tributary.runtime.purge.WorkspaceTables;
import dev.tributary.runtime.query.CallerDeadline;
import dev.tributary.runtime.secrets.SecretBox;
import dev.tributary.runtime.tenancy.CountNoise;
import dev.tributary.runtime.tenancy.PersonalDataPolicy;
import dev.tributary.runtime.tenancy.RoleMatrix;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.arc.DefaultBean;
import io.quarkus.arc.Unremovable;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The beans that every service shares. Each service adds its own class of beans. */
public class RuntimeBeans {
  private static final Logger LOG = Logger.getLogger(RuntimeBeans.class);
  public static final String WORKSPACES = "workspaces";

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  Ids ids(Clock clock) {
    return new Ids(clock, new SecureRandom());
  }

  @Produces
  @Singleton
  KeyHash keyHash(TributaryConfig config) {
    return new KeyHash(HexFormat.of().parseHex(config.keySecret()));
  }

  @Produces
  @Singleton
  CountNoise blur(KeyHash keys) {
    return new CountNoise(keys);
  }

  @Produces
  @Singleton
  PersonalDataPolicy personalDataPolicy() {
    return new PersonalDataPolicy((tenant, matter, object, allowed) ->
        LOG.infof(
            "Personal data: %s by %s in %s of %s was %s",
            matter,
            tenant.caller().subject(),
            tenant.workspaceId(),
            object,
            allowed ? "allowed" : "refused"));
  }

  @Produces
  @Singleton
  Tickets tickets(TributaryConfig config, Clock clock) {
    return new Tickets(HexFormat.of().parseHex(config.keySecret()), clock);
  }

  @Produces
  @Singleton
  KafkaClients kafkaClients(TributaryConfig config) {
    TributaryConfig.Security asked = config.kafka().security();
    KafkaSecurity security =
        KafkaSecurity.of(
            asked.protocol(),
            asked.truststore().orElse(null),
            asked.keystore().orElse(null),
            new KafkaSecurity.Login(
                asked.saslMechanism().orElse(""),
                asked.username().orElse(""),
                asked.password().orElse("")));
    return new KafkaClients(config.kafka().bootstrapServers(), security);
  }

  /**
   * The connection of the channels of SmallRye Reactive Messaging, which asks for it by its name.
   */
  @Produces
  @Singleton
  @Unremovable
  @Identifier("tributary") Map<String, Object> channelConnection(KafkaClients kafka) {
    return kafka.connection();
  }

  @Produces
  @Singleton
  CallerDeadline callerDeadline(TributaryConfig config, CurrentVertxRequest exchange) {
    return new CallerDeadline(config.questionLimit(), exchange::getCurrent);
  }

  void close(@Disposes CallerDeadline deadline) {
    deadline.close();
  }

  @Produces
  @Singleton
  Quotas quotas(QuotaConfig config, MeterRegistry registry) {
    return config.quotas(
        kind -> QuotaMetric.NEARLY_REACHED.metric().registerCounter(registry, kind).increment());
  }

  @Produces
  @Singleton
  Migrations migrations() {
    return Migrations.of(Thread.currentThread().getContextClassLoader());
  }

  @Produces
  @Singleton
  RequestDatabase requestDatabase(
      @DataSource("request") AgroalDataSource request,
      Administration administration,
      Ids ids,
      Clock clock) {
    return new RequestDatabase(request, new ChangeRecorder(administration, ids, clock));
  }

  @Produces
  @Singleton
  RecordedRoutes recordedRoutes() {
    return RecordedRoutes.load();
  }

  @Produces
  @Singleton
  Refusals refusals(Ids ids, Clock clock) {
    return new Refusals(ids, clock);
  }

  @Produces
  @Singleton
  TrailWriter trailWriter(Refusals refusals, RequestDatabase database) {
    return new TrailWriter(refusals, database);
  }

  void close(@Disposes TrailWriter writer) {
    writer.close();
  }

  @Produces
  @Singleton
  RoleMatrix roleMatrix() {
    return RoleMatrix.load();
  }

  @Produces
  @Singleton
  @Named(WORKSPACES)
  DefinitionView workspaces(KafkaClients kafka, TributaryConfig config) {
    return view(Topic.WORKSPACES, kafka, config);
  }

  void close(@Disposes @Named(WORKSPACES) DefinitionView view) {
    view.close();
  }

  @Produces
  @Singleton
  WorkspaceDirectory directory(@Named(WORKSPACES) DefinitionView workspaces, Clock clock) {
    return new WorkspaceDirectory(workspaces, clock);
  }

  @Produces
  @Singleton
  DefinitionPublisher publisher(
      @DataSource("worker") AgroalDataSource worker,
      KafkaClients kafka,
      Ids ids,
      Clock clock,
      TributaryConfig config,
      WriterGuard guard) {
    return new DefinitionPublisher(worker, kafka, ids, clock, config.service(), guard::permits);
  }

  void close(@Disposes DefinitionPublisher publisher) {
    publisher.close();
  }

  @Produces
  @Singleton
  WriterGuard writerGuard(
      KafkaClients kafka,
      @DataSource("worker") AgroalDataSource worker,
      TributaryConfig config,
      @Any Instance<AcceptedLog> parts) {
    return new WriterGuard(config.service(), kafka, worker, parts);
  }

  void close(@Disposes WriterGuard guard) {
    guard.close();
  }

  @Produces
  @Singleton
  RepublishedDefinitions republishedDefinitions(@Any Instance<DefinitionStore<?>> stores) {
    return new RepublishedDefinitions(stores);
  }

  /** For every service, except one whose rows may have other names of the workspace. */
  @Produces
  @Singleton
  @DefaultBean
  WorkspaceTables workspaceTables(@DataSource("worker") AgroalDataSource worker) {
    return new WorkspaceTables(worker);
  }

  /** The compacted topics on which the service has published data of a deleted workspace. */
  @Produces
  @Singleton
  CompactedTopics compactedTopics(KafkaClients kafka, TributaryConfig config) {
    Set<Topic> topics = KafkaUser.of(config.service()).map(KafkaUser::purges).orElse(Set.of());
    return new CompactedTopics(
        kafka, config.service() + "-" + config.instance() + "-purges", topics);
  }

  @Produces
  @Singleton
  WorkspacePurges workspacePurges(
      @DataSource("worker") AgroalDataSource worker,
      WorkspaceDirectory workspaces,
      WorkspaceTables tables,
      @Any Instance<PurgePart> parts,
      WriterGuard guard,
      Clock clock) {
    // The tables first: after that, no message of the workspace waits there to be published.
    List<PurgePart> inOrder =
        Stream.concat(
                Stream.of(tables),
                parts.stream().filter(part -> !(part instanceof WorkspaceTables)))
            .toList();
    // On another log a purge finds nothing, but this does not mean that the workspace was purged.
    return new WorkspacePurges(
        () -> guard.permits() ? workspaces.purged() : List.of(),
        new PurgedWorkspaces(worker),
        inOrder,
        clock);
  }

  void close(@Disposes WorkspacePurges purges) {
    purges.close();
  }

  @Produces
  @Singleton
  TopicReadLog readLog(
      KafkaClients kafka, TributaryConfig config, KeyHash keys, Ids ids, WriterGuard guard) {
    String clientId = config.service() + "-" + config.instance() + "-reads";
    return new TopicReadLog(kafka, clientId, keys, ids, guard::permits);
  }

  void close(@Disposes TopicReadLog log) {
    log.close();
  }

  @Produces
  @Singleton
  ProgramReads programReads(Instance<ReadLog> log, Clock clock) {
    // A service that shows no personal data never opens the log.
    return new ProgramReads(read -> log.get().add(read), clock);
  }

  void close(@Disposes ProgramReads reads) {
    reads.close();
  }

  @Produces
  @Singleton
  ReadTrail readTrail(Tenant tenant, ReadLog log, ProgramReads programs, Clock clock) {
    return new ReadTrail(tenant, log, programs, clock);
  }

  @Produces
  @Singleton
  ForwardedClient forwardedClient(KeyHash keys, TributaryConfig config) {
    return new ForwardedClient(keys, config.service());
  }

  @Produces
  @Singleton
  ServiceToken serviceToken(KeyHash keys, TributaryConfig config) {
    return new ServiceToken(keys, config.service());
  }

  @Produces
  @Singleton
  EgressPolicy egressPolicy(TributaryConfig config) {
    return new EgressPolicy(
        config.egress().allow().orElse(""),
        config.egress().ownPorts().orElse(Set.of()),
        NameResolver.system());
  }

  @Produces
  @Singleton
  Egress egress(Vertx vertx, EgressPolicy policy, TributaryConfig config) {
    return new Egress(
        vertx, policy, config.egress().connectTimeout(), config.egress().answerLimit());
  }

  void close(@Disposes Egress egress) {
    egress.close();
  }

  @Produces
  @Singleton
  SecretBox secretBox(TributaryConfig config) {
    String keys =
        config
            .encryptionKey()
            .orElseThrow(() -> new IllegalStateException("TRIBUTARY_ENCRYPTION_KEY is not set"));
    return new SecretBox(keys, new SecureRandom());
  }

  /** A view that the service itself starts, after its listeners are registered. */
  public static DefinitionView view(Topic topic, KafkaClients kafka, TributaryConfig config) {
    return new DefinitionView(topic, kafka, config.service() + "-" + config.instance());
  }
}
