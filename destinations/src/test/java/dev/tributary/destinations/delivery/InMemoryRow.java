package dev.tributary.destinations.delivery;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.desired.Consent;
import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.ledger.DeliveryBuilder;
import dev.tributary.destinations.ledger.FieldHashes;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.sync.Catalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row of {@link InMemoryLedger}. Not thread-safe. */
final class InMemoryRow {
  /** The time of a row that waits for something else than a time. */
  static final Instant NEVER = Instant.MAX;

  private static final String NO_CONTENT = "\0".repeat(8);

  Delivery delivery;
  final boolean event;
  final Consent ownConsent;
  Instant notBefore;
  Instant desiredAt;
  long fence;
  @Nullable Instant leaseUntil;
  @Nullable Instant firstAttemptAt;
  @Nullable Instant settlesAt;
  @Nullable String batch;
  @Nullable String reason;
  @Nullable String words;

  /** The version and the hash of the last attempt. */
  private @Nullable Long sentVersion;

  private @Nullable String sentHash;

  /** The job that has the row, and with what the row was submitted. */
  @Nullable String job;

  @Nullable Integer jobItem;
  @Nullable Instant submittedAt;
  @Nullable SyncId sentSync;
  private @Nullable String sentAs;

  InMemoryRow(Delivery delivery, boolean event, Consent ownConsent, Instant now) {
    this.delivery = delivery;
    this.event = event;
    this.ownConsent = ownConsent;
    this.notBefore = now;
    this.desiredAt = now;
  }

  String id() {
    return delivery.id();
  }

  State state() {
    return delivery.state();
  }

  boolean removal() {
    return !event && delivery.hash().equals(Content.ABSENT);
  }

  boolean isDue(Instant now) {
    return !notBefore.isAfter(now);
  }

  boolean isLeased(Instant now) {
    return leaseUntil != null && !leaseUntil.isBefore(now);
  }

  /** Whether the desired content is another one than the last attempt has sent. */
  private boolean isChanged() {
    return sentVersion != null && sentVersion != delivery.version();
  }

  private DeliveryBuilder next() {
    return DeliveryBuilder.builder(delivery);
  }

  void state(State state) {
    delivery = next().state(state).build();
  }

  void dueAt(Instant time) {
    notBefore = settlesAt == null || time.isAfter(settlesAt) ? time : settlesAt;
  }

  void explain(@Nullable String code, @Nullable String text) {
    reason = code;
    words = text;
  }

  /** A batch of the row has begun to be sent. */
  void claim(ClaimedDelivery claimed, EffectClass effectClass, Instant now, Instant until) {
    delivery =
        next().state(State.IN_FLIGHT).attempt(delivery.attempt() + 1).sentFields(null).build();
    fence++;
    leaseUntil = until;
    sentVersion = delivery.version();
    sentHash = delivery.hash();
    firstAttemptAt = firstAttemptAt == null ? now : firstAttemptAt;
    batch = batch == null && effectClass.repeatsBatches() ? claimed.batch() : batch;
  }

  /** Writes a change of the desired record. */
  void desire(Delivery desired, boolean waits, Instant now) {
    boolean isNewer = desired.version() > delivery.version();
    delivery = desired;
    if (isNewer) {
      desiredAt = now;
    }
    if (isNewer && state() == State.PENDING) {
      firstAttemptAt = null;
      batch = null;
      if (!waits) {
        dueAt(now);
      }
    }
    if (state() == State.PENDING || state().isDone()) {
      explain(null, null);
    }
  }

  /** The rules of {@link DeliveryStore#report}. */
  void report(AttemptReport report, Instant now) {
    boolean submitted = report.state() == State.SUBMITTED;
    boolean waits = submitted || report.state() == State.RETRYING;
    boolean done = report.state().isDone();
    boolean changed = isChanged();
    boolean anew = changed && !submitted;
    String knownAs = event ? null : report.row().key().value();
    if (report.settlesAt() != null) {
      settlesAt = report.settlesAt();
    }
    if (anew || delivery.attempt() <= 1 && !report.counted()) {
      firstAttemptAt = null;
    } else if (submittedAt != null
        && firstAttemptAt != null
        && (report.state() == State.PENDING || report.state() == State.RETRYING)) {
      firstAttemptAt = firstAttemptAt.plus(Duration.between(submittedAt, now));
    }
    if (changed && !waits) {
      dueAt(now);
    } else if (report.notBefore() != null) {
      notBefore = report.notBefore();
    } else if (notBefore.equals(NEVER)) {
      notBefore = now;
    }
    explain(report.reason(), report.words());
    batch = anew || done ? null : report.batch();
    int attempts = report.counted() ? delivery.attempt() : delivery.attempt() - 1;
    delivery =
        next()
            .state(changed && !waits ? State.PENDING : report.state())
            .attempt(anew ? 0 : attempts)
            .vendorId(report.vendorId() == null ? delivery.vendorId() : report.vendorId())
            .deliveredHash(deliveredHash(report))
            .deliveredFields(deliveredFields(report, changed))
            .sentFields(submitted ? delivery.sentFields() : null)
            .confirmed(done ? report.state() == State.DELIVERED : delivery.confirmed())
            .deliveredAs(done ? knownAs : delivery.deliveredAs())
            .formerKeys(done ? List.of() : delivery.formerKeys())
            .content(event && done ? Content.NONE : delivery.content())
            .build();
    sentVersion = done ? null : sentVersion;
    sentHash = submitted ? sentHash : null;
    job = report.job();
    jobItem = report.jobItem();
    submittedAt = !submitted ? null : submittedAt == null ? now : submittedAt;
    sentSync = submitted ? report.row().sync() : null;
    sentAs = !submitted ? null : sentAs == null ? knownAs : sentAs;
    leaseUntil = null;
  }

  private @Nullable String deliveredHash(AttemptReport report) {
    String before = delivery.deliveredHash();
    if (report.state().isDone()) {
      return sentHash;
    }
    boolean unknown =
        AttemptReport.NO_ANSWER.equals(report.reason())
            || AttemptReport.RESULT_UNKNOWN.equals(report.reason())
            || report.gone() && delivery.isThere();
    return unknown ? Content.UNKNOWN : before;
  }

  private @Nullable FieldHashes deliveredFields(AttemptReport report, boolean changed) {
    FieldHashes before = delivery.deliveredFields();
    if (AttemptReport.PARTLY_REFUSED.equals(report.reason())) {
      return new FieldHashes(NO_CONTENT, before == null ? new TreeMap<>() : before.values());
    }
    if (!report.state().isDone()) {
      return report.gone() ? FieldHashes.NOTHING : before;
    }
    return !changed ? null : delivery.sentFields() == null ? before : delivery.sentFields();
  }

  /** The vendor has lost the record. */
  void lost() {
    delivery =
        next()
            .deliveredFields(FieldHashes.NOTHING)
            .deliveredHash(delivery.isThere() ? Content.UNKNOWN : delivery.deliveredHash())
            .build();
  }

  /** A recorded job has the row from now on. */
  void submit(ClaimedDelivery row, String toJob, int item, Instant now) {
    state(State.SUBMITTED);
    explain(AttemptReport.SUBMITTED, null);
    job = toJob;
    jobItem = item;
    submittedAt = now;
    sentAs = event ? null : row.key().value();
    sentSync = row.sync();
    notBefore = NEVER;
    leaseUntil = null;
  }

  void withhold(String purpose) {
    state(State.WITHHELD);
    explain("consent", purpose);
    batch = null;
  }

  /** The sync that sent the row is deleted. Another one may have taken over its record. */
  void cancel(Instant now) {
    boolean inJob = state() == State.SUBMITTED;
    boolean isOfAnother = inJob && !delivery.sync().equals(sentSync);
    delivery =
        next()
            .state(isOfAnother ? State.PENDING : State.DEAD)
            .attempt(isOfAnother ? 0 : delivery.attempt())
            .deliveredHash(inJob ? Content.UNKNOWN : delivery.deliveredHash())
            .sentFields(null)
            .build();
    explain(isOfAnother ? null : "sync-deleted", null);
    firstAttemptAt = isOfAnother ? null : firstAttemptAt;
    batch = inJob ? null : batch;
    notBefore = inJob && notBefore.equals(NEVER) ? now : notBefore;
    fence++;
    leaseUntil = null;
    job = null;
    jobItem = null;
    submittedAt = null;
    sentAs = null;
    sentSync = null;
  }

  /** Another record has left the match value of this one, and may have taken its place with it. */
  boolean sendAgain(Instant now) {
    boolean done = state().isDone();
    if (!state().isUnderway() && !(done && !removal())) {
      return false;
    }
    delivery =
        next()
            .version(delivery.version() + 1)
            .deliveredHash(Content.UNKNOWN)
            .deliveredFields(FieldHashes.NOTHING)
            .sentFields(FieldHashes.NOTHING)
            .state(done ? State.PENDING : state())
            .attempt(done ? 0 : delivery.attempt())
            .build();
    if (done) {
      firstAttemptAt = null;
      batch = null;
      dueAt(now);
    }
    return true;
  }

  /** A user has resumed the row: the time before does not count. */
  void resume(Instant now) {
    delivery = next().attempt(0).build();
    firstAttemptAt = null;
    dueAt(now);
  }

  /**
   * The row for an attempt to send it.
   *
   * @param attempt that names the batch of a row that has none
   * @param raise by how much the claim raises fence and attempt
   */
  ClaimedDelivery toSend(
      Catalogue catalogue,
      @Nullable String parentVendorId,
      String attempt,
      int raise,
      Instant now) {
    Set<String> setOnce =
        delivery.content().bySync().keySet().stream()
            .flatMap(id -> catalogue.sync(id).stream())
            .flatMap(sync -> sync.spec().fieldsSetOnce().stream())
            .collect(Collectors.toSet());
    return ClaimedDeliveryBuilder.builder()
        .id(id())
        .fence(fence + raise)
        .key(delivery.key())
        .event(event)
        .sync(delivery.sync())
        .object(delivery.object())
        .owner(delivery.owner())
        .parentVendorId(parentVendorId)
        .content(delivery.content())
        .version(delivery.version())
        .hash(delivery.hash())
        .deliveredHash(delivery.deliveredHash())
        .confirmed(delivery.confirmed())
        .deliveredFields(delivery.deliveredFields())
        .setOnce(setOnce)
        .deliveredAs(delivery.deliveredAs())
        .formerKeys(delivery.formerKeys())
        .vendorId(delivery.vendorId())
        .attempt(delivery.attempt() + raise)
        .firstAttemptAt(firstAttemptAt == null ? now : firstAttemptAt)
        .batch(batch == null ? attempt : batch)
        .repeated(batch != null)
        .job(job)
        .jobItem(jobItem)
        .submittedAt(submittedAt)
        .lane(delivery.lane())
        .desiredAt(desiredAt)
        .origin(delivery.origin())
        .build();
  }

  /** The row for a question about its job: as it was sent. */
  ClaimedDelivery toAsk(@Nullable String parentVendorId, Instant now) {
    return ClaimedDeliveryBuilder.builder(toSend(Catalogue.EMPTY, parentVendorId, "", 0, now))
        .sync(Objects.requireNonNull(sentSync))
        .key(delivery.key().named(sentAs == null ? delivery.key().value() : sentAs))
        .version(Objects.requireNonNull(sentVersion))
        .hash(Objects.requireNonNull(sentHash))
        .build();
  }
}
