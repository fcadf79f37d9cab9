package dev.tributary.runtime.start;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.Topic;
import dev.tributary.runtime.audit.RecordedRoutes;
import dev.tributary.runtime.audit.RefusalCounts;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.egress.Egress;
import dev.tributary.runtime.egress.EgressPolicy;
import dev.tributary.runtime.egress.NameResolver;
import dev.tributary.runtime.http.ForwardedClient;
import dev.tributary.runtime.http.Tickets;
import dev.tributary.runtime.http.installation.ServiceToken;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.KafkaSecurity;
import dev.tributary.runtime.messaging.ChannelSettings;
import dev.tributary.runtime.query.CallerDeadline;
import dev.tributary.runtime.secrets.SecretBox;
import dev.tributary.runtime.tenancy.CountNoise;
import dev.tributary.runtime.tenancy.PersonalDataPolicy;
import dev.tributary.runtime.tenancy.RoleMatrix;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import dev.tributary.runtime.view.DefinitionFeed;
import dev.tributary.runtime.view.DefinitionView;
import io.quarkus.arc.Unremovable;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
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

  /** The common settings of the channels of definitions. They ask for it by its name. */
  @Produces
  @Singleton
  @Unremovable
  @Identifier(ChannelSettings.DEFINITIONS) Map<String, Object> definitionChannels(KafkaClients kafka) {
    return ChannelSettings.of(kafka);
  }

  /** The same for channels that follow the end of a topic. */
  @Produces
  @Singleton
  @Unremovable
  @Identifier(ChannelSettings.ENDS) Map<String, Object> endChannels(KafkaClients kafka) {
    return ChannelSettings.ofEnds(kafka);
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
  RecordedRoutes recordedRoutes() {
    return RecordedRoutes.load();
  }

  @Produces
  @Singleton
  RefusalCounts refusals(Ids ids, Clock clock) {
    return new RefusalCounts(ids, clock);
  }

  @Produces
  @Singleton
  RoleMatrix roleMatrix() {
    return RoleMatrix.load();
  }

  @Produces
  @Singleton
  @Named(WORKSPACES)
  DefinitionView workspaces(DefinitionFeed channels) {
    return new DefinitionView(Topic.WORKSPACES, channels);
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
}
