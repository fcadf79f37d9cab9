package dev.tributary.gateway.alert.rule;

import dev.tributary.contracts.fact.Fact;
import dev.tributary.gateway.alert.AlertKind;
import dev.tributary.gateway.alert.AlertRule;
import dev.tributary.gateway.alert.Finding;
import dev.tributary.gateway.alert.Look;
import dev.tributary.gateway.alert.Thresholds;
import dev.tributary.gateway.routing.Service;
import java.util.List;
import java.util.Set;

/** Inputs that were accepted and could not be processed. */
final class SetAside implements AlertRule {

  @Override
  public AlertKind kind() {
    return AlertKind.SET_ASIDE;
  }

  @Override
  public Set<Service> needs() {
    return Set.of(Service.IDENTITY);
  }

  @Override
  public List<Finding> findings(Look look, Thresholds thresholds) {
    return look.all(Fact.SetAside.class)
        .filter(setAside -> setAside.waiting() > 0)
        .map(setAside ->
            new Finding(
                kind(),
                "quarantine",
                "Set aside",
                "%,d inputs are set aside and wait for somebody".formatted(setAside.waiting()),
                "They are kept whole. Everything else is processed.",
                "/quarantine"))
        .toList();
  }
}
