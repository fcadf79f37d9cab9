package dev.tributary.audience.postgres;

import static java.util.function.Predicate.not;

import dev.tributary.audience.catalogue.Catalogue;
import dev.tributary.audience.catalogue.WorkspaceRules;
import dev.tributary.audience.membership.Deciding;
import dev.tributary.audience.membership.DecisionTask;
import dev.tributary.audience.membership.ExpectedAudiences;
import dev.tributary.audience.membership.MembershipState;
import dev.tributary.audience.membership.Person;
import dev.tributary.audience.membership.PersonData;
import dev.tributary.audience.postgres.TaskLoader.PersonTasks;
import dev.tributary.audience.postgres.catalogue.CatalogueStore;
import dev.tributary.audience.rule.Facts;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.membership.MembershipChange.Reason;
import dev.tributary.contracts.unmerge.UnmergePlan;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Computes the audiences of the two profiles that an unmerge would create from one: with the rules
 * and the data of the loop, without a write. Thread-safe.
 */
public final class MembershipPreview {
  private final Snapshots snapshots;
  private final CatalogueStore catalogues = new CatalogueStore();
  private final PartitionClocks clocks = new PartitionClocks();
  private final PersonStore persons = new PersonStore();
  private final TaskLoader loading = new TaskLoader();

  public MembershipPreview(RequestDatabase database) {
    this.snapshots = new Snapshots(database);
  }

  /**
   * @param beforeFirstTick the business time to use before the first tick
   * @return empty if the person has not arrived here yet
   */
  public Optional<ExpectedAudiences> compute(
      WorkspaceId workspace, UnmergePlan plan, Instant beforeFirstTick) {
    return snapshots.read(
        workspace,
        tx -> {
          ProfileId profile = plan.stays().state().profile();
          Person person = persons.find(tx, List.of(profile)).get(profile);
          return person == null || person.gone()
              ? Optional.empty()
              : Optional.of(compute(tx, person, plan, beforeFirstTick));
        });
  }

  private ExpectedAudiences compute(
      Connection tx, Person person, UnmergePlan plan, Instant beforeFirstTick) throws SQLException {
    Catalogue catalogue = catalogues.visible(tx, person.workspace());
    WorkspaceRules rules = catalogue.rules(person.workspace());
    Tick tick = clocks.find(tx, List.of(person.part())).get(person.part());
    Instant clock = tick == null ? beforeFirstTick : tick.businessTime(person.workspace());
    long now = Math.max(clock.toEpochMilli(), person.evaluatedAt());
    DecisionTask.Changed stays =
        new DecisionTask.Changed(
            as(person, plan.stays()), person.data(), rules.live(), now, Reason.PROFILE);
    DecisionTask.Changed leaves =
        new DecisionTask.Changed(
            as(person, plan.leaves()), PersonData.NONE, rules.live(), now, Reason.PROFILE);
    List<PersonTasks> known =
        List.of(new PersonTasks(person, List.of(stays), new LinkedHashSet<>(rules.live())));
    Map<ProfileId, List<MembershipState>> states = loading.states(tx, catalogue, known);
    List<MembershipState> held = states.getOrDefault(person.profile(), List.of());
    Function<EventKind, List<Facts.Event>> events =
        loading.events(tx, known, states).getOrDefault(person.profile(), _ -> List.of());
    Predicate<Facts.Event> goesAlong = event -> plan.deeds().goesAlong(event.id());
    return new ExpectedAudiences(
        new Deciding(rules, Set.of(), PersonData.NONE, events, held).memberships(),
        memberships(rules, stays, only(events, not(goesAlong)), held),
        plan.leaves().state().identifiers().isEmpty()
            ? Set.of()
            : memberships(rules, leaves, only(events, goesAlong), List.of()),
        Instant.ofEpochMilli(now),
        person.version() >= plan.version());
  }

  private static Person as(Person person, UnmergePlan.Side side) {
    return new Person(
        person.workspace(),
        side.state().profile(),
        person.part(),
        side.state().version(),
        new PersonData(side.state().traits(), side.state().consent()),
        person.evaluatedAt(),
        false);
  }

  private static Function<EventKind, List<Facts.Event>> only(
      Function<EventKind, List<Facts.Event>> events, Predicate<Facts.Event> whose) {
    return kind -> events.apply(kind).stream().filter(whose).toList();
  }

  private static Set<AudienceId> memberships(
      WorkspaceRules rules,
      DecisionTask task,
      Function<EventKind, List<Facts.Event>> events,
      List<MembershipState> held) {
    Deciding deciding =
        new Deciding(rules, new HashSet<>(rules.live()), task.person().data(), events, held);
    task.perform(deciding);
    return deciding.memberships();
  }
}
