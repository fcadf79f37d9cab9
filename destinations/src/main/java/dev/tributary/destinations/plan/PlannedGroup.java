package dev.tributary.destinations.plan;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.desired.Consent;
import dev.tributary.destinations.desired.DesiredProfiles;
import dev.tributary.destinations.desired.DesiredRows;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.ledger.LedgerBatch;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.sync.Catalogue.Sync;
import dev.tributary.destinations.sync.SyncSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * People or rows who share no record with others of the plan, but may share records with each
 * other. Applies their desired records to the ledger in one or several parts, as a backfill does.
 * Keeps everything of all its parts until it ends. Not thread-safe.
 */
final class PlannedGroup {
  private static final long BYTES_OF_MEMBER = 250;

  private final Sync sync;
  private final PlanCounts counts;
  private final Supplier<String> ids;
  private final PlannedRows rows = new PlannedRows();

  /** The match values of members and rows. */
  private final Set<String> claimed = new HashSet<>();

  /** Of people by profile, and of rows by the reference to the person. */
  private final Map<String, Consent> consents = new HashMap<>();

  /** The owners of records whose people or rows the group has. */
  private final Set<String> owners = new HashSet<>();

  /** The rows that the destination has as they are desired, and whether each is a membership. */
  private final Map<String, Boolean> same = new HashMap<>();

  /** The records of which the destination keeps a list, by id, also unchanged ones. */
  private final Map<String, Member> members = new HashMap<>();

  /**
   * @param counts gets the people
   * @param ids of deliveries that would be new
   */
  PlannedGroup(Sync sync, PlanCounts counts, Supplier<String> ids) {
    this.sync = sync;
    this.counts = counts;
    this.ids = ids;
  }

  /**
   * A row that may be sent.
   *
   * @param was as the ledger has it; null if the ledger does not have it
   * @param isOfPlan whether it counts; false for rows of others that were read too
   * @param consent of the person who decides about the row; null if it belongs to no person
   */
  record Planned(
      Delivery row, @Nullable Delivery was, boolean isOfPlan, @Nullable Consent consent) {}

  /**
   * The record of a member of a list.
   *
   * @param vendorId null if the vendor does not have the record yet
   * @param waiting the state of a record without an id that this plan does not send, and that waits
   *     for a user; else null
   */
  record Member(String matchValue, @Nullable String vendorId, @Nullable State waiting) {
    static Member of(Delivery row, boolean counted) {
      boolean waits = !counted && row.vendorId() == null && isStuck(row.state());
      return new Member(row.key().value(), row.vendorId(), waits ? row.state() : null);
    }
  }

  /** A membership with its record, if that was read. */
  record PlannedMembership(@Nullable Member member, Planned planned) {}

  static boolean isStuck(State state) {
    return state == State.REJECTED || state == State.DEAD || state == State.UNCERTAIN;
  }

  /** About how many bytes the group has. */
  long bytes() {
    return rows.bytes() + members.size() * BYTES_OF_MEMBER;
  }

  /** Plans a part of the people. */
  void people(List<ReachedPerson> part) {
    List<Delivery> existing = part.stream().flatMap(each -> each.rows().stream()).toList();
    List<RecordKey> keys = part.stream().flatMap(each -> each.keys().stream()).toList();
    List<String> ofPart = part.stream().flatMap(each -> each.person().owners().stream()).toList();
    List<Delivery> before = rows.before(existing, keys, ofPart);
    LedgerBatch batch = new LedgerBatch(before, ids);
    for (ReachedPerson each : part) {
      DesiredProfiles person = each.person();
      if (isApplied(each)) {
        Consent consent = Consent.of(person.person().state().consent());
        person.owners().forEach(owner -> consents.put(owner, consent));
        owners.addAll(person.owners());
        person.apply(batch);
      }
    }
    keep(batch, existing, before);
  }

  /**
   * Plans a part of the rows of a model.
   *
   * @param known the consent of people, by the reference of a row, and by the profile that owns a
   *     record
   */
  void rows(List<DesiredRows> part, List<Delivery> existing, Map<String, Consent> known) {
    List<RecordKey> keys = part.stream().flatMap(row -> row.key().stream()).toList();
    List<Delivery> before =
        rows.before(existing, keys, part.stream().map(DesiredRows::owner).toList());
    LedgerBatch batch = new LedgerBatch(before, ids);
    consents.putAll(known);
    for (DesiredRows row : part) {
      owners.add(row.owner());
      if (row.row().change() != RowChange.Change.REMOVED) {
        countMember(row.key());
      }
      row.apply(batch);
    }
    keep(batch, existing, before);
  }

  /** Keeps what this part has changed, and what waits to be sent anyway. */
  private void keep(LedgerBatch batch, List<Delivery> read, List<Delivery> before) {
    rows.apply(batch, read);
    for (Delivery row : before) {
      if (rows.find(row.id()) != null || rows.isForgotten(row.id())) {
        same.remove(row.id());
        continue;
      }
      if (row.parent() == null && sync.memberships() != null && isAtPlace(row, sync)) {
        members.put(row.id(), Member.of(row, false));
      }
      if (isPlanned(row) && isOfSync(row, row)) {
        if (row.change().isPresent()) {
          rows.keep(row);
        } else if (row.content().present() || sync.deletes()) {
          same.put(row.id(), row.parent() != null);
        }
      }
    }
  }

  /**
   * Passes on the rows after the last part.
   *
   * @param records gets each record, with its memberships
   * @param memberships gets the memberships whose record is not sent because of this plan
   */
  void end(
      BiConsumer<Planned, List<PlannedMembership>> records,
      Consumer<PlannedMembership> memberships) {
    same.values().forEach(counts::unchanged);
    Map<String, List<Planned>> byRecord = new LinkedHashMap<>();
    for (PlannedRows.Planned each : rows.all()) {
      String record = each.row().parent();
      if (record != null) {
        byRecord.computeIfAbsent(record, _ -> new ArrayList<>()).add(planned(each));
      }
    }
    for (PlannedRows.Planned each : rows.all()) {
      if (each.row().parent() == null) {
        Planned record = planned(each);
        List<Planned> ofRecord = byRecord.remove(each.row().id());
        Member member =
            sync.memberships() == null ? null : Member.of(each.row(), record.isOfPlan());
        records.accept(record, memberships(member, ofRecord == null ? List.of() : ofRecord));
      }
    }
    byRecord.forEach((record, each) -> memberships(members.get(record), each).forEach(memberships));
  }

  private static List<PlannedMembership> memberships(
      @Nullable Member member, List<Planned> planned) {
    return planned.stream().map(each -> new PlannedMembership(member, each)).toList();
  }

  private Planned planned(PlannedRows.Planned each) {
    Delivery row = each.row();
    return new Planned(row, each.was(), isPlanned(row) && isOfSync(row, each.was()), consent(row));
  }

  /** Whether the group has the person or the row whose record this is. */
  private boolean isPlanned(Delivery row) {
    return row.owner() != null && owners.contains(row.owner())
        || sync.spec().from() instanceof SyncSource.Model
            && row.parent() == null
            && claimed.contains(row.key().value());
  }

  /** The last person or row that desired the record decides whose consent it needs. */
  private @Nullable Consent consent(Delivery row) {
    String owner = row.owner();
    if (owner != null && owner.startsWith(Ids.PROFILE)) {
      return consents.getOrDefault(owner, Consent.UNKNOWN);
    }
    String ref = row.personRef();
    return ref == null ? null : consents.getOrDefault(ref, Consent.UNKNOWN);
  }

  /** Whether the person is decided by this plan; counts the members. */
  private boolean isApplied(ReachedPerson each) {
    if (!isMember(each.person())) {
      return !isUndecided(each.person());
    }
    countMember(each.keys().stream().findFirst());
    return true;
  }

  /** Counts a member or a row, and whether another one has the same record. */
  private void countMember(Optional<RecordKey> key) {
    counts.person();
    if (key.isEmpty()) {
      counts.leaveOut(LeftOut.because("no-identifier"), 1);
    } else if (!claimed.add(key.get().value())) {
      counts.leaveOut(LeftOut.because("shared"), 1);
    }
  }

  private boolean isUndecided(DesiredProfiles person) {
    boolean undecided =
        sync.spec().from() instanceof SyncSource.Audience(AudienceId audience)
            && person.person().undecided().contains(audience);
    if (undecided) {
      counts.undecided(1);
    }
    return undecided;
  }

  private boolean isMember(DesiredProfiles person) {
    return !(sync.spec().from() instanceof SyncSource.Audience(AudienceId audience))
        || person.person().decided().getOrDefault(audience, false);
  }

  /**
   * Records of other syncs, and of other places, are read too, because they have the same owner.
   */
  private boolean isOfSync(Delivery row, @Nullable Delivery was) {
    if (row.parent() != null) {
      return row.sync().equals(sync.id());
    }
    return isAtPlace(row, sync)
        && (was == null
            || !was.hash().equals(row.hash())
            || row.sync().equals(sync.id())
            || row.content().bySync().containsKey(sync.id())
            // A record that another sync has created is not created again.
            || sync.spec().mode() == Mode.CREATE_ONLY
                && row.change().isEmpty()
                && claimed.contains(row.key().value()));
  }

  static boolean isAtPlace(Delivery row, Sync sync) {
    return row.key().destination().equals(sync.destination().id())
        && row.key().space().equals(sync.space());
  }
}
