package dev.tributary.control.start;

import dev.tributary.control.kafka.QuarantineRedrives;
import dev.tributary.control.kafka.WaitingChannels;
import dev.tributary.runtime.view.DefinitionView;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;

/** Starts the background work. The channels start by themselves. */
@ApplicationScoped
public class ControlStartup {
  void start(
      @Observes @Priority(100) StartupEvent event,
      @Named(ControlBeans.TRAITS) DefinitionView traits,
      QuarantineRedrives redrives,
      WaitingChannels waiting,
      MeterRegistry metrics) {
    ControlMetric.TRAIL_WAITING
        .metric()
        .registerGauge(metrics, () -> waiting.longest().toSeconds());
    traits.start();
    redrives.start();
  }

  void stop(@Observes ShutdownEvent event, QuarantineRedrives redrives) {
    redrives.close();
  }
}
