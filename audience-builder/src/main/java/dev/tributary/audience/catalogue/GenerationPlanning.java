package dev.tributary.audience.catalogue;

import dev.tributary.audience.catalogue.AudienceState.Stage;
import dev.tributary.audience.rule.Rule;
import dev.tributary.audience.rule.RuleDependencies;
import dev.tributary.audience.rule.reader.RuleReader;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Compares the definitions with the generations. A generation is built only when all audiences that
 * its rule names are settled; otherwise its result would soon be wrong. Active generations never
 * form a cycle. A rule that this version cannot read is left to an instance that can.
 */
public final class GenerationPlanning {
  private final Catalogue catalogue;
  private final Function<WorkspaceId, Optional<Settings>> settings;

  /**
   * @param settings of a workspace; a workspace whose settings are not known yet waits
   */
  public GenerationPlanning(
      Catalogue catalogue, Function<WorkspaceId, Optional<Settings>> settings) {
    this.catalogue = catalogue;
    this.settings = settings;
  }

  /** The steps to take in a workspace. */
  public List<Step> steps(WorkspaceCatalogue workspace) {
    List<Step> steps = new ArrayList<>();
    for (DefinedAudience wanted : workspace.wanted()) {
      step(wanted).ifPresent(steps::add);
    }
    return steps;
  }

  private Optional<Step> step(DefinedAudience wanted) {
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

  private Optional<Step> step(
      DefinedAudience wanted, Optional<AudienceState> state, Settings settings) {
    Rule rule = RuleReader.find(wanted.rule()).orElse(null);
    Optional<Generation> newest = state.flatMap(AudienceState::newest);
    if (rule == null || newest.filter(each -> waits(each, wanted)).isPresent()) {
      return Optional.empty();
    }
    if (newest.filter(each -> isCurrent(each, wanted, settings)).isPresent()) {
      return state
          .filter(each -> each.definitionVersion() != wanted.version())
          .map(_ -> new Step.Acknowledge(wanted));
    }
    Settings its = new Settings(settings.zone(), settings.types().of(rule));
    return RuleDependencies.of(rule).audiences().stream().allMatch(catalogue::settled)
        ? Optional.of(new Step.Build(wanted, its))
        : Optional.empty();
  }

  /**
   * Whether the newest generation has the same rule, but types or a time zone that this version
   * cannot read.
   */
  private static boolean waits(Generation newest, DefinedAudience wanted) {
    return !newest.readable() && newest.json().equals(wanted.rule());
  }

  private static boolean isCurrent(
      Generation generation, DefinedAudience wanted, Settings settings) {
    return generation.readable()
        && generation.json().equals(wanted.rule())
        && generation.settings().types().equals(settings.types().of(generation.rule()))
        && (!generation.dependencies().calendar() || generation.zone().equals(settings.zone()));
  }
}
