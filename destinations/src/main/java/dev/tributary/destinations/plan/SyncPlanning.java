package dev.tributary.destinations.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.destinations.connector.Manifest.Field;
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
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
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

  private final Sync sync;
  private final boolean rerun;
  private final Predicate<String> unknownAllows;
  private final PlannedBatches batches;
  private final Tally records = new Tally();
  private final Tally memberships = new Tally();
  private final TreeMap<LeftOut, Long> leftOut = new TreeMap<>();
  private final Set<String> claimed = new HashSet<>();
  private final Set<String> counted = new HashSet<>();
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

  /**
   * Plans a part of the people. Nobody may be in two parts.
   *
   * @param part each with only the sync of the plan
   * @param existing the rows of the ledger that the keys and owners of these people lead to
   */
  public void people(List<DesiredProfiles> part, List<Delivery> existing) {
    Map<String, Delivery> before = new LinkedHashMap<>();
    existing.forEach(row -> before.put(row.id(), row));
    LedgerBatch batch = new LedgerBatch(existing, () -> NEW_DELIVERY + ++made);
    Map<String, ConsentSubject> byOwner = new HashMap<>();
    for (DesiredProfiles person : part) {
      if (isApplied(person)) {
        ConsentSubject subject = new ConsentSubject(Consent.of(person.person().state().consent()));
        person.owners().forEach(owner -> byOwner.put(owner, subject));
        person.apply(batch);
      }
    }
    count(before, batch, row -> row.owner() == null ? null : byOwner.get(row.owner()));
  }

  /**
   * Plans a part of the rows of a model. No row may be in two parts.
   *
   * @param part the newest change of each row, of the sync of the plan
   * @param existing the rows of the ledger that the keys and owners of these rows lead to
   * @param consents by the reference to the person; an absent one belongs to an unknown person
   */
  public void rows(List<DesiredRows> part, List<Delivery> existing, Map<String, Consent> consents) {
    Map<String, Delivery> before = new LinkedHashMap<>();
    existing.forEach(row -> before.put(row.id(), row));
    LedgerBatch batch = new LedgerBatch(existing, () -> NEW_DELIVERY + ++made);
    Set<String> owners = new HashSet<>();
    Set<String> keys = new HashSet<>();
    for (DesiredRows row : part) {
      boolean removed = row.row().change() == RowChange.Change.REMOVED;
      if (removed || isApplied(row.key())) {
        owners.add(row.owner());
        if (!removed) {
          row.key().ifPresent(key -> keys.add(key.value()));
        }
        row.apply(batch);
      }
    }
    count(
        before,
        batch,
        row -> {
          // A record that a person desires too belongs to the person.
          boolean planned = owners.contains(row.owner()) || keys.contains(row.key().value());
          String ref = row.personRef();
          return planned
              ? new ConsentSubject(ref == null ? null : consents.getOrDefault(ref, Consent.UNKNOWN))
              : null;
        });
  }

  /**
   * @param ofRecord whose consent a record needs; null for a record that is not planned
   */
  private void count(
      Map<String, Delivery> before,
      LedgerBatch batch,
      Function<Delivery, @Nullable ConsentSubject> ofRecord) {
    Map<String, Delivery> after = new LinkedHashMap<>(before);
    batch.inserted().forEach(row -> after.put(row.id(), row));
    batch.updated().forEach(row -> after.put(row.id(), row));
    batch.forgotten().forEach(after::remove);
    for (Delivery row : List.copyOf(after.values())) {
      ConsentSubject subject = ofRecord.apply(row);
      Delivery was = before.get(row.id());
      if (subject != null && isOfSync(row, was) && (was == null || counted.add(row.id()))) {
        Delivery member = row.parent() == null ? null : after.get(row.parent());
        count(row, was, member, subject);
      }
    }
  }

  /** Whether the person is decided by this plan; counts those who have no record of their own. */
  private boolean isApplied(DesiredProfiles person) {
    if (!isMember(person)) {
      return !isUndecided(person);
    }
    return isApplied(person.keys().stream().findFirst());
  }

  /** Counts a member or a row, and whether it has a record of its own. */
  private boolean isApplied(Optional<RecordKey> key) {
    people++;
    if (key.isEmpty()) {
      leaveOut(LeftOut.because("no-identifier"), 1);
      return true;
    }
    if (!claimed.add(key.get().value())) {
      leaveOut(LeftOut.because("shared"), 1);
      return false;
    }
    return true;
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
    return row.key().destination().equals(sync.destination().id())
        && row.key().space().equals(sync.space())
        && (was == null
            || !was.hash().equals(row.hash())
            || row.sync().equals(sync.id())
            || row.content().bySync().containsKey(sync.id()));
  }

  private void count(
      Delivery row, @Nullable Delivery was, @Nullable Delivery member, ConsentSubject subject) {
    Tally tally = row.parent() == null ? records : memberships;
    Change change = row.change().orElse(null);
    if (change == null) {
      tally.unchanged += row.content().present() || sync.deletes() ? 1 : 0;
      return;
    }
    boolean changed = was == null || !was.hash().equals(row.hash());
    if (!changed && waitsForUser(row.state())) {
      leaveOut(tally, LeftOut.because(row.state().wireName()));
      return;
    }
    if (row.content().present()) {
      LeftOut reason = refused(row, subject.consent());
      if (reason != null) {
        leaveOut(tally, reason);
        return;
      }
    }
    Change planned =
        change == Change.CREATE && sync.spec().mode() == Mode.UPDATE_ONLY ? Change.UPDATE : change;
    boolean underway = !changed && row.state() != State.WITHHELD && !isStuck(row.state());
    // The key of a new membership has the id of the new sync, which no two plans share.
    String key = (member == null ? row : member).key().value();
    long code = hash(row.object() + '\n' + key + '\n' + planned.wireName());
    if (!changed && row.state().isUnderway()) {
      // It is sent already, and needs no further request.
      tally.add(planned, true);
      digest += code;
      return;
    }
    batches.add(
        row,
        member,
        outcome -> {
          if (outcome == null) {
            tally.add(planned, underway);
            digest += code;
          } else {
            leaveOut(tally, reason(outcome));
          }
        });
  }

  private boolean waitsForUser(State state) {
    boolean again = rerun && (state != State.UNCERTAIN || sync.repeatable());
    return isStuck(state) && !again;
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
    return row.parent() == null ? withoutRequired(row) : null;
  }

  private @Nullable LeftOut withoutRequired(Delivery row) {
    FieldMapping match = sync.spec().match();
    ObjectNode fields = row.content().fields();
    for (Field field : sync.object().fields()) {
      boolean matched = match != null && match.field().equals(field.name());
      if (field.required() && !matched && !fields.hasNonNull(field.name())) {
        return LeftOut.field("required", field.name());
      }
    }
    return null;
  }

  private static LeftOut reason(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Rejected(var field, var _) -> LeftOut.field("invalid", field);
      case Outcome.RefusedTogether(var field, var _) -> LeftOut.field("invalid", field);
      default -> LeftOut.because("not-renderable");
    };
  }

  /** The person of a membership is left out by the record already. */
  private void leaveOut(Tally tally, LeftOut reason) {
    if (tally == records) {
      leaveOut(reason, 1);
    }
  }

  private void leaveOut(LeftOut reason, long number) {
    if (number > 0) {
      leftOut.merge(reason, number, Long::sum);
    }
  }

  /**
   * To be called once, at the end.
   *
   * @param complete whether all people were planned
   */
  public SyncPlan result(boolean complete) {
    batches.end();
    return new SyncPlan(
        complete,
        people,
        records.effects(),
        sync.memberships() == null ? null : memberships.effects(),
        new TreeMap<>(leftOut),
        batches.requests(),
        batches.fields(),
        digest);
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
