package dev.tributary.audience.postgres;

import dev.tributary.audience.catalogue.Catalogue;
import dev.tributary.audience.membership.Change;
import dev.tributary.audience.membership.Deciding;
import dev.tributary.audience.membership.Person;
import dev.tributary.audience.membership.Standing;
import dev.tributary.audience.membership.Task;
import dev.tributary.audience.rule.Facts;
import dev.tributary.audience.rule.Rule.EventKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Carries out tasks: loads what they need, decides person by person, stores what changed. */
public final class DecidingMany {
  private final Standings standings = new Standings();
  private final Loading loading = new Loading();
  private final Separations separations = new Separations();

  /**
   * A person's changes, in order.
   *
   * @param apart whether that is all that comes of being taken apart
   */
  public record Decided(Person person, List<Change> changes, boolean apart) {}

  public List<Decided> decide(Connection tx, Catalogue catalogue, List<Task> tasks)
      throws SQLException {
    Collection<Loading.Whole> people = Loading.byPerson(catalogue, ready(tx, tasks));
    if (people.isEmpty()) {
      return List.of();
    }
    Map<String, List<Standing>> loaded = loading.standings(tx, catalogue, people);
    Map<String, Function<EventKind, List<Facts.Event>>> events = loading.events(tx, people, loaded);
    List<Decided> decided = new ArrayList<>();
    Written written = new Written();
    for (Loading.Whole whole : people) {
      Person person = whole.person();
      Deciding deciding =
          new Deciding(
              catalogue.rules(person.workspace()),
              whole.scope(),
              person.traits(),
              events.getOrDefault(person.profile(), _ -> List.of()),
              loaded.getOrDefault(person.profile(), List.of()));
      whole.tasks().forEach(task -> task.perform(deciding));
      written.add(person, deciding, loaded.getOrDefault(person.profile(), List.of()));
      boolean apart = whole.tasks().stream().anyMatch(Task.Apart.class::isInstance);
      if (apart || !deciding.changes().isEmpty()) {
        decided.add(new Decided(person, deciding.changes(), apart));
      }
    }
    standings.put(tx, written.changed);
    standings.remove(tx, written.gone);
    standings.resize(tx, written.sizes);
    return decided;
  }

  /** Without those who were part of another and whose past is not all known: a recheck follows. */
  private List<Task> ready(Connection tx, List<Task> tasks) throws SQLException {
    if (tasks.isEmpty()) {
      return tasks;
    }
    Set<String> incomplete =
        separations.incomplete(tx, tasks.stream().map(task -> task.person().profile()).toList());
    return incomplete.isEmpty()
        ? tasks
        : tasks.stream()
            .filter(task -> !task.needsFacts() || !incomplete.contains(task.person().profile()))
            .toList();
  }

  /** What the decisions leave to store. */
  private static final class Written {
    private final List<Standings.Row> changed = new ArrayList<>();
    private final List<Standings.Row> gone = new ArrayList<>();
    private final List<Standings.Resize> sizes = new ArrayList<>();

    void add(Person person, Deciding deciding, List<Standing> before) {
      Map<Long, Boolean> were = new HashMap<>();
      before.forEach(standing -> were.put(standing.generation(), standing.member()));
      for (Standing standing : deciding.changed()) {
        changed.add(row(person, standing));
        resize(
            person, standing, were.getOrDefault(standing.generation(), false), standing.member());
      }
      for (Standing standing : deciding.gone()) {
        gone.add(row(person, standing));
        resize(person, standing, standing.member(), false);
      }
    }

    private void resize(Person person, Standing standing, boolean was, boolean is) {
      if (was != is) {
        sizes.add(
            new Standings.Resize(
                standing.generation(), person.part(), person.workspace(), is ? 1 : -1));
      }
    }

    private static Standings.Row row(Person person, Standing standing) {
      return new Standings.Row(person.workspace(), person.profile(), person.part(), standing);
    }
  }
}
