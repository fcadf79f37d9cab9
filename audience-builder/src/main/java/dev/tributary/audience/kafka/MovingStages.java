package dev.tributary.audience.kafka;

import dev.tributary.audience.catalogue.AudienceState;
import dev.tributary.audience.catalogue.Catalogue;
import dev.tributary.audience.catalogue.Generation;
import dev.tributary.audience.catalogue.Planning;
import dev.tributary.audience.catalogue.Settings;
import dev.tributary.audience.catalogue.Step;
import dev.tributary.audience.membership.Person;
import dev.tributary.audience.membership.Task;
import dev.tributary.audience.postgres.CatalogueStore;
import dev.tributary.audience.postgres.Persons;
import dev.tributary.audience.postgres.StagePasses;
import dev.tributary.audience.postgres.StagePasses.Pass;
import dev.tributary.audience.postgres.Stages;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.membership.MembershipChange.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings audiences to what their definitions say, in chunks that ride on ticks: every partition's
 * own loop builds, follows and removes, so a person's standings have one writer throughout.
 */
final class MovingStages {
  private static final int PASS_LIMIT = 500;
  private static final int POLL_LIMIT = 4_000;
  private static final int POLL_PASSES = 240;

  private final Function<String, Optional<Settings>> settings;
  private final CatalogueStore catalogues;
  private final Stages stages = new Stages();
  private final StagePasses passes = new StagePasses();
  private final Persons persons = new Persons();

  /** When nothing was to be planned; only a hint, so that a poll need not look again. */
  private volatile @Nullable Idle idle;

  private record Idle(long revision, Map<String, Optional<Settings>> settings) {}

  MovingStages(CatalogueStore catalogues, Function<String, Optional<Settings>> settings) {
    this.catalogues = catalogues;
    this.settings = settings;
  }

  /** The next chunk of every pass of these partitions. */
  List<Task> chunk(Connection tx, Catalogue catalogue, Map<Integer, Tick> ticks)
      throws SQLException {
    if (catalogue.states().stream()
        .allMatch(state -> state.stage() == AudienceState.Stage.SETTLED)) {
      return List.of();
    }
    List<Task> tasks = new ArrayList<>();
    for (Pass pass : passes.open(tx, ticks.keySet(), POLL_PASSES)) {
      Tick tick = ticks.get(pass.part());
      AudienceState state = catalogue.state(pass.audience()).orElse(null);
      if (tick != null
          && state != null
          && state.stage().wireName().equals(pass.stage())
          && tasks.size() < POLL_LIMIT) {
        long now = tick.businessTime(pass.workspace()).toEpochMilli();
        tasks.addAll(
            switch (state.stage()) {
              case BUILDING -> build(tx, state, pass, now);
              case SWITCHING, REMOVING -> follow(tx, state, pass, now);
              case SETTLED -> List.of();
            });
      }
    }
    return tasks;
  }

  private List<Task> build(Connection tx, AudienceState state, Pass pass, long now)
      throws SQLException {
    Generation building = state.building();
    if (building == null || building.id() != pass.generation()) {
      return List.of();
    }
    if (pass.afterProfile().isEmpty()) {
      passes.clean(tx, pass, needed(state));
    }
    Map<String, Person> chunk =
        persons.after(tx, pass.workspace(), pass.part(), pass.afterProfile(), PASS_LIMIT);
    List<Task> tasks = new ArrayList<>();
    String last = pass.afterProfile();
    for (Person person : chunk.values()) {
      last = person.profile();
      if (!person.gone()) {
        tasks.add(
            new Task.Changed(
                person,
                person.traits(),
                List.of(building),
                Math.max(now, person.evaluatedAt()),
                Reason.DEFINITION));
      }
    }
    passes.move(tx, pass, last, chunk.size() < PASS_LIMIT);
    return tasks;
  }

  /** Done when a round finds nobody left: what an earlier round told has been published by then. */
  private List<Task> follow(Connection tx, AudienceState state, Pass pass, long now)
      throws SQLException {
    Generation active = state.active();
    Generation previous = state.previous();
    List<String> profiles =
        passes.toFollow(
            tx,
            pass,
            previous == null ? 0 : previous.id(),
            active == null ? 0 : active.id(),
            PASS_LIMIT);
    if (profiles.isEmpty()) {
      passes.clean(tx, pass, needed(state));
      passes.move(tx, pass, pass.afterProfile(), true);
      return List.of();
    }
    passes.move(tx, pass, profiles.getLast(), false);
    List<Task> tasks = new ArrayList<>();
    for (Person person : persons.find(tx, profiles).values()) {
      tasks.add(new Task.Follow(person, state, Math.max(now, person.evaluatedAt())));
    }
    return tasks;
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

  /** What no single partition can do: to begin a stage, and to end it when all are done. */
  void advance(Connection tx, Catalogue catalogue) throws SQLException {
    List<AudienceState> complete = new ArrayList<>();
    if (catalogue.states().stream().anyMatch(s -> s.stage() != AudienceState.Stage.SETTLED)) {
      for (String audience : stages.complete(tx)) {
        catalogue.state(audience).ifPresent(complete::add);
      }
    }
    List<Step> steps = complete.isEmpty() ? steps(catalogue) : List.of();
    if ((complete.isEmpty() && steps.isEmpty()) || !catalogues.lock(tx, catalogue)) {
      return;
    }
    for (AudienceState state : complete) {
      stages.advance(tx, state);
    }
    for (Step step : steps) {
      stages.take(tx, step, catalogue);
    }
    catalogues.raise(tx);
  }

  private List<Step> steps(Catalogue catalogue) {
    Map<String, Optional<Settings>> now = new HashMap<>();
    catalogue.wanted().forEach(each -> now.computeIfAbsent(each.workspace(), settings));
    Idle known = idle;
    Idle current = new Idle(catalogue.revision(), now);
    if (current.equals(known)) {
      return List.of();
    }
    List<Step> steps =
        new Planning(catalogue, workspace -> now.getOrDefault(workspace, Optional.empty())).steps();
    if (steps.isEmpty()) {
      idle = current;
    }
    return steps;
  }
}
