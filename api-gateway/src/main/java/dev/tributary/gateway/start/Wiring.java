package dev.tributary.gateway.start;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.KeyHash;
import dev.tributary.gateway.http.ClientLimit;
import dev.tributary.gateway.http.CrossSiteCheck;
import dev.tributary.gateway.http.GatewayConfig;
import dev.tributary.gateway.http.service.GatewayUpstreams;
import dev.tributary.gateway.http.web.WebFiles;
import dev.tributary.gateway.report.ControlPlane;
import dev.tributary.gateway.report.Reports;
import dev.tributary.gateway.signin.PersonTrail;
import dev.tributary.runtime.audit.RefusalCounts;
import dev.tributary.runtime.http.installation.InstallationClient;
import dev.tributary.runtime.http.installation.ServiceQuestions;
import dev.tributary.runtime.http.installation.ServiceTokens;
import dev.tributary.runtime.limit.Buckets;
import dev.tributary.runtime.limit.Rate;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Creates the plain objects of the gateway. */
@ApplicationScoped
public class Wiring {
  /** A request waits at most this long for its client's limit. */
  private static final Duration ANSWER_TIME = Duration.ofMillis(500);

  @Produces
  @Singleton
  ClientLimit clientLimit(Redis redis, GatewayConfig config, Clock clock) {
    GatewayConfig.LimitConfig limit = config.limit();
    Buckets.Sharing sharing = new Buckets.Sharing("limit:client:", ANSWER_TIME, limit.replicas());
    Rate rate = new Rate(limit.requestsPerSecond(), limit.burst());
    return new ClientLimit(new Buckets(redis, sharing, clock), rate);
  }

  /** Quarkus closes its connections together with its Vertx. */
  @Produces
  @Singleton
  InstallationClient installationClient(Vertx vertx) {
    return new InstallationClient(vertx);
  }

  @Produces
  @Singleton
  ServiceTokens serviceTokens(KeyHash keys, GatewayConfig config) {
    return ServiceTokens.of(keys, config.collectorKeySecret());
  }

  @Produces
  @Singleton
  ServiceQuestions serviceQuestions(
      GatewayUpstreams upstreams, ServiceTokens tokens, InstallationClient client) {
    return new ServiceQuestions(upstreams::managementOf, tokens, client);
  }

  @Produces
  @Singleton
  CrossSiteCheck crossSiteCheck(GatewayConfig config) {
    return new CrossSiteCheck(config.url());
  }

  @Produces
  @Singleton
  WebFiles webFiles() {
    return WebFiles.of(WebFiles.class.getClassLoader());
  }

  @Produces
  @Singleton
  Reports reports(ControlPlane control, RefusalCounts refusals, Clock clock) {
    return new Reports(control, refusals::due, refusals::all, clock);
  }

  @Produces
  @Singleton
  PersonTrail personTrail(Reports reports, Ids ids, Clock clock) {
    return new PersonTrail(reports, ids, clock);
  }

  void start(@Observes @Priority(20) StartupEvent event, Reports reports) {
    reports.start();
  }

  void stop(@Observes ShutdownEvent event, Reports reports) {
    reports.close();
  }
}
