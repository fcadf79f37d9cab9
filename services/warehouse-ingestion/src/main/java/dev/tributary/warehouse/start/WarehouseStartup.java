package dev.tributary.warehouse.start;

import dev.tributary.runtime.start.AfterDefinitions;
import dev.tributary.runtime.view.DefinitionView;
import dev.tributary.warehouse.run.RunWorkers;
import dev.tributary.warehouse.run.Scheduler;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;

/** Starts the background work. */
@ApplicationScoped
public class WarehouseStartup {
  void start(
      @Observes @Priority(100) StartupEvent event,
      AfterDefinitions afterDefinitions,
      @Named(WarehouseBeans.SYNCS) DefinitionView syncs,
      @Named(WarehouseBeans.TRAITS) DefinitionView traits,
      RunWorkers workers,
      Scheduler scheduler,
      MeterRegistry metrics) {
    WarehouseMetric.SCHEDULE_AGE.metric().registerGauge(metrics, () -> scheduler.age().toSeconds());
    syncs.start();
    traits.start();
    afterDefinitions.start(() -> {
      workers.start();
      scheduler.start();
    });
  }
}
