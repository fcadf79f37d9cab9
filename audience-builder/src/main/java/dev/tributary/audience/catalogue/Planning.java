package dev.tributary.audience.catalogue;

import dev.tributary.audience.catalogue.AudienceState.Stage;
import dev.tributary.audience.rule.Depends;
import dev.tributary.audience.rule.Rule;
import dev.tributary.audience.rule.RuleReader;
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
  private final Function<String, Optional<Settings>> settings;

  /**
   * @param settings of a workspace; a workspace of which they are not known yet waits
   */
  public Planning(Catalogue catalogue, Function<String, Optional<Settings>> settings) {
    this.catalogue = catalogue;
    this.settings = settings;
  }

  /** What is to be done in a workspace. */
  public List<Step> steps(WorkspaceCatalogue workspace) {
    List<Step> steps = new ArrayList<>();
    for (Wanted wanted : workspace.wanted()) {
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
    return settings.apply(wanted.workspace()).flatMap(known -> step(wanted, state, known));
  }

  private Optional<Step> step(Wanted wanted, Optional<AudienceState> state, Settings settings) {
    Optional<Generation> newest = state.flatMap(AudienceState::newest);
    if (newest.filter(each -> isCurrent(each, wanted, settings)).isPresent()) {
      return state
          .filter(each -> each.definitionVersion() != wanted.version())
          .map(_ -> new Step.Acknowledge(wanted));
    }
    Rule rule = RuleReader.stored(wanted.rule());
    Settings its = new Settings(settings.zone(), settings.types().of(rule));
    return Depends.of(rule).audiences().stream().allMatch(catalogue::settled)
        ? Optional.of(new Step.Build(wanted, its))
        : Optional.empty();
  }

  private static boolean isCurrent(Generation generation, Wanted wanted, Settings settings) {
    return generation.json().equals(wanted.rule())
        && generation.settings().types().equals(settings.types().of(generation.rule()))
        && (!generation.depends().calendar() || generation.zone().equals(settings.zone()));
  }
}
