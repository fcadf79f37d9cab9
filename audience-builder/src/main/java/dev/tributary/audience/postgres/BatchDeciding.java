package dev.tributary.audience.postgres;

import dev.tributary.audience.catalogue.Catalogue;
import dev.tributary.audience.membership.Change;
import dev.tributary.audience.membership.Deciding;
import dev.tributary.audience.membership.DecisionTask;
import dev.tributary.audience.membership.MembershipState;
import dev.tributary.audience.membership.Person;
import dev.tributary.audience.rule.Facts;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.contracts.id.ProfileId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Performs tasks: loads their data, decides person by person, stores the changes. */
public final class BatchDeciding {
  private final MembershipStates states = new MembershipStates();
  private final TaskLoader loading = new TaskLoader();
  private final PendingUnmerges pendingUnmerges = new PendingUnmerges();

  /**
   * A person's changes, in order.
   *
   * @param afterUnmerge whether these are all changes after an unmerge
   */
  public record Decided(Person person, List<Change> changes, boolean afterUnmerge) {}

  public List<Decided> decide(Connection tx, Catalogue catalogue, List<DecisionTask> tasks)
      throws SQLException {
    Collection<TaskLoader.PersonTasks> people = TaskLoader.byPerson(catalogue, ready(tx, tasks));
    if (people.isEmpty()) {
      return List.of();
    }
    Map<ProfileId, List<MembershipState>> loaded = loading.states(tx, catalogue, people);
    Map<ProfileId, Function<EventKind, List<Facts.Event>>> events =
        loading.events(tx, people, loaded);
    List<Decided> decided = new ArrayList<>();
    Written written = new Written();
    for (TaskLoader.PersonTasks personTasks : people) {
      Person person = personTasks.person();
      Deciding deciding =
          new Deciding(
              catalogue.rules(person.workspace()),
              personTasks.scope(),
              person.data(),
              events.getOrDefault(person.profile(), _ -> List.of()),
              loaded.getOrDefault(person.profile(), List.of()));
      personTasks.tasks().forEach(task -> task.perform(deciding));
      written.add(person, deciding, loaded.getOrDefault(person.profile(), List.of()));
      boolean afterUnmerge =
          personTasks.tasks().stream().anyMatch(DecisionTask.Unmerged.class::isInstance);
      if (afterUnmerge || !deciding.changes().isEmpty()) {
        decided.add(new Decided(person, deciding.changes(), afterUnmerge));
      }
    }
    states.put(tx, written.changed);
    states.remove(tx, written.gone);
    states.resize(tx, written.sizes);
    return decided;
  }

  /** Leaves out people with an incomplete unmerge; a recheck follows when it is complete. */
  private List<DecisionTask> ready(Connection tx, List<DecisionTask> tasks) throws SQLException {
    if (tasks.isEmpty()) {
      return tasks;
    }
    Set<ProfileId> incomplete =
        pendingUnmerges.incomplete(
            tx, tasks.stream().map(task -> task.person().profile()).toList());
    return incomplete.isEmpty()
        ? tasks
        : tasks.stream()
            .filter(task -> !task.needsFacts() || !incomplete.contains(task.person().profile()))
            .toList();
  }

  /** The changes to store. */
  private static final class Written {
    private final List<MembershipStates.Row> changed = new ArrayList<>();
    private final List<MembershipStates.Row> gone = new ArrayList<>();
    private final List<MembershipStates.Resize> sizes = new ArrayList<>();

    void add(Person person, Deciding deciding, List<MembershipState> before) {
      Map<Long, Boolean> were = new HashMap<>();
      before.forEach(state -> were.put(state.generation(), state.member()));
      for (MembershipState state : deciding.changed()) {
        changed.add(row(person, state));
        resize(person, state, were.getOrDefault(state.generation(), false), state.member());
      }
      for (MembershipState state : deciding.gone()) {
        gone.add(row(person, state));
        resize(person, state, state.member(), false);
      }
    }

    private void resize(Person person, MembershipState state, boolean was, boolean is) {
      if (was != is) {
        sizes.add(
            new MembershipStates.Resize(
                state.generation(), person.part(), person.workspace(), is ? 1 : -1));
      }
    }

    private static MembershipStates.Row row(Person person, MembershipState state) {
      return new MembershipStates.Row(person.workspace(), person.profile(), person.part(), state);
    }
  }
}
