package dev.tributary.audience.postgres;

import dev.tributary.audience.catalogue.AudienceState;
import dev.tributary.audience.catalogue.Catalogue;
import dev.tributary.audience.catalogue.Generation;
import dev.tributary.audience.catalogue.WorkspaceRules;
import dev.tributary.audience.membership.DecisionTask;
import dev.tributary.audience.membership.MembershipState;
import dev.tributary.audience.membership.Person;
import dev.tributary.audience.rule.Facts;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.audience.rule.RuleDependencies;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
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

/** Reads the data for tasks, of all their people at once. */
final class TaskLoader {
  private final MembershipStates states = new MembershipStates();
  private final PeopleFacts facts = new PeopleFacts();

  /** The tasks of one person, which share the loaded data. */
  record PersonTasks(Person person, List<DecisionTask> tasks, Set<Generation> scope) {}

  static Collection<PersonTasks> byPerson(Catalogue catalogue, List<DecisionTask> tasks) {
    Map<ProfileId, PersonTasks> people = new LinkedHashMap<>();
    for (DecisionTask task : tasks) {
      PersonTasks personTasks =
          people.computeIfAbsent(
              task.person().profile(),
              _ -> new PersonTasks(task.person(), new ArrayList<>(), new LinkedHashSet<>()));
      personTasks.tasks().add(task);
      personTasks.scope().addAll(task.scope(catalogue.rules(task.person().workspace())));
    }
    return people.values();
  }

  Map<ProfileId, List<MembershipState>> states(
      Connection tx, Catalogue catalogue, Collection<PersonTasks> people) throws SQLException {
    Set<Long> generations = new HashSet<>();
    for (PersonTasks personTasks : people) {
      WorkspaceRules rules = catalogue.rules(personTasks.person().workspace());
      for (Generation generation : personTasks.scope()) {
        generations.add(generation.id());
        rules.state(generation.audience()).ifPresent(state -> addRelated(state, generations));
        for (AudienceId used : generation.dependencies().audiences()) {
          rules.state(used).ifPresent(state -> addRelated(state, generations));
        }
      }
      for (DecisionTask task : personTasks.tasks()) {
        if (task instanceof DecisionTask.Follow follow) {
          addRelated(follow.state(), generations);
        }
      }
    }
    return states.find(
        tx,
        people.stream().map(personTasks -> personTasks.person().profile()).toList(),
        generations);
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

  Map<ProfileId, Function<EventKind, List<Facts.Event>>> events(
      Connection tx, Collection<PersonTasks> people, Map<ProfileId, List<MembershipState>> loaded)
      throws SQLException {
    List<PeopleFacts.Question> questions = new ArrayList<>();
    for (PersonTasks personTasks : people) {
      if (personTasks.tasks().stream().anyMatch(DecisionTask::needsFacts)) {
        long earliest =
            Math.min(
                personTasks.tasks().stream().mapToLong(DecisionTask::now).min().orElse(0),
                loaded.getOrDefault(personTasks.person().profile(), List.of()).stream()
                    .mapToLong(MembershipState::dueAt)
                    .min()
                    .orElse(Long.MAX_VALUE));
        questions.add(
            new PeopleFacts.Question(
                personTasks.person().ref(),
                RuleDependencies.events(
                    personTasks.scope().stream().map(Generation::dependencies).toList()),
                earliest));
      }
    }
    return questions.isEmpty() ? new HashMap<>() : facts.read(tx, questions);
  }
}
