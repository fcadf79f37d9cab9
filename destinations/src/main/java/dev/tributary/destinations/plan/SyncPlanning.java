package dev.tributary.destinations.plan;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.desired.Consent;
import dev.tributary.destinations.desired.DesiredProfiles;
import dev.tributary.destinations.desired.DesiredRows;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.ledger.Delivery.Change;
import dev.tributary.destinations.ledger.InvalidField;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.plan.PlannedGroup.Member;
import dev.tributary.destinations.plan.PlannedGroup.Planned;
import dev.tributary.destinations.plan.PlannedGroup.PlannedMembership;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.sync.Catalogue.Sync;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Applies the desired records of people to the ledger as a backfill does, in parts, and counts what
 * would be sent. People who share no record are decided at the end of their part, and forgotten.
 * These facts outlive a part:
 *
 * <ul>
 *   <li>the numbers, and the digest;
 *   <li>the rows of open batches, with the memberships of their records;
 *   <li>a hash for each record, and for each person who was merged with others;
 *   <li>everything about people who share a record, and about the rows of a model, until the plan
 *       ends.
 * </ul>
 *
 * <p>Not thread-safe; it exists as long as people are read once.
 */
public final class SyncPlanning {
  /** The prefix of the ids of deliveries that would be new. */
  private static final String NEW_DELIVERY = "dlv_planned";

  /** About as much as the rows of a model may have. */
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  private final Sync sync;
  private final boolean rerun;
  private final Predicate<String> unknownAllows;
  private final PlannedBatches batches;
  private final SharedRecords shared;
  private final PlanCounts counts = new PlanCounts();

  /** People who share records, and the rows of a model, until the plan ends. */
  private final PlannedGroup sharing;

  /** The people of this part who share no record. */
  private @Nullable PlannedGroup part;

  private final Hashes merged = new Hashes();
  private long made;

  /**
   * @param rerun whether deliveries that wait for a user are sent again
   * @param unknownAllows whether a purpose that a person never answered counts as granted
   * @param target of the destination, without secrets
   * @param shared the records that are known to be shared; learns more of them
   */
  public SyncPlanning(
      Sync sync,
      boolean rerun,
      Predicate<String> unknownAllows,
      Target target,
      Protocols protocols,
      SharedRecords shared) {
    this.sync = sync;
    this.rerun = rerun;
    this.unknownAllows = unknownAllows;
    this.batches = new PlannedBatches(sync, target, protocols);
    this.shared = shared;
    this.sharing = group();
  }

  private PlannedGroup group() {
    return new PlannedGroup(sync, counts, () -> NEW_DELIVERY + ++made);
  }

  /** Counts people about whom nothing can be decided now. */
  public void undecided(long number) {
    counts.undecided(number);
  }

  /** Counts changes of rows that cannot be read; a backfill skips them. */
  public void unreadable(long number) {
    counts.leaveOut(LeftOut.because("unreadable"), number);
  }

  /** Whether the plan needs too much memory for more people. */
  public boolean isFull() {
    return sharing.bytes() > MOST_BYTES;
  }

  /**
   * Whether the numbers are right: everyone who shares a record was known before. If not, everyone
   * has to be planned again, with the same {@link SharedRecords}, which know more now.
   */
  public boolean isRight() {
    return shared.isKnown();
  }

  /**
   * Whether no part had the person so far. Only a person with several ids can be met again. To be
   * called once for each person of a part.
   *
   * @param ids the person's id, and the ids that were merged into it
   */
  public boolean isNew(List<ProfileId> ids) {
    return ids.size() == 1 || merged.add(SharedRecords.hash(ids.getFirst().value()));
  }

  /**
   * Plans a part of the people. Nobody may be in two parts.
   *
   * @param people each with only the sync of the plan
   * @param existing the rows of the ledger that the keys and owners of these people lead to
   */
  public void people(List<DesiredProfiles> people, List<Delivery> existing) {
    List<ReachedPerson> alone = new ArrayList<>();
    List<ReachedPerson> together = new ArrayList<>();
    for (ReachedPerson each : ReachedPerson.of(sync, people, existing)) {
      (shared.meet(each.names()) ? together : alone).add(each);
    }
    if (isRight()) {
      sharing.people(together);
      part = group();
      part.people(alone);
    }
  }

  /**
   * Plans a part of the rows of a model. No row may be in two parts.
   *
   * @param rows the newest change of each row, of the sync of the plan
   * @param existing the rows of the ledger that the keys and owners of these rows lead to
   * @param known the consent of people, by the reference of a row, and by the profile that owns a
   *     record; an absent one belongs to an unknown person
   */
  public void rows(List<DesiredRows> rows, List<Delivery> existing, Map<String, Consent> known) {
    sharing.rows(rows, existing, known);
  }

  /**
   * Decides what is sent of a part. To be called after each part, without a transaction: the
   * connector makes its requests.
   *
   * @param check is called now and then, and may throw to end the plan
   */
  public void endPart(Runnable check) {
    if (part != null) {
      end(part, check);
      part = null;
    }
  }

  /**
   * Decides what is sent of people who share records. To be called once, at the end, as {@link
   * #endPart}.
   *
   * @param complete whether all people were planned
   */
  public SyncPlan result(boolean complete, Runnable check) {
    endPart(check);
    end(sharing, check);
    batches.end();
    return SyncPlanBuilder.builder()
        .complete(complete)
        .people(counts.people())
        .records(counts.records())
        .memberships(sync.memberships() == null ? null : counts.memberships())
        .leftOut(counts.leftOut())
        .items(batches.items())
        .requests(batches.requests())
        .fields(batches.fields())
        .digest(counts.digest())
        .build();
  }

  private void end(PlannedGroup group, Runnable check) {
    group.end(
        (record, memberships) -> {
          check.run();
          record(record, memberships);
        },
        membership -> {
          check.run();
          membership(membership, false);
        });
  }

  /** The memberships of a record that is not sent wait for its id. */
  private void record(Planned record, List<PlannedMembership> memberships) {
    Delivery row = record.row();
    count(
        record,
        null,
        reason -> {
          if (reason != null) {
            counts.leaveOut(reason, 1);
          }
          if (reason == null || row.vendorId() != null) {
            memberships.forEach(each -> membership(each, reason != null));
          }
        });
  }

  /**
   * @param isLeftOut whether the record is left out: its person is not counted again
   */
  private void membership(PlannedMembership membership, boolean isLeftOut) {
    count(
        membership.planned(),
        membership.member(),
        reason -> {
          if (reason != null && !isLeftOut) {
            counts.leaveOut(reason, 1);
          }
        });
  }

  /** Gets the reason why a row is left out, or null for other rows. */
  private interface Result {
    void accept(@Nullable LeftOut reason);
  }

  /**
   * @param member of a membership, if its record was read; else null
   * @param result is called later for rows whose requests are made later
   */
  private void count(Planned planned, @Nullable Member member, Result result) {
    Delivery row = planned.row();
    boolean membership = row.parent() != null;
    Change change = planned.isOfPlan() ? row.change().orElse(null) : null;
    if (change == null) {
      if (planned.isOfPlan() && (row.content().present() || sync.deletes())) {
        counts.unchanged(membership);
      }
      result.accept(null);
      return;
    }
    Delivery was = planned.was();
    boolean changed = was == null || !was.hash().equals(row.hash());
    LeftOut refused = refused(row, changed, member, planned.consent());
    if (refused != null) {
      result.accept(refused);
      return;
    }
    Change sent =
        change == Change.CREATE && sync.spec().mode() == Mode.UPDATE_ONLY ? Change.UPDATE : change;
    boolean underway =
        !changed && row.state() != State.WITHHELD && !PlannedGroup.isStuck(row.state());
    // The key of a new membership has the id of the new sync, which no two plans share.
    String key = member == null ? row.key().value() : member.matchValue();
    long code = SharedRecords.hash(row.object() + '\n' + key + '\n' + sent.wireName());
    if (!changed && row.state().isUnderway()) {
      // It is sent already, and needs no further request.
      counts.send(membership, sent, true, code);
      result.accept(null);
      return;
    }
    batches.add(
        row,
        member == null ? null : member.vendorId(),
        outcome -> {
          if (outcome == null) {
            counts.send(membership, sent, underway, code);
          }
          result.accept(outcome == null ? null : reason(row, outcome));
        });
  }

  private @Nullable LeftOut refused(
      Delivery row, boolean changed, @Nullable Member member, @Nullable Consent consent) {
    if (!changed && waitsForUser(row)) {
      return LeftOut.because(row.state().wireName());
    }
    if (!row.content().present()) {
      return null;
    }
    LeftOut reason = refused(row, consent);
    return reason == null && member != null && member.waiting() != null
        ? LeftOut.because(member.waiting().wireName())
        : reason;
  }

  /** Another run repeats only the records that its sync has changed last. */
  private boolean waitsForUser(Delivery row) {
    boolean again =
        rerun
            && row.sync().equals(sync.id())
            && (row.state() != State.UNCERTAIN || sync.repeatable());
    return PlannedGroup.isStuck(row.state()) && !again;
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
}
