package dev.tributary.destinations.plan;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.desired.Consent;
import dev.tributary.destinations.desired.DesiredProfiles;
import dev.tributary.destinations.desired.DesiredRows;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.ledger.Delivery.Change;
import dev.tributary.destinations.ledger.InvalidField;
import dev.tributary.destinations.ledger.LedgerBatch;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.sync.Catalogue.Sync;
import dev.tributary.destinations.sync.SyncSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Applies the desired records of people to the ledger as a backfill does, in parts, and counts what
 * would be sent. Only the match values and ids that were seen are kept from part to part. Not
 * thread-safe; it exists as long as the computation.
 */
public final class SyncPlanning {
  /** The prefix of the ids of deliveries that would be new. */
  private static final String NEW_DELIVERY = "dlv_planned";

  /** About as much as the rows of a model may have. */
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  private static final long BYTES_OF_MEMBER = 250;

  private final Sync sync;
  private final boolean rerun;
  private final Predicate<String> unknownAllows;
  private final PlannedBatches batches;
  private final PlannedRows rows = new PlannedRows();
  private final Tally records = new Tally();
  private final Tally memberships = new Tally();
  private final TreeMap<LeftOut, Long> leftOut = new TreeMap<>();

  /** The match values of members and rows. */
  private final Set<String> claimed = new HashSet<>();

  /** Of people by profile, and of rows by the reference to the person. */
  private final Map<String, Consent> consents = new HashMap<>();

  /** The owners of records whose people or rows the plan has. */
  private final Set<String> owners = new HashSet<>();

  /** The rows that the destination has as they are desired, and whether each is a membership. */
  private final Map<String, Boolean> same = new HashMap<>();

  /** The records that are not sent, and whose id is not known. */
  private final Set<String> unsent = new HashSet<>();

  /** The records whose people or rows are left out already. */
  private final Set<String> leftOutRecords = new HashSet<>();

  /** The records of which the destination keeps a list, by id, also unchanged ones. */
  private final Map<String, Member> members = new HashMap<>();

  private long people;
  private long made;
  private long digest;

  /**
   * @param rerun whether deliveries that wait for a user are sent again
   * @param unknownAllows whether a purpose that a person never answered counts as granted
   * @param target of the destination, without secrets
   */
  public SyncPlanning(
      Sync sync,
      boolean rerun,
      Predicate<String> unknownAllows,
      Target target,
      Protocols protocols) {
    this.sync = sync;
    this.rerun = rerun;
    this.unknownAllows = unknownAllows;
    this.batches = new PlannedBatches(sync, target, protocols);
  }

  /**
   * The person whose consent a record needs.
   *
   * @param consent null if the record belongs to no person
   */
  private record ConsentSubject(@Nullable Consent consent) {}

  /**
   * The record of a member of a list.
   *
   * @param vendorId null if the vendor does not have the record yet
   * @param waiting the state of a record without an id that this plan does not send, and that waits
   *     for a user; else null
   */
  private record Member(String matchValue, @Nullable String vendorId, @Nullable State waiting) {
    static Member of(Delivery row, boolean counted) {
      boolean waits = !counted && row.vendorId() == null && isStuck(row.state());
      return new Member(row.key().value(), row.vendorId(), waits ? row.state() : null);
    }
  }

  private static final class Tally {
    private long created;
    private long updated;
    private long removed;
    private long unchanged;
    private long underway;

    void add(Change change, boolean isUnderway) {
      switch (change) {
        case CREATE -> created++;
        case UPDATE -> updated++;
        case REMOVE -> removed++;
      }
      underway += isUnderway ? 1 : 0;
    }

    Effects effects() {
      return new Effects(created, updated, removed, unchanged, underway);
    }
  }

  /** Counts people about whom nothing can be decided now. */
  public void undecided(long number) {
    people += number;
    leaveOut(LeftOut.because("undecided"), number);
  }

  /** Counts changes of rows that cannot be read; a backfill skips them. */
  public void unreadable(long number) {
    leaveOut(LeftOut.because("unreadable"), number);
  }

  /** Whether the plan needs too much memory for more people. */
  public boolean isFull() {
    return rows.bytes() + members.size() * BYTES_OF_MEMBER > MOST_BYTES;
  }

  /**
   * Plans a part of the people. Nobody may be in two parts.
   *
   * @param part each with only the sync of the plan
   * @param existing the rows of the ledger that the keys and owners of these people lead to
   */
  public void people(List<DesiredProfiles> part, List<Delivery> existing) {
    List<RecordKey> keys = part.stream().flatMap(person -> person.keys().stream()).toList();
    List<String> ids = part.stream().flatMap(person -> person.owners().stream()).toList();
    List<Delivery> before = rows.before(existing, keys, ids);
    LedgerBatch batch = new LedgerBatch(before, () -> NEW_DELIVERY + ++made);
    for (DesiredProfiles person : part) {
      if (isApplied(person)) {
        Consent consent = Consent.of(person.person().state().consent());
        person.owners().forEach(owner -> consents.put(owner, consent));
        owners.addAll(person.owners());
        person.apply(batch);
      }
    }
    keep(batch, existing, before);
  }

  /**
   * Plans a part of the rows of a model. No row may be in two parts.
   *
   * @param part the newest change of each row, of the sync of the plan
   * @param existing the rows of the ledger that the keys and owners of these rows lead to
   * @param known the consent of people, by the reference of a row, and by the profile that owns a
   *     record; an absent one belongs to an unknown person
   */
  public void rows(List<DesiredRows> part, List<Delivery> existing, Map<String, Consent> known) {
    List<RecordKey> keys = part.stream().flatMap(row -> row.key().stream()).toList();
    List<Delivery> before =
        rows.before(existing, keys, part.stream().map(DesiredRows::owner).toList());
    LedgerBatch batch = new LedgerBatch(before, () -> NEW_DELIVERY + ++made);
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
      if (row.parent() == null && sync.memberships() != null && isAtPlace(row)) {
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

  /** Whether the plan has the person or the row whose record this is. */
  private boolean isPlanned(Delivery row) {
    return row.owner() != null && owners.contains(row.owner())
        || sync.spec().from() instanceof SyncSource.Model
            && row.parent() == null
            && claimed.contains(row.key().value());
  }

  /** The last person or row that desired the record decides whose consent it needs. */
  private ConsentSubject subject(Delivery row) {
    String owner = row.owner();
    if (owner != null && owner.startsWith(Ids.PROFILE)) {
      return new ConsentSubject(consents.getOrDefault(owner, Consent.UNKNOWN));
    }
    String ref = row.personRef();
    return new ConsentSubject(ref == null ? null : consents.getOrDefault(ref, Consent.UNKNOWN));
  }

  /** Whether the person is decided by this plan; counts the members. */
  private boolean isApplied(DesiredProfiles person) {
    if (!isMember(person)) {
      return !isUndecided(person);
    }
    countMember(person.keys().stream().findFirst());
    return true;
  }

  /** Counts a member or a row, and whether another one has the same record. */
  private void countMember(Optional<RecordKey> key) {
    people++;
    if (key.isEmpty()) {
      leaveOut(LeftOut.because("no-identifier"), 1);
    } else if (!claimed.add(key.get().value())) {
      leaveOut(LeftOut.because("shared"), 1);
    }
  }

  private boolean isUndecided(DesiredProfiles person) {
    boolean undecided =
        sync.spec().from() instanceof SyncSource.Audience(AudienceId audience)
            && person.person().undecided().contains(audience);
    if (undecided) {
      undecided(1);
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
    return isAtPlace(row)
        && (was == null
            || !was.hash().equals(row.hash())
            || row.sync().equals(sync.id())
            || row.content().bySync().containsKey(sync.id())
            // A record that another sync has created is not created again.
            || sync.spec().mode() == Mode.CREATE_ONLY
                && row.change().isEmpty()
                && claimed.contains(row.key().value()));
  }

  private boolean isAtPlace(Delivery row) {
    return row.key().destination().equals(sync.destination().id())
        && row.key().space().equals(sync.space());
  }

  /**
   * @param member of a membership, if its record was read; else null
   */
  private void count(
      Delivery row, @Nullable Delivery was, @Nullable Member member, ConsentSubject subject) {
    Tally tally = row.parent() == null ? records : memberships;
    Change change = row.change().orElse(null);
    if (change == null) {
      tally.unchanged += row.content().present() || sync.deletes() ? 1 : 0;
      return;
    }
    boolean changed = was == null || !was.hash().equals(row.hash());
    if (!changed && waitsForUser(row)) {
      leaveOut(row, LeftOut.because(row.state().wireName()));
      return;
    }
    if (row.content().present()) {
      LeftOut reason = refused(row, subject.consent());
      if (reason == null && member != null && member.waiting() != null) {
        reason = LeftOut.because(member.waiting().wireName());
      }
      if (reason != null) {
        leaveOut(row, reason);
        return;
      }
    }
    Change planned =
        change == Change.CREATE && sync.spec().mode() == Mode.UPDATE_ONLY ? Change.UPDATE : change;
    boolean underway = !changed && row.state() != State.WITHHELD && !isStuck(row.state());
    // The key of a new membership has the id of the new sync, which no two plans share.
    String key = member == null ? row.key().value() : member.matchValue();
    long code = hash(row.object() + '\n' + key + '\n' + planned.wireName());
    if (!changed && row.state().isUnderway()) {
      // It is sent already, and needs no further request.
      tally.add(planned, true);
      digest += code;
      return;
    }
    batches.add(
        row,
        member == null ? null : member.vendorId(),
        outcome -> {
          if (outcome == null) {
            tally.add(planned, underway);
            digest += code;
          } else {
            leaveOut(row, reason(row, outcome));
          }
        });
  }

  /** Another run repeats only the records that its sync has changed last. */
  private boolean waitsForUser(Delivery row) {
    boolean again =
        rerun
            && row.sync().equals(sync.id())
            && (row.state() != State.UNCERTAIN || sync.repeatable());
    return isStuck(row.state()) && !again;
  }

  private static boolean isStuck(State state) {
    return state == State.REJECTED || state == State.DEAD || state == State.UNCERTAIN;
  }

  private @Nullable LeftOut refused(Delivery row, @Nullable Consent consent) {
    Optional<String> withheld =
        consent == null
            ? Optional.empty()
            : consent.withheldFor(sync.destination().spec().purposes(), unknownAllows);
    if (withheld.isPresent()) {
      return LeftOut.consent(withheld.get());
    }
    List<InvalidField> invalid = row.content().invalid();
    if (!invalid.isEmpty()) {
      return LeftOut.field("invalid", invalid.getFirst().field());
    }
    return null;
  }

  /** The connector refuses a record without a required field, and names the field. */
  private LeftOut reason(Delivery row, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Rejected(var field, var _) -> refusal(row, field);
      case Outcome.RefusedTogether(var field, var _) -> refusal(row, field);
      case Outcome.HeldBack _ -> LeftOut.because("held-back");
      default -> LeftOut.because("not-renderable");
    };
  }

  private LeftOut refusal(Delivery row, @Nullable String field) {
    boolean required =
        field != null
            && !row.content().fields().hasNonNull(field)
            && sync.object().fields().stream()
                .anyMatch(declared -> declared.required() && declared.name().equals(field));
    return LeftOut.field(required ? "required" : "invalid", field);
  }

  /** A person whose record is left out is not counted again for the membership. */
  private void leaveOut(Delivery row, LeftOut reason) {
    String record = row.parent();
    if (record == null) {
      leaveOut(reason, 1);
      leftOutRecords.add(row.id());
      if (row.vendorId() == null) {
        unsent.add(row.id());
      }
    } else if (!leftOutRecords.contains(record)) {
      leaveOut(reason, 1);
    }
  }

  private void leaveOut(LeftOut reason, long number) {
    if (number > 0) {
      leftOut.merge(reason, number, Long::sum);
    }
  }

  /**
   * Decides what is sent. To be called once, at the end, without a transaction: the connector makes
   * its requests.
   *
   * @param complete whether all people were planned
   * @param check is called now and then, and may throw to end the plan
   */
  public SyncPlan result(boolean complete, Runnable check) {
    same.values()
        .forEach(membership -> {
          Tally tally = membership ? memberships : records;
          tally.unchanged++;
        });
    for (PlannedRows.Planned each : rows.all()) {
      if (each.row().parent() == null) {
        check.run();
        count(each, null);
        if (sync.memberships() != null) {
          members.put(each.row().id(), Member.of(each.row(), isCounted(each)));
        }
      }
    }
    // The memberships of a record that is not sent wait for its id.
    batches.end();
    for (PlannedRows.Planned each : rows.all()) {
      String record = each.row().parent();
      if (record != null && !unsent.contains(record)) {
        check.run();
        count(each, members.get(record));
      }
    }
    batches.end();
    return SyncPlanBuilder.builder()
        .complete(complete)
        .people(people)
        .records(records.effects())
        .memberships(sync.memberships() == null ? null : memberships.effects())
        .leftOut(new TreeMap<>(leftOut))
        .items(batches.items())
        .requests(batches.requests())
        .fields(batches.fields())
        .digest(digest)
        .build();
  }

  private boolean isCounted(PlannedRows.Planned planned) {
    return isPlanned(planned.row()) && isOfSync(planned.row(), planned.was());
  }

  private void count(PlannedRows.Planned planned, @Nullable Member member) {
    if (isCounted(planned)) {
      count(planned.row(), planned.was(), member, subject(planned.row()));
    }
  }

  private static long hash(String text) {
    try {
      return ByteBuffer.wrap(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)))
          .getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
