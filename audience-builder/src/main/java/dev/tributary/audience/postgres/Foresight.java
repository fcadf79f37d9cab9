package dev.tributary.audience.postgres;

import static java.util.function.Predicate.not;

import dev.tributary.audience.catalogue.Catalogue;
import dev.tributary.audience.catalogue.WorkspaceRules;
import dev.tributary.audience.membership.Deciding;
import dev.tributary.audience.membership.Person;
import dev.tributary.audience.membership.Standing;
import dev.tributary.audience.membership.Task;
import dev.tributary.audience.postgres.Loading.Whole;
import dev.tributary.audience.rule.Facts;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.membership.MembershipChange.Reason;
import dev.tributary.contracts.unmerge.Parting;
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
import javax.sql.DataSource;

/**
 * Which audiences the two would be in whom an unmerge makes of one person: decided as the loop
 * decides, by what it knows, and forgotten. Thread-safe.
 */
public final class Foresight {
  private final Snapshots snapshots;
  private final CatalogueStore catalogues = new CatalogueStore();
  private final PartitionClocks clocks = new PartitionClocks();
  private final Persons persons = new Persons();
  private final Loading loading = new Loading();

  public Foresight(DataSource request) {
    this.snapshots = new Snapshots(request);
  }

  /**
   * What would be decided.
   *
   * @param now which audiences the person is in
   * @param stays which ones who stays would be in
   * @param leaves which ones who leaves would be in
   * @param asOf business time of the answer
   * @param upToDate whether all is known here that made the person what they are
   */
  public record Foreseen(
      Set<String> now, Set<String> stays, Set<String> leaves, Instant asOf, boolean upToDate) {}

  /**
   * @param untold business time where no tick came yet
   * @return empty where the person is not known yet
   */
  public Optional<Foreseen> foresee(String workspace, Parting parting, Instant untold) {
    return snapshots.read(
        workspace,
        tx -> {
          String profile = parting.stays().state().profile();
          Person person = persons.find(tx, List.of(profile)).get(profile);
          return person == null || person.gone()
              ? Optional.empty()
              : Optional.of(foresee(tx, person, parting, untold));
        });
  }

  private Foreseen foresee(Connection tx, Person person, Parting parting, Instant untold)
      throws SQLException {
    Catalogue catalogue = catalogues.visible(tx, person.workspace());
    WorkspaceRules rules = catalogue.rules(person.workspace());
    Tick tick = clocks.find(tx, List.of(person.part())).get(person.part());
    Instant clock = tick == null ? untold : tick.businessTime(person.workspace());
    long now = Math.max(clock.toEpochMilli(), person.evaluatedAt());
    Task.Changed stays =
        new Task.Changed(
            as(person, parting.stays()), person.traits(), rules.live(), now, Reason.PROFILE);
    Task.Changed leaves =
        new Task.Changed(as(person, parting.leaves()), Map.of(), rules.live(), now, Reason.PROFILE);
    List<Whole> known =
        List.of(new Whole(person, List.of(stays), new LinkedHashSet<>(rules.live())));
    Map<String, List<Standing>> standings = loading.standings(tx, catalogue, known);
    List<Standing> held = standings.getOrDefault(person.profile(), List.of());
    Function<EventKind, List<Facts.Event>> events =
        loading.events(tx, known, standings).getOrDefault(person.profile(), _ -> List.of());
    Predicate<Facts.Event> goesAlong = event -> parting.deeds().goesAlong(event.id());
    return new Foreseen(
        new Deciding(rules, Set.of(), Map.of(), events, held).memberships(),
        memberships(rules, stays, only(events, not(goesAlong)), held),
        parting.leaves().state().identifiers().isEmpty()
            ? Set.of()
            : memberships(rules, leaves, only(events, goesAlong), List.of()),
        Instant.ofEpochMilli(now),
        person.version() >= parting.version());
  }

  private static Person as(Person person, Parting.Side side) {
    return new Person(
        person.workspace(),
        side.state().profile(),
        person.part(),
        side.state().version(),
        side.state().traits(),
        person.evaluatedAt(),
        false);
  }

  private static Function<EventKind, List<Facts.Event>> only(
      Function<EventKind, List<Facts.Event>> events, Predicate<Facts.Event> whose) {
    return kind -> events.apply(kind).stream().filter(whose).toList();
  }

  private static Set<String> memberships(
      WorkspaceRules rules,
      Task task,
      Function<EventKind, List<Facts.Event>> events,
      List<Standing> held) {
    Deciding deciding =
        new Deciding(rules, new HashSet<>(rules.live()), task.person().traits(), events, held);
    task.perform(deciding);
    return deciding.memberships();
  }
}
