package dev.tributary.identity.loop;

import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.QuarantineReason;
import dev.tributary.contracts.event.Reading;
import dev.tributary.contracts.event.TrackingEvent;
import dev.tributary.contracts.quarantine.QuarantinedInput.Stage;
import dev.tributary.identity.acceptance.AcceptedEvent;
import dev.tributary.identity.acceptance.AcceptedEventBuilder;
import dev.tributary.identity.acceptance.MessageIdCheck;
import dev.tributary.identity.acceptance.MessageKey;
import dev.tributary.identity.acceptance.MessageMemory;
import dev.tributary.identity.acceptance.MessageMemory.Holder;
import dev.tributary.identity.acceptance.Outcome;
import dev.tributary.identity.acceptance.StatedMessageId;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.EventClaims;
import dev.tributary.identity.input.LoopInput;
import dev.tributary.identity.input.Publication;
import dev.tributary.identity.store.IdentityTransaction;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Admits events, or ends them: duplicates, conflicts, events that cannot be read. Confined to one
 * attempt.
 */
final class EventAdmission {
  static final String UNKNOWN_TYPE = "unknown";

  private final InputOutcomes outcomes;
  private final List<Publication> outputs;
  private final Map<String, Refusal> refusals;
  private final ActiveRules rules;
  private MessageMemory memory = new MessageMemory(Map.of());

  /**
   * @param refusals inputs that an earlier attempt has refused, by id
   */
  EventAdmission(
      InputOutcomes outcomes,
      List<Publication> outputs,
      Map<String, Refusal> refusals,
      ActiveRules rules) {
    this.outcomes = outcomes;
    this.outputs = outputs;
    this.refusals = refusals;
    this.rules = rules;
  }

  /** An admitted event. */
  record Admitted(TrackingEvent event, Claim claim, AcceptedEvent accepted) {}

  /** Reads the remembered message ids that the poll uses. */
  void remember(IdentityTransaction tx, List<LoopInput> works) {
    SortedSet<MessageKey> keys = new TreeSet<>();
    for (LoopInput work : works) {
      if (work instanceof LoopInput.Event event
          && !event.cause().again()
          && event.reading() instanceof Reading.Readable readable) {
        keys.add(key(readable.event()));
      }
    }
    memory = new MessageMemory(tx.accepted().holders(keys));
  }

  void makeRoom(IdentityTransaction tx) {
    tx.accepted().makeRoom(memory.expired());
  }

  /**
   * @return null if the event already has its outcome
   */
  @Nullable Admitted admit(LoopInput.Event work) {
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

  private @Nullable Admitted admit(LoopInput.Event work, TrackingEvent event) {
    MessageKey key = key(event);
    // The user who redrives an event has decided that it counts, whatever its message id says.
    MessageIdCheck check =
        work.cause().again() ? new MessageIdCheck.Fresh() : memory.accept(key, holder(work, event));
    AcceptedEvent accepted = accepted(work, event, key, check instanceof MessageIdCheck.Fresh);
    Refusal refusal = refusals.get(event.eventId().value());
    return switch (check) {
      case MessageIdCheck.Duplicate duplicate -> {
        outcomes.ended(
            work.cause(), accepted.ended(Outcome.DUPLICATE, "repeats " + duplicate.of(), null));
        yield null;
      }
      case MessageIdCheck.Conflict conflict -> {
        String detail =
            "The messageId belongs to %s, whose content differs; send another event under a new one"
                .formatted(conflict.with());
        refuse(work, accepted, Refusal.of(QuarantineReason.MESSAGE_ID_CONFLICT, detail));
        yield null;
      }
      case MessageIdCheck.Fresh _ when refusal != null -> {
        refuse(work, accepted, refusal);
        yield null;
      }
      case MessageIdCheck.Fresh _ -> claimed(work, event, accepted);
    };
  }

  private @Nullable Admitted claimed(
      LoopInput.Event work, TrackingEvent event, AcceptedEvent accepted) {
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

  private void refuse(LoopInput.Event work, AcceptedEvent accepted, Refusal refusal) {
    outcomes.ended(work.cause(), accepted.ended(Outcome.QUARANTINED, refusal.reason(), null));
    outcomes.quarantine(
        work.cause(),
        Stage.IDENTITY,
        refusal,
        work.collected().source().value(),
        work.collected().receivedAt());
    outputs.addAll(InputOutcomes.announce(work.cause(), work.collected(), refusal));
  }

  /** An event that the collector quarantined is recorded like any other event. */
  void quarantine(LoopInput.Quarantined work) {
    CollectedEvent event = work.quarantined().event();
    Refusal refusal =
        new Refusal(
            work.quarantined().reason(), work.quarantined().detail(), work.quarantined().pointer());
    outcomes.ended(
        work.cause(),
        unreadable(work.cause(), event).ended(Outcome.QUARANTINED, refusal.reason(), null));
    outcomes.quarantine(
        work.cause(), Stage.COLLECTOR, refusal, event.source().value(), event.receivedAt());
  }

  static AcceptedEvent unreadable(LoopInput.Cause cause, CollectedEvent event) {
    return AcceptedEventBuilder.builder()
        .event(event.eventId())
        .type(UNKNOWN_TYPE)
        .name(null)
        .message(
            MessageKey.of(
                event.workspace(),
                event.source(),
                StatedMessageId.of(event.item()).orElseGet(() -> event.eventId().value())))
        .holds(false)
        .contentHash("")
        .position(cause.input().position())
        .outcome(Outcome.QUARANTINED)
        .reason(null)
        .profile(null)
        .anchor(null)
        .happenedAt(event.receivedAt())
        .receivedAt(event.receivedAt())
        .acceptedAt(event.acceptedAt())
        .leftOut(List.of())
        .corrected(null)
        .build();
  }

  private static AcceptedEvent accepted(
      LoopInput.Event work, TrackingEvent event, MessageKey key, boolean holds) {
    return AcceptedEventBuilder.builder()
        .event(event.eventId())
        .type(event.type().wireName())
        .name(event.name())
        .message(key)
        .holds(holds)
        .contentHash(event.contentHash())
        .position(work.cause().input().position())
        .outcome(Outcome.APPLIED)
        .reason(null)
        .profile(null)
        .anchor(null)
        .happenedAt(event.timestamp())
        .receivedAt(event.receivedAt())
        .acceptedAt(work.collected().acceptedAt())
        .leftOut(List.of())
        .corrected(null)
        .build();
  }

  private static Holder holder(LoopInput.Event work, TrackingEvent event) {
    return new Holder(event.eventId(), event.contentHash(), work.collected().acceptedAt());
  }

  static MessageKey key(TrackingEvent event) {
    return MessageKey.of(event.workspace(), event.source(), event.messageId());
  }
}
