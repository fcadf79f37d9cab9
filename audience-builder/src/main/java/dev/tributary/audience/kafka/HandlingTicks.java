package dev.tributary.audience.kafka;

import dev.tributary.audience.catalogue.Catalogue;
import dev.tributary.audience.catalogue.Generation;
import dev.tributary.audience.catalogue.WorkspaceRules;
import dev.tributary.audience.membership.DecisionTask;
import dev.tributary.audience.membership.Person;
import dev.tributary.audience.postgres.MembershipStates;
import dev.tributary.audience.postgres.MissedDecisions;
import dev.tributary.audience.postgres.PendingUnmerges;
import dev.tributary.audience.postgres.PersonStore;
import dev.tributary.audience.postgres.Rechecks;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.membership.MembershipChange.Reason;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.runtime.replica.PostgresProfileReplica;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Determines the decisions that are due because time passed. */
final class HandlingTicks {
  /**
   * The limit per partition, workspace and tick; with four ticks a second, it must exceed the peak.
   */
  private static final int DUE_LIMIT = 500;

  private static final int RECHECK_LIMIT = 500;

  private final PersonStore persons = new PersonStore();
  private final Rechecks rechecks = new Rechecks();
  private final MissedDecisions missed = new MissedDecisions();
  private final MembershipStates states = new MembershipStates();
  private final PendingUnmerges pendingUnmerges = new PendingUnmerges();

  /**
   * Takes people off the lists of rechecks: those of whom another partition learned something, and
   * those whom an instance that cannot read all rules has left.
   */
  List<Rechecks.Recheck> takeRechecks(Connection tx, Catalogue catalogue, Map<Integer, Tick> ticks)
      throws SQLException {
    List<Rechecks.Recheck> taken =
        new ArrayList<>(rechecks.take(tx, ticks.keySet(), RECHECK_LIMIT));
    taken.addAll(missed.take(tx, ticks.keySet(), catalogue.readableWorkspaces(), RECHECK_LIMIT));
    return taken;
  }

  /** The decisions for people who were taken off the lists. */
  List<DecisionTask> rechecked(
      Connection tx, Catalogue catalogue, Map<Integer, Tick> ticks, List<Rechecks.Recheck> taken)
      throws SQLException {
    if (taken.isEmpty()) {
      return List.of();
    }
    List<ProfileId> profiles = taken.stream().map(Rechecks.Recheck::profile).toList();
    Map<ProfileRef, ProfileId> survivors =
        new PostgresProfileReplica(tx)
            .survivors(taken.stream().map(Rechecks.Recheck::ref).toList());
    Map<ProfileId, Person> found = persons.find(tx, profiles);
    Set<ProfileId> left = pendingUnmerges.left(tx, profiles);
    List<DecisionTask> tasks = new ArrayList<>();
    Map<String, Rechecks.Recheck> passedOn = new TreeMap<>();
    for (Rechecks.Recheck each : taken) {
      Person person = found.get(each.profile());
      Tick tick = ticks.get(each.part());
      ProfileId root = survivors.getOrDefault(each.ref(), each.profile());
      if (!root.equals(each.profile())) {
        int part = ProfilePartitions.of(root);
        passedOn.put(
            "%05d%s".formatted(part, root),
            new Rechecks.Recheck(part, root, each.workspace(), each.at()));
      } else if (person != null && !person.gone() && tick != null) {
        long now = tick.businessTime(each.workspace()).toEpochMilli();
        DecisionTask changed =
            new DecisionTask.Changed(
                person,
                person.data(),
                catalogue.rules(each.workspace()).live(),
                Math.max(Math.max(now, each.at()), person.evaluatedAt()),
                Reason.PROFILE);
        tasks.add(left.contains(each.profile()) ? new DecisionTask.Unmerged(changed) : changed);
      }
    }
    rechecks.add(tx, passedOn.values());
    return tasks;
  }

  /** The membership states that time alone may have changed. */
  List<MembershipStates.Armed> armed(Connection tx, Catalogue catalogue, Map<Integer, Tick> ticks)
      throws SQLException {
    List<MembershipStates.DueBy> by = new ArrayList<>();
    ticks.forEach((part, tick) -> {
      for (WorkspaceId workspace : catalogue.workspaces()) {
        long until = tick.businessTime(workspace).toEpochMilli();
        by.add(new MembershipStates.DueBy(part, workspace, until));
      }
    });
    return states.due(tx, by, catalogue.unreadable(), DUE_LIMIT);
  }

  /** The decisions for people whose membership states are due. */
  List<DecisionTask> due(
      Connection tx,
      Catalogue catalogue,
      Map<Integer, Tick> ticks,
      List<MembershipStates.Armed> due)
      throws SQLException {
    if (due.isEmpty()) {
      return List.of();
    }
    Map<ProfileId, Set<Long>> armed = new TreeMap<>();
    due.forEach(
        each -> armed.computeIfAbsent(each.profile(), _ -> new HashSet<>()).add(each.generation()));
    Map<ProfileId, Person> found = persons.find(tx, armed.keySet());
    List<DecisionTask> tasks = new ArrayList<>();
    List<MembershipStates.Armed> stale = new ArrayList<>();
    for (MembershipStates.Armed each : due) {
      Person person = found.get(each.profile());
      if (person == null || !catalogue.rules(person.workspace()).isLive(each.generation())) {
        stale.add(each);
      }
    }
    found.forEach((profile, person) -> {
      Tick tick = ticks.get(person.part());
      List<Generation> live =
          live(catalogue.rules(person.workspace()), armed.getOrDefault(profile, Set.of()));
      if (tick != null && !live.isEmpty()) {
        long now = tick.businessTime(person.workspace()).toEpochMilli();
        tasks.add(new DecisionTask.Due(person, live, now));
      }
    });
    states.disarm(tx, stale);
    return tasks;
  }

  private static List<Generation> live(WorkspaceRules rules, Set<Long> armed) {
    return rules.live().stream().filter(each -> armed.contains(each.id())).toList();
  }
}
