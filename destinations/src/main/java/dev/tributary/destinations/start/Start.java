package dev.tributary.destinations.start;

import dev.tributary.destinations.account.AccountRounds;
import dev.tributary.destinations.credential.SharedSessions;
import dev.tributary.destinations.delivery.DeliveryEngine;
import dev.tributary.destinations.kafka.Backfiller;
import dev.tributary.destinations.kafka.OutcomePublisher;
import dev.tributary.destinations.pacing.UseTally;
import dev.tributary.destinations.plan.PlanRounds;
import dev.tributary.destinations.postgres.DeliveryTotals;
import dev.tributary.destinations.postgres.Housekeeping;
import dev.tributary.destinations.postgres.PostgresSignals;
import dev.tributary.destinations.reconciliation.LookupRounds;
import dev.tributary.destinations.reconciliation.ReconciliationRounds;
import dev.tributary.runtime.loop.ExactlyOnceLoop;
import dev.tributary.runtime.start.AfterDefinitions;
import dev.tributary.runtime.view.DefinitionView;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;

/**
 * Starts the views first, and then the loops and workers: the decision whether consent allows a
 * delivery, and what a record contains, depend on definitions.
 */
@ApplicationScoped
public class Start {

  void start(
      @Observes @Priority(20) StartupEvent event,
      AfterDefinitions afterDefinitions,
      @Named(DestinationsBeans.MODELS) DefinitionView models,
      @Named(DestinationsBeans.AUDIENCES) DefinitionView audiences,
      @Named(DestinationsBeans.TRAITS) DefinitionView traits,
      @Named(DestinationsBeans.EVENT_PROPERTIES) DefinitionView properties,
      ExactlyOnceLoop loop,
      DeliveryEngine engine,
      PostgresSignals signals,
      OutcomePublisher outcomes,
      Backfiller backfiller,
      DeliveryTotals totals,
      AccountRounds accounts,
      EndingApis endingApis,
      ReconciliationRounds reconciliations,
      LookupRounds lookups,
      PlanRounds plans,
      SharedSessions sessions,
      UseTally tally,
      Housekeeping housekeeping) {
    models.start();
    audiences.start();
    traits.start();
    properties.start();
    afterDefinitions.start(() -> {
      engine.start();
      signals.start();
      loop.start();
      outcomes.start();
      backfiller.start();
      totals.start();
      accounts.start();
      endingApis.start();
      reconciliations.start();
      lookups.start();
      plans.start();
      sessions.start();
      tally.start();
      housekeeping.start();
    });
  }

  /** Stops the workers and loops first, while the database is still available. */
  void stop(
      @Observes ShutdownEvent event,
      ExactlyOnceLoop loop,
      DeliveryEngine engine,
      PostgresSignals signals,
      OutcomePublisher outcomes,
      Backfiller backfiller,
      DeliveryTotals totals,
      AccountRounds accounts,
      EndingApis endingApis,
      ReconciliationRounds reconciliations,
      LookupRounds lookups,
      PlanRounds plans,
      SharedSessions sessions,
      UseTally tally,
      Housekeeping housekeeping) {
    engine.close();
    tally.close();
    accounts.close();
    endingApis.close();
    reconciliations.close();
    lookups.close();
    plans.close();
    sessions.close();
    backfiller.close();
    totals.close();
    housekeeping.close();
    outcomes.close();
    signals.close();
    loop.close();
  }
}
