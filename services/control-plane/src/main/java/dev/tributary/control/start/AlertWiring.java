package dev.tributary.control.start;

import dev.tributary.contracts.Ids;
import dev.tributary.control.alert.AlertQueries;
import dev.tributary.control.alert.AlertReconciliation;
import dev.tributary.control.alert.AlertStore;
import dev.tributary.control.alert.AnnouncementDelivery;
import dev.tributary.control.alert.AnnouncementWriter;
import dev.tributary.control.alert.Channel;
import dev.tributary.control.alert.Channels;
import dev.tributary.control.alert.TestAllowance;
import dev.tributary.control.alert.Watcher;
import dev.tributary.control.alert.WorkspaceCheck;
import dev.tributary.control.alert.fact.FactsInbox;
import dev.tributary.control.alert.object.AlertRuleSpec;
import dev.tributary.control.alert.object.UnsentMessages;
import dev.tributary.control.alert.object.VisibleNotices;
import dev.tributary.control.alert.rule.Rules;
import dev.tributary.control.clock.Ticker;
import dev.tributary.control.http.service.AskedVisibilities;
import dev.tributary.control.http.service.HttpFactsClient;
import dev.tributary.control.notice.EmailChannel;
import dev.tributary.control.notice.MailServer;
import dev.tributary.control.notice.Posting;
import dev.tributary.control.notice.SealedSecrets;
import dev.tributary.control.notice.SlackChannel;
import dev.tributary.control.notice.WebhookChannel;
import dev.tributary.control.pipeline.Pipeline;
import dev.tributary.control.postgres.alert.PostgresAlertQueries;
import dev.tributary.control.postgres.alert.PostgresAlertStore;
import dev.tributary.control.postgres.alert.PostgresTestAllowance;
import dev.tributary.control.postgres.approval.WaitingApprovalFacts;
import dev.tributary.control.postgres.audit.ChangedAddressFacts;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.DefinitionStores;
import dev.tributary.definitions.Kind;
import dev.tributary.definitions.Quotas;
import dev.tributary.definitions.postgres.Transactions;
import dev.tributary.definitions.start.DefinitionBeans;
import dev.tributary.runtime.change.ChangesPublisher;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.egress.Egress;
import dev.tributary.runtime.fact.FactSource;
import dev.tributary.runtime.http.installation.ServiceQuestions;
import dev.tributary.runtime.secrets.SecretBox;
import dev.tributary.runtime.tenancy.Workspace;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Creates the objects that check for alerts and announce them. */
@ApplicationScoped
public class AlertWiring {
  private static final Kind<AlertRuleSpec> ALERT_RULE =
      Kind.unpublished(Quotas.ALERT_RULE, Ids.ALERT_RULE, AlertRuleSpec.class).withVersions();
  private static final Duration FACTS_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration NOTICE_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration PAGE_TIMEOUT = Duration.ofSeconds(2);

  @Produces
  @Singleton
  AlertStore store(@Named(ControlBeans.OF_WORKERS) Transactions worker) {
    return new PostgresAlertStore(worker);
  }

  @Produces
  @Singleton
  WaitingApprovalFacts waitingApprovals(
      @Named(ControlBeans.OF_WORKERS) Transactions worker, Clock clock) {
    return new WaitingApprovalFacts(worker, clock);
  }

  @Produces
  @Singleton
  ChangedAddressFacts changedAddresses(
      @Named(ControlBeans.OF_WORKERS) Transactions worker, Clock clock) {
    return new ChangedAddressFacts(worker, clock);
  }

  @Produces
  @Singleton
  AlertQueries queries(@Named(DefinitionBeans.OF_REQUESTS) Transactions requests) {
    return new PostgresAlertQueries(requests);
  }

  @Produces
  @Singleton
  DefinitionStore<AlertRuleSpec> alertRules(DefinitionStores stores) {
    return stores.of(ALERT_RULE);
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
  TestAllowance testAllowance(@Named(DefinitionBeans.OF_REQUESTS) Transactions requests) {
    return new PostgresTestAllowance(requests);
  }

  @Produces
  @Singleton
  AnnouncementWriter announcing(ControlConfig config, WorkspaceDirectory workspaces) {
    return new AnnouncementWriter(
        config.gatewayUrl(),
        id ->
            workspaces
                .find(id)
                .map(found -> new AnnouncementWriter.Names(found.key(), found.name()))
                .orElse(new AnnouncementWriter.Names(id.value(), id.value())));
  }

  @Produces
  @Singleton
  VisibleNotices visibleNotices(ServiceQuestions questions) {
    return new VisibleNotices(new AskedVisibilities(questions, NOTICE_TIMEOUT));
  }

  @Produces
  @Singleton
  UnsentMessages unsentMessages(Channels channels, ServiceQuestions questions) {
    return new UnsentMessages(channels, new AskedVisibilities(questions, PAGE_TIMEOUT));
  }

  @Produces
  @Singleton
  FactsInbox factsInbox(AlertConfig alert) {
    return new FactsInbox(alert.every());
  }

  @Produces
  @Singleton
  Watcher.FactsSource facts(
      FactsInbox inbox,
      ServiceQuestions questions,
      Pipeline pipeline,
      Ticker ticker,
      @Any Instance<FactSource> sources,
      MeterRegistry registry,
      Clock clock) {
    return new HttpFactsClient(
        inbox,
        questions,
        FACTS_TIMEOUT,
        () -> Stream.concat(pipeline.facts().stream(), ticker.facts().stream()).toList(),
        asked -> sources.stream().flatMap(source -> source.facts(asked).stream()).toList(),
        (service, way, workspaces) ->
            ControlMetric.FACTS
                .metric()
                .registerCounter(registry, service.component(), way.name().toLowerCase(Locale.ROOT))
                .increment(workspaces),
        clock);
  }

  @Produces
  @Singleton
  Watcher watcher(
      AlertConfig alert,
      TributaryConfig config,
      AlertStore store,
      Watcher.FactsSource facts,
      Channels channels,
      AnnouncementWriter announcing,
      VisibleNotices visible,
      WorkspaceDirectory workspaces,
      ChangesPublisher changes,
      Ids ids,
      Clock clock) {
    Rules rules = new Rules(alert.shortestGap(), alert.patience(), alert.late());
    return new Watcher(
        config.instance(),
        alert.every(),
        store,
        facts,
        new WorkspaceCheck(
            store, new AlertReconciliation(rules.all(), () -> ids.next(Ids.ALERT)), changes),
        new AnnouncementDelivery(store, channels.all(), visible::of, announcing::of, clock),
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
