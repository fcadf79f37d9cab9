package dev.tributary.audience.postgres;

import dev.tributary.audience.catalogue.AudienceState;
import dev.tributary.audience.catalogue.Catalogue;
import dev.tributary.audience.catalogue.Generation;
import dev.tributary.audience.catalogue.WorkspaceRules;
import dev.tributary.audience.membership.Change;
import dev.tributary.audience.membership.Deciding;
import dev.tributary.audience.membership.Person;
import dev.tributary.audience.membership.Standing;
import dev.tributary.audience.membership.Task;
import dev.tributary.audience.rule.Depends;
import dev.tributary.audience.rule.Facts;
import dev.tributary.audience.rule.Rule.EventKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Carries out tasks: loads what they need, decides person by person, stores what changed. */
public final class DecidingMany {
  private final Standings standings = new Standings();
  private final PeopleFacts facts = new PeopleFacts();
  private final Separations separations = new Separations();

  /** A person's changes, in order. */
  public record Decided(Person person, List<Change> changes) {}

  /** The tasks of one person, which share what is loaded. */
  private record Whole(Person person, List<Task> tasks, Set<Generation> scope) {}

  public List<Decided> decide(Connection tx, Catalogue catalogue, List<Task> tasks)
      throws SQLException {
    Collection<Whole> people = byPerson(catalogue, ready(tx, tasks));
    if (people.isEmpty()) {
      return List.of();
    }
    Map<String, List<Standing>> loaded = load(tx, catalogue, people);
    Map<String, Function<EventKind, List<Facts.Event>>> events = read(tx, people, loaded);
    List<Decided> decided = new ArrayList<>();
    Written written = new Written();
    for (Whole whole : people) {
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
      if (!deciding.changes().isEmpty()) {
        decided.add(new Decided(person, deciding.changes()));
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

  private static Collection<Whole> byPerson(Catalogue catalogue, List<Task> tasks) {
    Map<String, Whole> people = new LinkedHashMap<>();
    for (Task task : tasks) {
      Whole whole =
          people.computeIfAbsent(
              task.person().profile(),
              _ -> new Whole(task.person(), new ArrayList<>(), new LinkedHashSet<>()));
      whole.tasks().add(task);
      whole.scope().addAll(task.scope(catalogue.rules(task.person().workspace())));
    }
    return people.values();
  }

  private Map<String, List<Standing>> load(
      Connection tx, Catalogue catalogue, Collection<Whole> people) throws SQLException {
    Set<Long> generations = new HashSet<>();
    for (Whole whole : people) {
      WorkspaceRules rules = catalogue.rules(whole.person().workspace());
      for (Generation generation : whole.scope()) {
        generations.add(generation.id());
        rules.state(generation.audience()).ifPresent(state -> addRelated(state, generations));
        for (String used : generation.depends().audiences()) {
          rules.state(used).ifPresent(state -> addRelated(state, generations));
        }
      }
      for (Task task : whole.tasks()) {
        if (task instanceof Task.Follow follow) {
          addRelated(follow.state(), generations);
        }
      }
    }
    return standings.find(
        tx, people.stream().map(whole -> whole.person().profile()).toList(), generations);
  }

  private static void addRelated(AudienceState state, Set<Long> generations) {
    Generation active = state.active();
    Generation previous = state.previous();
    if (active != null) {
      generations.add(active.id());
    }
    if (previous != null) {
      generations.add(previous.id());
    }
  }

  private Map<String, Function<EventKind, List<Facts.Event>>> read(
      Connection tx, Collection<Whole> people, Map<String, List<Standing>> loaded)
      throws SQLException {
    List<PeopleFacts.Question> questions = new ArrayList<>();
    for (Whole whole : people) {
      if (whole.tasks().stream().anyMatch(Task::needsFacts)) {
        long earliest =
            Math.min(
                whole.tasks().stream().mapToLong(Task::now).min().orElse(0),
                loaded.getOrDefault(whole.person().profile(), List.of()).stream()
                    .mapToLong(Standing::dueAt)
                    .min()
                    .orElse(Long.MAX_VALUE));
        questions.add(
            new PeopleFacts.Question(
                whole.person().profile(),
                Depends.events(whole.scope().stream().map(Generation::depends).toList()),
                earliest));
      }
    }
    return questions.isEmpty() ? new HashMap<>() : facts.read(tx, questions);
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
