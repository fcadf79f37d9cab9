package dev.tributary.audience.postgres;

import dev.tributary.audience.catalogue.AudienceState;
import dev.tributary.audience.catalogue.Catalogue;
import dev.tributary.audience.catalogue.Generation;
import dev.tributary.audience.catalogue.WorkspaceRules;
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

/** Reads what tasks need, of all their people at once. */
final class Loading {
  private final Standings standings = new Standings();
  private final PeopleFacts facts = new PeopleFacts();

  /** The tasks of one person, which share what is loaded. */
  record Whole(Person person, List<Task> tasks, Set<Generation> scope) {}

  static Collection<Whole> byPerson(Catalogue catalogue, List<Task> tasks) {
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

  Map<String, List<Standing>> standings(
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

  Map<String, Function<EventKind, List<Facts.Event>>> events(
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
}
