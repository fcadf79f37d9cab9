package dev.tributary.destinations.postgres;

import dev.tributary.destinations.desired.Known;
import dev.tributary.destinations.desired.PersonWishes;
import dev.tributary.destinations.desired.RowOrder;
import dev.tributary.destinations.desired.RowWishes;
import dev.tributary.destinations.desired.Who;
import dev.tributary.destinations.ledger.Book;
import dev.tributary.destinations.ledger.Lane;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.ledger.Wish;
import dev.tributary.destinations.postgres.PostgresLedger.Owner;
import dev.tributary.destinations.postgres.PostgresSeparations.Separation;
import dev.tributary.destinations.sync.Catalogue.Sync;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Brings the ledger to what is desired, for people and for rows: loads and locks, decides, writes.
 * The loop and the backfills both come through here, and whoever holds a person's lock decides for
 * them.
 */
public final class PostgresReconciler {
  private final PostgresPeople people;
  private final PostgresLedger ledger;
  private final PostgresSeparations separations;
  private final BiPredicate<String, String> unknownAllows;

  /**
   * @param unknownAllows of a workspace and a purpose, whether no answer counts as a grant
   */
  public PostgresReconciler(
      PostgresPeople people,
      PostgresLedger ledger,
      PostgresSeparations separations,
      BiPredicate<String, String> unknownAllows) {
    this.people = people;
    this.ledger = ledger;
    this.separations = separations;
    this.unknownAllows = unknownAllows;
  }

  /**
   * @param touched with what set it off
   * @param syncsOf the syncs of people to decide for, by workspace
   * @return how many records have something new to do
   */
  public int people(
      Connection tx, Map<Who, Wish.Origin> touched, Function<String, List<Sync>> syncsOf, Lane lane)
      throws SQLException {
    return people(tx, touched, List.of(), syncsOf, lane);
  }

  /**
   * Who waits for the other of two that were taken apart is left out: both are touched once both
   * are known.
   *
   * @param apart of whom both are touched: what was the one's and is known by the other's name
   *     becomes the other's first
   */
  public int people(
      Connection tx,
      Map<Who, Wish.Origin> touched,
      List<Separation> apart,
      Function<String, List<Sync>> syncsOf,
      Lane lane)
      throws SQLException {
    Map<Who, Wish.Origin> concerned = new HashMap<>(touched);
    concerned.keySet().removeIf(who -> syncsOf.apply(who.workspace()).isEmpty());
    if (concerned.isEmpty()) {
      return 0;
    }
    Map<Who, List<String>> ids = people.current(tx, concerned.keySet());
    leaveOutWhoWaits(tx, ids);
    Map<Who, Known> known = people.load(tx, ids.keySet());
    Map<Who, PersonWishes> wishes = new LinkedHashMap<>();
    List<RecordKey> keys = new ArrayList<>();
    List<Owner> owners = new ArrayList<>();
    known.forEach((who, person) -> {
      List<String> allIds = Objects.requireNonNull(ids.get(who));
      PersonWishes mine =
          new PersonWishes(
              person,
              allIds,
              syncsOf.apply(who.workspace()),
              purpose -> unknownAllows.test(who.workspace(), purpose),
              lane,
              origin(concerned, who, allIds));
      wishes.put(who, mine);
      keys.addAll(mine.keys());
      allIds.forEach(id -> owners.add(new Owner(who.workspace(), id)));
    });
    Book book = ledger.open(tx, keys, owners);
    apart.forEach(each -> give(each, wishes, book));
    wishes.values().forEach(each -> each.apply(book));
    ledger.write(tx, book);
    return book.inserted().size() + book.updated().size();
  }

  private void leaveOutWhoWaits(Connection tx, Map<Who, List<String>> ids) throws SQLException {
    List<Who> all = new ArrayList<>();
    ids.forEach((who, each) -> each.forEach(id -> all.add(new Who(who.workspace(), id))));
    for (Separation waiting : separations.waiting(tx, all)) {
      ids.entrySet()
          .removeIf(person ->
              person.getKey().workspace().equals(waiting.workspace())
                  && (person.getValue().contains(waiting.profile())
                      || person.getValue().contains(waiting.from())));
    }
  }

  private static void give(Separation apart, Map<Who, PersonWishes> wishes, Book book) {
    PersonWishes left = null;
    PersonWishes stayed = null;
    for (Map.Entry<Who, PersonWishes> each : wishes.entrySet()) {
      if (each.getKey().workspace().equals(apart.workspace())) {
        left = each.getValue().ids().contains(apart.profile()) ? each.getValue() : left;
        stayed = each.getValue().ids().contains(apart.from()) ? each.getValue() : stayed;
      }
    }
    if (left != null && stayed != null && !left.equals(stayed)) {
      left.takeFrom(stayed, book);
    }
  }

  private static Wish.Origin origin(Map<Who, Wish.Origin> concerned, Who who, List<String> allIds) {
    return allIds.stream()
        .map(id -> concerned.get(new Who(who.workspace(), id)))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  /** Changes of rows that the log holds twice have no second effect. */
  public int rows(Connection tx, List<RowWishes> wishes) throws SQLException {
    if (wishes.isEmpty()) {
      return 0;
    }
    List<RecordKey> keys = new ArrayList<>();
    Set<RowOrder.Row> rows = new HashSet<>();
    for (RowWishes wish : wishes) {
      wish.key().ifPresent(keys::add);
      rows.add(RowOrder.Row.of(wish));
    }
    List<Owner> owners = rows.stream().map(row -> new Owner(row.workspace(), row.owner())).toList();
    Book book = ledger.open(tx, keys, owners);
    RowOrder order = SeenRows.lock(tx, rows);
    wishes.stream().filter(order::admits).forEach(wish -> wish.apply(book));
    ledger.write(tx, book);
    SeenRows.keep(tx, order.changed());
    return book.inserted().size() + book.updated().size();
  }
}
