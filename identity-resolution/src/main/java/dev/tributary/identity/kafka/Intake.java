package dev.tributary.identity.kafka;

import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.QuarantineReason;
import dev.tributary.contracts.event.Reading;
import dev.tributary.contracts.event.TrackingEvent;
import dev.tributary.contracts.quarantine.QuarantinedInput.Stage;
import dev.tributary.identity.acceptance.Acceptance;
import dev.tributary.identity.acceptance.AcceptedEvent;
import dev.tributary.identity.acceptance.MessageKey;
import dev.tributary.identity.acceptance.MessageMemory;
import dev.tributary.identity.acceptance.MessageMemory.Holder;
import dev.tributary.identity.acceptance.Outcome;
import dev.tributary.identity.acceptance.StatedMessageId;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.EventClaims;
import dev.tributary.runtime.loop.Output;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Lets events in, or ends them: duplicates, conflicts, what cannot be read. One attempt long. */
final class Intake {
  static final String UNKNOWN_TYPE = "unknown";

  private final Endings endings;
  private final List<Output> outputs;
  private final Map<String, Refusal> refusals;
  private final InForce rules;
  private MessageMemory memory = new MessageMemory(Map.of());

  /**
   * @param refusals inputs that an earlier attempt found to be refused, by id
   */
  Intake(Endings endings, List<Output> outputs, Map<String, Refusal> refusals, InForce rules) {
    this.endings = endings;
    this.outputs = outputs;
    this.refusals = refusals;
    this.rules = rules;
  }

  /** An event that was let in. */
  record Admitted(TrackingEvent event, Claim claim, AcceptedEvent accepted) {}

  /** Reads what is remembered of the message ids of a poll. */
  void remember(Connection tx, Tables tables, List<Work> works) throws SQLException {
    SortedSet<MessageKey> keys = new TreeSet<>();
    for (Work work : works) {
      if (work instanceof Work.Event event
          && !event.cause().again()
          && event.reading() instanceof Reading.Readable readable) {
        keys.add(key(readable.event()));
      }
    }
    memory = new MessageMemory(tables.accepted().holders(tx, keys));
  }

  void makeRoom(Connection tx, Tables tables) throws SQLException {
    tables.accepted().makeRoom(tx, memory.expired());
  }

  /**
   * @return null if the event has ended here
   */
  @Nullable Admitted admit(Work.Event work) {
    return switch (work.reading()) {
      case Reading.Unreadable unreadable -> {
        Refusal refusal =
            new Refusal(unreadable.reason().code(), unreadable.detail(), unreadable.pointer());
        refuse(work, unreadable(work.cause(), work.collected()), refusal);
        yield null;
      }
      case Reading.Readable readable -> admit(work, readable.event());
    };
  }

  private @Nullable Admitted admit(Work.Event work, TrackingEvent event) {
    // Whoever redrives an event has decided that it counts, whatever its message id says.
    Acceptance acceptance =
        work.cause().again()
            ? new Acceptance.Fresh()
            : memory.accept(key(event), holder(work, event));
    AcceptedEvent accepted = accepted(work, event, acceptance instanceof Acceptance.Fresh);
    Refusal refusal = refusals.get(event.eventId());
    return switch (acceptance) {
      case Acceptance.Duplicate duplicate -> {
        endings.ended(
            work.cause(), accepted.ended(Outcome.DUPLICATE, "repeats " + duplicate.of(), null));
        yield null;
      }
      case Acceptance.Conflict conflict -> {
        String detail =
            "The messageId belongs to %s, whose content differs; send another event under a new one"
                .formatted(conflict.with());
        refuse(work, accepted, Refusal.of(QuarantineReason.MESSAGE_ID_CONFLICT, detail));
        yield null;
      }
      case Acceptance.Fresh _ when refusal != null -> {
        refuse(work, accepted, refusal);
        yield null;
      }
      case Acceptance.Fresh _ -> claimed(work, event, accepted);
    };
  }

  private @Nullable Admitted claimed(Work.Event work, TrackingEvent event, AcceptedEvent accepted) {
    Claim claim = EventClaims.of(event, work.collected().sourceKind(), rules.of(event.workspace()));
    if (claim.identifiers().isEmpty()) {
      String detail =
          claim.leftOut().isEmpty()
              ? "No id of the event can name a person: blank, or longer than 512 bytes"
              : "No id of the event can name a person: " + Refusal.of(claim.leftOut());
      refuse(work, accepted, Refusal.of(QuarantineReason.MISSING_IDS, detail));
      return null;
    }
    return new Admitted(event, claim, accepted);
  }

  private void refuse(Work.Event work, AcceptedEvent accepted, Refusal refusal) {
    endings.ended(work.cause(), accepted.ended(Outcome.QUARANTINED, refusal.reason(), null));
    endings.setAside(
        work.cause(),
        Stage.IDENTITY,
        refusal,
        work.collected().source(),
        work.collected().receivedAt());
    outputs.addAll(Endings.announce(work.cause(), work.collected(), refusal));
  }

  /** What the collector set aside is on record like any other event. */
  void setAside(Work.SetAside work) {
    CollectedEvent event = work.quarantined().event();
    Refusal refusal =
        new Refusal(
            work.quarantined().reason(), work.quarantined().detail(), work.quarantined().pointer());
    endings.ended(
        work.cause(),
        unreadable(work.cause(), event).ended(Outcome.QUARANTINED, refusal.reason(), null));
    endings.setAside(work.cause(), Stage.COLLECTOR, refusal, event.source(), event.receivedAt());
  }

  static AcceptedEvent unreadable(Work.Cause cause, CollectedEvent event) {
    return new AcceptedEvent(
        event.eventId(),
        UNKNOWN_TYPE,
        null,
        MessageKey.of(
            event.workspace(),
            event.source(),
            StatedMessageId.of(event.item()).orElseGet(event::eventId)),
        false,
        "",
        Endings.position(cause.input()),
        Outcome.QUARANTINED,
        null,
        null,
        null,
        event.receivedAt(),
        event.receivedAt(),
        event.acceptedAt(),
        List.of());
  }

  private static AcceptedEvent accepted(Work.Event work, TrackingEvent event, boolean holds) {
    return new AcceptedEvent(
        event.eventId(),
        event.type().wireName(),
        event.name(),
        key(event),
        holds,
        event.contentHash(),
        Endings.position(work.cause().input()),
        Outcome.APPLIED,
        null,
        null,
        null,
        event.timestamp(),
        event.receivedAt(),
        work.collected().acceptedAt(),
        List.of());
  }

  private static Holder holder(Work.Event work, TrackingEvent event) {
    return new Holder(event.eventId(), event.contentHash(), work.collected().acceptedAt());
  }

  static MessageKey key(TrackingEvent event) {
    return MessageKey.of(event.workspace(), event.source(), event.messageId());
  }
}
