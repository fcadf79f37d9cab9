package dev.tributary.audience.catalogue;

import dev.tributary.audience.catalogue.AudienceState.Stage;
import dev.tributary.audience.rule.Depends;
import dev.tributary.audience.rule.RuleReader;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Compares what is defined with what is evaluated. A generation is built only when all audiences
 * that its rule names are settled: it would be built on sand otherwise, and what is active never
 * forms a circle.
 */
public final class Planning {
  private final Catalogue catalogue;
  private final Function<String, Optional<ZoneId>> zones;

  /**
   * @param zones a workspace's time zone; a workspace that is not known yet waits
   */
  public Planning(Catalogue catalogue, Function<String, Optional<ZoneId>> zones) {
    this.catalogue = catalogue;
    this.zones = zones;
  }

  public List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (Wanted wanted : catalogue.wanted()) {
      step(wanted).ifPresent(steps::add);
    }
    return steps;
  }

  private Optional<Step> step(Wanted wanted) {
    Optional<AudienceState> state = catalogue.state(wanted.audience());
    boolean busy =
        state
            .filter(each -> each.stage() == Stage.SWITCHING || each.stage() == Stage.REMOVING)
            .isPresent();
    if (busy) {
      return Optional.empty();
    }
    if (wanted.deleted()) {
      return state.map(_ -> new Step.Remove(wanted));
    }
    return zones.apply(wanted.workspace()).flatMap(zone -> step(wanted, state, zone));
  }

  private Optional<Step> step(Wanted wanted, Optional<AudienceState> state, ZoneId zone) {
    Optional<Generation> newest = state.flatMap(AudienceState::newest);
    if (newest.filter(each -> isCurrent(each, wanted, zone)).isPresent()) {
      return state
          .filter(each -> each.definitionVersion() != wanted.version())
          .map(_ -> new Step.Acknowledge(wanted));
    }
    Depends depends = Depends.of(RuleReader.stored(wanted.rule()));
    return depends.audiences().stream().allMatch(catalogue::settled)
        ? Optional.of(new Step.Build(wanted, zone))
        : Optional.empty();
  }

  private static boolean isCurrent(Generation generation, Wanted wanted, ZoneId zone) {
    return generation.json().equals(wanted.rule())
        && (!generation.depends().calendar() || generation.zone().equals(zone));
  }
}
