package dev.tributary.identity.loop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.identity.acceptance.AcceptedEvent;
import dev.tributary.identity.acceptance.AcceptedEventBuilder;
import dev.tributary.identity.acceptance.MessageKey;
import dev.tributary.identity.acceptance.Outcome;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.input.LoopInput;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recorded commands: events with the source {@code manual}. */
public final class Commands {
  private static final SourceId MANUAL = new SourceId(Origin.MANUAL.text());

  private Commands() {}

  public static AcceptedEvent accepted(
      LoopInput.Cause cause,
      Command command,
      Outcome outcome,
      @Nullable String reason,
      @Nullable ProfileId profile,
      @Nullable Identifier anchor) {
    String id = cause.headers().id();
    return AcceptedEventBuilder.builder()
        .event(new EventId(id))
        .type(type(command))
        .name(name(command))
        .message(MessageKey.of(command.workspace(), MANUAL, id))
        .holds(true)
        .contentHash("")
        .position(cause.input().position())
        .outcome(outcome)
        .reason(reason)
        .profile(profile)
        .anchor(anchor)
        .happenedAt(command.at())
        .receivedAt(command.at())
        .acceptedAt(cause.headers().rootReceivedAt())
        .leftOut(List.of())
        .corrected(null)
        .build();
  }

  /** The record of a command that cannot be read. */
  public static AcceptedEvent unreadable(LoopInput.Cause cause, Refusal refusal) {
    String id = cause.headers().id();
    Instant at = cause.headers().rootReceivedAt();
    return AcceptedEventBuilder.builder()
        .event(new EventId(id))
        .type(EventAdmission.UNKNOWN_TYPE)
        .name(null)
        .message(MessageKey.of(cause.headers().workspace(), MANUAL, id))
        .holds(true)
        .contentHash("")
        .position(cause.input().position())
        .outcome(Outcome.QUARANTINED)
        .reason(refusal.reason())
        .profile(null)
        .anchor(null)
        .happenedAt(at)
        .receivedAt(at)
        .acceptedAt(at)
        .leftOut(List.of())
        .corrected(null)
        .build();
  }

  /** The value in force of what a command corrects; null if there is none. */
  static @Nullable JsonNode valueOf(Command command, ProfileState state) {
    return switch (command) {
      case Command.CorrectTrait correct -> state.traits().get(correct.trait());
      case Command.WithdrawCorrection withdraw -> state.traits().get(withdraw.trait());
      // The trait with the name of the type has the right identifier afterwards.
      case Command.CorrectIdentifier correct -> state.traits().get(correct.replaced().type());
      case Command.SetConsent consent -> answer(state.consent().get(consent.purpose()));
      case Command.SetSubscription subscription ->
          answer(state.subscriptions().get(subscription.channel()));
      case Command.MergePeople _,
          Command.UnmergePerson _,
          Command.RedecideTrait _,
          Command.RebuildPeople _,
          Command.Redrive _ ->
          throw new IllegalArgumentException("It corrects no single value");
    };
  }

  private static @Nullable JsonNode answer(@Nullable Object state) {
    return state == null ? null : Json.MAPPER.valueToTree(state);
  }

  private static String type(Command command) {
    return switch (command) {
      case Command.CorrectTrait correct -> correct.withdraws() ? "withdraw-trait" : "correct-trait";
      case Command.WithdrawCorrection _ -> "withdraw-correction";
      case Command.CorrectIdentifier _ -> "correct-identifier";
      case Command.SetConsent _ -> "set-consent";
      case Command.SetSubscription _ -> "set-subscription";
      case Command.MergePeople _ -> "merge-people";
      case Command.UnmergePerson _ -> "unmerge-person";
      case Command.RedecideTrait _ -> "redecide-trait";
      case Command.RebuildPeople _ -> "rebuild-people";
      case Command.Redrive _ -> "redrive";
    };
  }

  private static String name(Command command) {
    return switch (command) {
      case Command.CorrectTrait correct -> correct.trait();
      case Command.WithdrawCorrection withdraw -> withdraw.trait();
      case Command.CorrectIdentifier correct -> correct.replaced().type();
      case Command.SetConsent consent -> consent.purpose();
      case Command.SetSubscription subscription -> subscription.channel();
      case Command.MergePeople merge -> merge.subject();
      case Command.UnmergePerson unmerge -> unmerge.subject();
      case Command.RedecideTrait redecide -> redecide.subject();
      case Command.RebuildPeople rebuild -> rebuild.subject();
      case Command.Redrive redrive -> redrive.subject();
    };
  }
}
