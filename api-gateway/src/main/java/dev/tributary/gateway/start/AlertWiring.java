package dev.tributary.gateway.start;

import dev.tributary.contracts.Ids;
import dev.tributary.gateway.alert.AlertQueries;
import dev.tributary.gateway.alert.AlertReconciliation;
import dev.tributary.gateway.alert.AlertStore;
import dev.tributary.gateway.alert.AnnouncementDelivery;
import dev.tributary.gateway.alert.AnnouncementWriter;
import dev.tributary.gateway.alert.Channel;
import dev.tributary.gateway.alert.Channels;
import dev.tributary.gateway.alert.Watcher;
import dev.tributary.gateway.alert.WorkspaceCheck;
import dev.tributary.gateway.alert.rule.Rules;
import dev.tributary.gateway.channel.EmailChannel;
import dev.tributary.gateway.channel.MailServer;
import dev.tributary.gateway.channel.Posting;
import dev.tributary.gateway.channel.SealedSecrets;
import dev.tributary.gateway.channel.SlackChannel;
import dev.tributary.gateway.channel.WebhookChannel;
import dev.tributary.gateway.clock.Ticker;
import dev.tributary.gateway.http.GatewayConfig;
import dev.tributary.gateway.http.alert.AlertTestLimit;
import dev.tributary.gateway.http.service.HttpFactsClient;
import dev.tributary.gateway.http.service.ServiceQuestions;
import dev.tributary.gateway.limit.SharedBuckets;
import dev.tributary.gateway.pipeline.Pipeline;
import dev.tributary.gateway.postgres.PostgresAlertQueries;
import dev.tributary.gateway.postgres.PostgresAlertStore;
import dev.tributary.gateway.postgres.WaitingApprovalFacts;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.egress.Egress;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.secrets.SecretBox;
import dev.tributary.runtime.tenancy.Workspace;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Creates the objects that check for alerts and announce them. */
@ApplicationScoped
public class AlertWiring {
  private static final Duration FACTS_TIMEOUT = Duration.ofSeconds(2);

  @Produces
  @Singleton
  AlertStore store(@DataSource("worker") AgroalDataSource worker) {
    return new PostgresAlertStore(worker);
  }

  @Produces
  @Singleton
  WaitingApprovalFacts waitingApprovals(
      @DataSource("worker") AgroalDataSource worker, Clock clock) {
    return new WaitingApprovalFacts(worker, clock);
  }

  @Produces
  @Singleton
  AlertQueries queries(RequestDatabase database) {
    return new PostgresAlertQueries(database);
  }

  @Produces
  @Singleton
  SealedSecrets secrets(SecretBox box) {
    return new SealedSecrets(box);
  }

  @Produces
  @Singleton
  Channels channels(Egress egress, SealedSecrets secrets, Optional<MailServer> mail, Clock clock) {
    Posting posting = new Posting(egress);
    List<Channel> channels = new ArrayList<>();
    channels.add(new SlackChannel(posting, secrets));
    channels.add(new WebhookChannel(posting, secrets, clock));
    mail.ifPresent(server -> channels.add(new EmailChannel(server)));
    return new Channels(channels);
  }

  @Produces
  @Singleton
  AlertTestLimit testLimit(SharedBuckets buckets, GatewayConfig gateway, Clock clock) {
    return new AlertTestLimit(buckets, gateway.limit().replicas(), clock);
  }

  @Produces
  @Singleton
  AnnouncementWriter announcing(GatewayConfig gateway, WorkspaceDirectory workspaces) {
    return new AnnouncementWriter(
        gateway.url(),
        id ->
            workspaces
                .find(id)
                .map(found -> new AnnouncementWriter.Names(found.key(), found.name()))
                .orElse(new AnnouncementWriter.Names(id.value(), id.value())));
  }

  @Produces
  @Singleton
  Watcher watcher(
      AlertConfig alert,
      TributaryConfig config,
      AlertStore store,
      ServiceQuestions questions,
      Pipeline pipeline,
      Ticker ticker,
      WaitingApprovalFacts approvals,
      Channels channels,
      AnnouncementWriter announcing,
      WorkspaceDirectory workspaces,
      Ids ids,
      Clock clock) {
    Rules rules = new Rules(alert.shortestGap(), alert.patience());
    return new Watcher(
        config.instance(),
        alert.every(),
        store,
        new HttpFactsClient(
            questions,
            FACTS_TIMEOUT,
            () -> Stream.concat(pipeline.facts().stream(), ticker.facts().stream()).toList(),
            approvals),
        new WorkspaceCheck(store, new AlertReconciliation(rules.all(), () -> ids.next(Ids.ALERT))),
        new AnnouncementDelivery(store, channels.all(), announcing::of, clock),
        () -> workspaces.inUse().stream().map(Workspace::id).toList(),
        clock);
  }

  void start(@Observes @Priority(30) StartupEvent event, Watcher watcher) {
    watcher.start();
  }

  void stop(@Observes ShutdownEvent event, Watcher watcher) {
    watcher.close();
  }
}
