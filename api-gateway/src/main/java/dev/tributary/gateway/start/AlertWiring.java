package dev.tributary.gateway.start;

import dev.tributary.contracts.Ids;
import dev.tributary.gateway.alert.AlertStore;
import dev.tributary.gateway.alert.Announcing;
import dev.tributary.gateway.alert.Channel;
import dev.tributary.gateway.alert.Judging;
import dev.tributary.gateway.alert.Telling;
import dev.tributary.gateway.alert.Watcher;
import dev.tributary.gateway.alert.Watching;
import dev.tributary.gateway.alert.rule.Rules;
import dev.tributary.gateway.channel.Channels;
import dev.tributary.gateway.channel.EmailChannel;
import dev.tributary.gateway.channel.MailServer;
import dev.tributary.gateway.channel.Posting;
import dev.tributary.gateway.channel.Secrets;
import dev.tributary.gateway.channel.SlackChannel;
import dev.tributary.gateway.channel.WebhookChannel;
import dev.tributary.gateway.clock.Ticker;
import dev.tributary.gateway.http.HttpHearing;
import dev.tributary.gateway.http.ServiceQuestions;
import dev.tributary.gateway.pipeline.Pipeline;
import dev.tributary.gateway.postgres.AlertQueries;
import dev.tributary.gateway.postgres.PostgresAlertStore;
import dev.tributary.runtime.egress.Egress;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.secrets.SecretBox;
import dev.tributary.runtime.start.TributaryConfig;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes what looks for alerts and tells of them. */
@ApplicationScoped
public class AlertWiring {
  @Produces
  @Singleton
  AlertStore store(@DataSource("worker") AgroalDataSource worker) {
    return new PostgresAlertStore(worker);
  }

  @Produces
  @Singleton
  AlertQueries queries(RequestDatabase database) {
    return new AlertQueries(database);
  }

  @Produces
  @Singleton
  Secrets secrets(SecretBox box) {
    return new Secrets(box);
  }

  @Produces
  @Singleton
  Channels channels(Egress egress, Secrets secrets, Optional<MailServer> mail, Clock clock) {
    Posting posting = new Posting(egress);
    List<Channel> channels = new ArrayList<>();
    channels.add(new SlackChannel(posting, secrets));
    channels.add(new WebhookChannel(posting, secrets, clock));
    mail.ifPresent(server -> channels.add(new EmailChannel(server)));
    return new Channels(channels);
  }

  @Produces
  @Singleton
  Announcing announcing(GatewayConfig gateway, WorkspaceDirectory workspaces) {
    return new Announcing(
        gateway.url(),
        id ->
            workspaces
                .find(id)
                .map(found -> new Announcing.Names(found.key(), found.name()))
                .orElse(new Announcing.Names(id, id)));
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
      Channels channels,
      Announcing announcing,
      WorkspaceDirectory workspaces,
      Ids ids,
      Clock clock) {
    Rules rules = new Rules(alert.shortestGap(), alert.patience());
    return new Watcher(
        config.instance(),
        alert.every(),
        store,
        new HttpHearing(
            questions,
            () -> Stream.concat(pipeline.facts().stream(), ticker.facts().stream()).toList()),
        new Watching(store, new Judging(rules.all(), () -> ids.next(Ids.ALERT))),
        new Telling(store, channels.all(), announcing::of, clock),
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
