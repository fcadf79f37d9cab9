package dev.tributary.audience.kafka;

import dev.tributary.audience.catalogue.AudienceState;
import dev.tributary.audience.catalogue.Catalogue;
import dev.tributary.audience.catalogue.Generation;
import dev.tributary.audience.catalogue.GenerationPlanning;
import dev.tributary.audience.catalogue.Settings;
import dev.tributary.audience.catalogue.Step;
import dev.tributary.audience.catalogue.WorkspaceCatalogue;
import dev.tributary.audience.membership.DecisionTask;
import dev.tributary.audience.membership.Person;
import dev.tributary.audience.postgres.PersonStore;
import dev.tributary.audience.postgres.StagePasses;
import dev.tributary.audience.postgres.StagePasses.Pass;
import dev.tributary.audience.postgres.StageTransitions;
import dev.tributary.audience.postgres.catalogue.CatalogueStore;
import dev.tributary.contracts.change.ChangeListener;
import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.membership.MembershipChange.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Brings audiences to their definitions, in chunks that run with ticks: every partition's own loop
 * builds, follows and removes, so the membership states of a person always have one writer.
 */
final class BuildingGenerations {
  private static final int PASS_LIMIT = 500;
  private static final int POLL_LIMIT = 4_000;
  private static final int POLL_PASSES = 240;

  /** Sorts before every profile. */
  private static final ProfileId BEFORE_ALL = new ProfileId(" ");

  private final Function<WorkspaceId, Optional<Settings>> settings;
  private final CatalogueStore catalogues;
  private final ChangeListener changes;
  private final StageTransitions stages = new StageTransitions();
  private final StagePasses passes = new StagePasses();
  private final PersonStore persons = new PersonStore();

  /**
   * By workspace, the state in which nothing was to be planned; only a hint, so that a poll need
   * not check again.
   */
  private final Map<WorkspaceId, Idle> idle = new ConcurrentHashMap<>();

  private record Idle(long revision, Optional<Settings> settings) {}

  /**
   * A person that a pass has reached. The person is read only for the decision, so that a person
   * who cannot be read does not stop the pass.
   *
   * @param state of the audience
   * @param now in epoch milliseconds
   */
  record Visit(AudienceState state, ProfileId profile, long now) {
    WorkspaceId workspace() {
      return state.workspace();
    }
  }

  BuildingGenerations(
      CatalogueStore catalogues,
      Function<WorkspaceId, Optional<Settings>> settings,
      ChangeListener changes) {
    this.catalogues = catalogues;
    this.settings = settings;
    this.changes = changes;
  }

  /** The next chunk of every pass of these partitions. */
  List<Visit> chunk(Connection tx, Catalogue catalogue, Map<Integer, Tick> ticks)
      throws SQLException {
    if (catalogue.states().stream()
        .allMatch(state -> state.stage() == AudienceState.Stage.SETTLED)) {
      return List.of();
    }
    List<Visit> visits = new ArrayList<>();
    List<AudienceId> waiting =
        catalogue.states().stream()
            .filter(AudienceState::waitsForReader)
            .map(AudienceState::audience)
            .toList();
    for (Pass pass : passes.open(tx, ticks.keySet(), waiting, POLL_PASSES)) {
      Tick tick = ticks.get(pass.part());
      AudienceState state = catalogue.state(pass.audience()).orElse(null);
      if (tick != null
          && state != null
          && !state.waitsForReader()
          && state.stage().wireName().equals(pass.stage())
          && visits.size() < POLL_LIMIT) {
        long now = tick.businessTime(pass.workspace()).toEpochMilli();
        List<ProfileId> profiles =
            switch (state.stage()) {
              case BUILDING -> build(tx, state, pass);
              case SWITCHING, REMOVING -> follow(tx, state, pass);
              case SETTLED -> List.of();
            };
        profiles.forEach(profile -> visits.add(new Visit(state, profile, now)));
      }
    }
    return visits;
  }

  /** The decisions for the people that passes have reached. */
  List<DecisionTask> tasks(Connection tx, List<Visit> visits) throws SQLException {
    if (visits.isEmpty()) {
      return List.of();
    }
    Map<ProfileId, Person> found =
        persons.find(tx, visits.stream().map(Visit::profile).distinct().toList());
    List<DecisionTask> tasks = new ArrayList<>();
    for (Visit visit : visits) {
      Person person = found.get(visit.profile());
      if (person != null) {
        task(visit, person).ifPresent(tasks::add);
      }
    }
    return tasks;
  }

  private static Optional<DecisionTask> task(Visit visit, Person person) {
    long at = Math.max(visit.now(), person.evaluatedAt());
    Generation building = visit.state().building();
    if (visit.state().stage() != AudienceState.Stage.BUILDING) {
      return Optional.of(new DecisionTask.Follow(person, visit.state(), at));
    }
    if (person.gone() || building == null) {
      return Optional.empty();
    }
    return Optional.of(
        new DecisionTask.Changed(person, person.data(), List.of(building), at, Reason.DEFINITION));
  }

  private List<ProfileId> build(Connection tx, AudienceState state, Pass pass) throws SQLException {
    Generation building = state.building();
    if (building == null || building.id() != pass.generation()) {
      return List.of();
    }
    if (pass.afterProfile().value().isEmpty()) {
      passes.clean(tx, pass, needed(state));
    }
    List<ProfileId> profiles =
        persons.profilesAfter(tx, pass.workspace(), pass.part(), pass.afterProfile(), PASS_LIMIT);
    ProfileId last = profiles.isEmpty() ? pass.afterProfile() : profiles.getLast();
    passes.move(tx, pass, last, profiles.size() < PASS_LIMIT);
    return profiles;
  }

  /**
   * A pass is done when a second round finds no person with a difference: the changes of an earlier
   * round are published by then. If the first round finds none either, there is a second one all
   * the same, so that the duration of a stage does not reveal whether a membership changed.
   */
  private List<ProfileId> follow(Connection tx, AudienceState state, Pass pass)
      throws SQLException {
    Generation active = state.active();
    Generation previous = state.previous();
    List<ProfileId> profiles =
        passes.toFollow(
            tx,
            pass,
            previous == null ? 0 : previous.id(),
            active == null ? 0 : active.id(),
            PASS_LIMIT);
    if (profiles.isEmpty() && pass.afterProfile().value().isEmpty()) {
      passes.move(tx, pass, BEFORE_ALL, false);
      return List.of();
    }
    if (profiles.isEmpty()) {
      passes.clean(tx, pass, needed(state));
      passes.move(tx, pass, pass.afterProfile(), true);
      return List.of();
    }
    passes.move(tx, pass, profiles.getLast(), false);
    return profiles;
  }

  private static List<Long> needed(AudienceState state) {
    return Stream.of(
            Optional.ofNullable(state.active()),
            Optional.ofNullable(state.building()),
            Optional.ofNullable(state.previous()))
        .flatMap(Optional::stream)
        .map(Generation::id)
        .toList();
  }

  /**
   * The steps that no single partition can do: to begin a stage, and to end it when all partitions
   * are done.
   */
  void advance(Connection tx, Catalogue catalogue) throws SQLException {
    List<AudienceState> complete = new ArrayList<>();
    if (catalogue.states().stream().anyMatch(s -> s.stage() != AudienceState.Stage.SETTLED)) {
      for (AudienceId audience : stages.complete(tx)) {
        catalogue.state(audience).ifPresent(complete::add);
      }
    }
    List<Step> steps = complete.isEmpty() ? steps(catalogue) : List.of();
    Set<WorkspaceId> workspaces = new TreeSet<>();
    complete.forEach(state -> workspaces.add(state.workspace()));
    steps.forEach(step -> workspaces.add(step.wanted().workspace()));
    if (workspaces.isEmpty() || !catalogues.lock(tx, catalogue, workspaces)) {
      return;
    }
    for (AudienceState state : complete) {
      stages.advance(tx, state);
    }
    for (Step step : steps) {
      stages.take(tx, step, catalogue);
    }
    catalogues.raise(tx, workspaces);
    workspaces.forEach(each -> changes.changed(each, ChangeSubject.AUDIENCES, List.of()));
  }

  private List<Step> steps(Catalogue catalogue) {
    idle.keySet().retainAll(catalogue.byWorkspace().keySet());
    List<Step> steps = new ArrayList<>();
    for (WorkspaceCatalogue each : catalogue.byWorkspace().values()) {
      Optional<Settings> known = settings.apply(each.workspace());
      Idle now = new Idle(each.revision(), known);
      if (now.equals(idle.get(each.workspace()))) {
        continue;
      }
      List<Step> its = new GenerationPlanning(catalogue, _ -> known).steps(each);
      if (its.isEmpty()) {
        idle.put(each.workspace(), now);
      }
      steps.addAll(its);
    }
    return steps;
  }
}
