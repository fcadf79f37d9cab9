package dev.tributary.destinations.desired;

import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.unmerge.DecidedParting;
import dev.tributary.contracts.unmerge.Parting.Side;
import dev.tributary.destinations.ledger.Book;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.ledger.Delivery.Change;
import dev.tributary.destinations.ledger.Lane;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.ledger.Wish;
import dev.tributary.destinations.sync.Catalogue.Sync;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the syncs want of the two whom an unmerge makes of one person. Pure. */
public final class Parted {
  /** What ids of deliveries begin with that would be made. */
  public static final String NEW_DELIVERY = "dlv_new";

  private static final Wish.Origin PREVIEW = new Wish.Origin("preview", Instant.EPOCH, null);

  private final DecidedParting parting;
  private final Map<String, Sync> syncs;
  private final Predicate<String> unknownAllows;
  private final PersonWishes stays;
  private final PersonWishes leaves;

  /**
   * @param syncs all of the workspace
   * @param unknownAllows whether a purpose that a person never answered counts as granted
   */
  public Parted(DecidedParting parting, List<Sync> syncs, Predicate<String> unknownAllows) {
    this.parting = parting;
    this.syncs = syncs.stream().collect(Collectors.toMap(Sync::id, sync -> sync));
    this.unknownAllows = unknownAllows;
    List<Sync> ofPeople = syncs.stream().filter(Sync::isOfPeople).toList();
    this.stays = wishes(parting.stays(), parting.stayerIn(), ofPeople);
    this.leaves = wishes(parting.leaves(), parting.leaverIn(), ofPeople);
  }

  private PersonWishes wishes(Side side, Set<String> in, List<Sync> ofPeople) {
    List<String> ids = new ArrayList<>(List.of(side.state().profile()));
    ids.addAll(side.aliases());
    Map<String, Boolean> decided = in.stream().collect(Collectors.toMap(each -> each, _ -> true));
    return new PersonWishes(
        new Known(side.state(), decided, Set.of()),
        ids,
        ofPeople,
        unknownAllows,
        Lane.LIVE,
        PREVIEW);
  }

  /**
   * Something that would be sent.
   *
   * @param ofWhoLeaves whose it would be
   * @param sync which changed it last
   * @param member of a membership, the member's record; else the same
   * @param withheldFor the purpose that would keep it from going, or null
   */
  public record Expected(
      boolean ofWhoLeaves,
      Change change,
      Sync sync,
      Delivery delivery,
      Delivery member,
      @Nullable String withheldFor) {}

  public List<Side> sides() {
    return List.of(parting.stays(), parting.leaves());
  }

  /** The records that the wishes may name. */
  public List<RecordKey> keys() {
    return Stream.of(stays, leaves).flatMap(each -> each.keys().stream()).toList();
  }

  /** Under whose ids their records may stand. */
  public List<Who> owners() {
    return Stream.of(stays, leaves)
        .flatMap(
            each -> each.ids().stream().map(id -> new Who(each.person().state().workspace(), id)))
        .toList();
  }

  /**
   * @param theirs the rows that keys and owners lead to
   * @param ofRows what is withheld of rows of models that speak of one of them
   */
  public List<Expected> expect(List<Delivery> theirs, List<Delivery> ofRows) {
    Map<String, Delivery> before = new LinkedHashMap<>();
    theirs.forEach(row -> before.put(row.id(), row));
    Map<String, Delivery> after = new LinkedHashMap<>(before);
    AtomicInteger made = new AtomicInteger();
    Book book = new Book(theirs, () -> NEW_DELIVERY + made.incrementAndGet());
    leaves.takeFrom(stays, book);
    stays.apply(book);
    leaves.apply(book);
    book.inserted().forEach(row -> after.put(row.id(), row));
    book.updated().forEach(row -> after.put(row.id(), row));
    book.forgotten().forEach(after::remove);
    List<Expected> expected = new ArrayList<>();
    after.forEach((id, row) -> {
      Delivery was = before.get(id);
      boolean anew = was == null || !was.hash().equals(row.hash());
      row.change()
          .filter(change -> anew || isReconsidered(was, change))
          .ifPresent(change -> expect(row, change, after, anew).ifPresent(expected::add));
    });
    for (Delivery row : ofRows) {
      row.change().flatMap(change -> expect(row, change, after, false)).ifPresent(expected::add);
    }
    return expected;
  }

  private static boolean isReconsidered(@Nullable Delivery was, Change change) {
    return was != null && was.state() == State.WITHHELD && change != Change.REMOVE;
  }

  /**
   * @param anew whether it is told also where it may not go
   */
  private Optional<Expected> expect(
      Delivery row, Change change, Map<String, Delivery> all, boolean anew) {
    PersonWishes whose = whose(row);
    Sync sync = syncs.get(row.sync());
    if (whose == null || sync == null) {
      return Optional.empty();
    }
    String withheldFor = change == Change.REMOVE ? null : withheldFor(sync, whose);
    if (withheldFor != null && !anew) {
      return Optional.empty();
    }
    Delivery member = row.parent() == null ? row : all.getOrDefault(row.parent(), row);
    return Optional.of(new Expected(whose.equals(leaves), change, sync, row, member, withheldFor));
  }

  private @Nullable PersonWishes whose(Delivery row) {
    return Stream.of(stays, leaves)
        .filter(each ->
            each.ids().contains(row.owner()) || isNamed(each.person().state(), row.personRef()))
        .findFirst()
        .orElse(null);
  }

  private static boolean isNamed(ProfileState person, @Nullable String ref) {
    return person.identifiers().stream()
        .anyMatch(each -> Who.ref(each.type(), each.value()).equals(ref));
  }

  private @Nullable String withheldFor(Sync sync, PersonWishes whose) {
    return Consent.of(whose.person().state().consent())
        .withheldFor(sync.destination().spec().purposes(), unknownAllows)
        .orElse(null);
  }
}
