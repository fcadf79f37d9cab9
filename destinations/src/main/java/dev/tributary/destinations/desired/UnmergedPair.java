package dev.tributary.destinations.desired;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.unmerge.UnmergePlan.Side;
import dev.tributary.contracts.unmerge.UnmergePlanWithAudiences;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.ledger.Delivery.Change;
import dev.tributary.destinations.ledger.DesiredRecord;
import dev.tributary.destinations.ledger.LedgerBatch;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.ledger.State;
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

/** The desired records of the two persons that result from an unmerge. Pure. */
public final class UnmergedPair {
  /** The prefix of the ids of deliveries that would be new. */
  public static final String NEW_DELIVERY = "dlv_new";

  private static final DesiredRecord.Origin PREVIEW =
      new DesiredRecord.Origin("preview", Instant.EPOCH, null);

  private final UnmergePlanWithAudiences plan;
  private final Map<SyncId, Sync> syncs;
  private final DeclaredTypes types;
  private final Predicate<String> unknownAllows;
  private final DesiredProfiles stays;
  private final DesiredProfiles leaves;

  /**
   * @param syncs all syncs of the workspace
   * @param types of the workspace
   * @param unknownAllows whether a purpose that a person never answered counts as granted
   */
  public UnmergedPair(
      UnmergePlanWithAudiences plan,
      List<Sync> syncs,
      DeclaredTypes types,
      Predicate<String> unknownAllows) {
    this.plan = plan;
    this.syncs = syncs.stream().collect(Collectors.toMap(Sync::id, sync -> sync));
    this.types = types;
    this.unknownAllows = unknownAllows;
    List<Sync> ofPeople = syncs.stream().filter(Sync::isOfPeople).toList();
    this.stays = desired(plan.stays(), plan.stayerIn(), ofPeople);
    this.leaves = desired(plan.leaves(), plan.leaverIn(), ofPeople);
  }

  private DesiredProfiles desired(Side side, Set<AudienceId> in, List<Sync> ofPeople) {
    List<ProfileId> ids = new ArrayList<>(List.of(side.state().profile()));
    ids.addAll(side.aliases());
    Map<AudienceId, Boolean> decided =
        in.stream().collect(Collectors.toMap(each -> each, _ -> true));
    return new DesiredProfiles(
        new KnownProfile(side.state(), decided, Set.of()),
        ids,
        ofPeople,
        types,
        unknownAllows,
        Priority.LIVE,
        PREVIEW);
  }

  /**
   * An expected delivery.
   *
   * @param ofWhoLeaves whether the record would belong to the person who leaves
   * @param sync the sync that changed the record last
   * @param member of a membership, the record of the member; otherwise the record itself
   * @param withheldFor the purpose for which it would be withheld, or null
   */
  public record Expected(
      boolean ofWhoLeaves,
      Change change,
      Sync sync,
      Delivery delivery,
      Delivery member,
      @Nullable String withheldFor) {}

  /**
   * A record that a destination has, and to which the unmerge changes nothing but its owner.
   *
   * @param ofWhoLeaves whether the record would belong to the person who leaves
   * @param sync the sync that changed the record last
   */
  public record Kept(boolean ofWhoLeaves, Sync sync, Delivery delivery) {}

  /** Each record of the two at destinations is in one of the lists, if it is still wanted. */
  public record Outlook(List<Expected> expected, List<Kept> kept) {}

  public List<Side> sides() {
    return List.of(plan.stays(), plan.leaves());
  }

  /** The keys of the records that may be desired. */
  public List<RecordKey> keys() {
    return Stream.of(stays, leaves).flatMap(each -> each.keys().stream()).toList();
  }

  /** The profile ids that may own the records. */
  public List<ProfileRef> owners() {
    return Stream.of(stays, leaves)
        .flatMap(each ->
            each.ids().stream().map(id -> new ProfileRef(each.person().state().workspace(), id)))
        .toList();
  }

  /**
   * @param existing the rows that the keys and the owners lead to
   * @param ofRows the withheld records of rows of models that name one of the two
   */
  public Outlook expect(List<Delivery> existing, List<Delivery> ofRows) {
    Map<String, Delivery> before = new LinkedHashMap<>();
    existing.forEach(row -> before.put(row.id(), row));
    Map<String, Delivery> after = new LinkedHashMap<>(before);
    AtomicInteger made = new AtomicInteger();
    LedgerBatch batch = new LedgerBatch(existing, () -> NEW_DELIVERY + made.incrementAndGet());
    leaves.takeFrom(stays, batch);
    stays.apply(batch);
    leaves.apply(batch);
    batch.inserted().forEach(row -> after.put(row.id(), row));
    batch.updated().forEach(row -> after.put(row.id(), row));
    batch.forgotten().forEach(after::remove);
    List<Expected> expected = new ArrayList<>();
    after.forEach((id, row) -> {
      Delivery was = before.get(id);
      boolean isNew = was == null || !was.hash().equals(row.hash());
      row.change()
          .filter(change -> isNew || isReconsidered(was, change))
          .ifPresent(change -> expect(row, change, after, isNew).ifPresent(expected::add));
    });
    for (Delivery row : ofRows) {
      row.change().flatMap(change -> expect(row, change, after, false)).ifPresent(expected::add);
    }
    return new Outlook(expected, kept(after, expected));
  }

  private List<Kept> kept(Map<String, Delivery> after, List<Expected> expected) {
    Set<String> changed =
        expected.stream().map(each -> each.delivery().id()).collect(Collectors.toSet());
    List<Kept> kept = new ArrayList<>();
    after.forEach((id, row) -> {
      DesiredProfiles whose = whose(row);
      Sync sync = syncs.get(row.sync());
      boolean record = row.parent() == null && row.isThere() && row.content().present();
      if (record && whose != null && sync != null && !changed.contains(id)) {
        kept.add(new Kept(whose.equals(leaves), sync, row));
      }
    });
    return kept;
  }

  private static boolean isReconsidered(@Nullable Delivery was, Change change) {
    return was != null && was.state() == State.WITHHELD && change != Change.REMOVE;
  }

  /**
   * @param isNew whether the content is new; a withheld delivery is reported only then
   */
  private Optional<Expected> expect(
      Delivery row, Change change, Map<String, Delivery> all, boolean isNew) {
    DesiredProfiles whose = whose(row);
    Sync sync = syncs.get(row.sync());
    if (whose == null || sync == null) {
      return Optional.empty();
    }
    String withheldFor = change == Change.REMOVE ? null : withheldFor(sync, whose);
    if (withheldFor != null && !isNew) {
      return Optional.empty();
    }
    Delivery member = row.parent() == null ? row : all.getOrDefault(row.parent(), row);
    return Optional.of(new Expected(whose.equals(leaves), change, sync, row, member, withheldFor));
  }

  private @Nullable DesiredProfiles whose(Delivery row) {
    return Stream.of(stays, leaves)
        .filter(each ->
            each.owners().contains(row.owner()) || isNamed(each.person().state(), row.personRef()))
        .findFirst()
        .orElse(null);
  }

  private static boolean isNamed(ProfileState person, @Nullable String ref) {
    return person.identifiers().stream().anyMatch(each -> IdentifierRef.text(each).equals(ref));
  }

  private @Nullable String withheldFor(Sync sync, DesiredProfiles whose) {
    return Consent.of(whose.person().state().consent())
        .withheldFor(sync.destination().spec().purposes(), unknownAllows)
        .orElse(null);
  }
}
