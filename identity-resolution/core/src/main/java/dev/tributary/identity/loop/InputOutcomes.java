package dev.tributary.identity.loop;

import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.quarantine.QuarantinedInput;
import dev.tributary.identity.acceptance.AcceptedEvent;
import dev.tributary.identity.acceptance.QuarantinedMessage;
import dev.tributary.identity.acceptance.QuarantinedMessageBuilder;
import dev.tributary.identity.input.LogRecord;
import dev.tributary.identity.input.LoopInput;
import dev.tributary.identity.input.Publication;
import dev.tributary.identity.loop.Overtaken.Taken;
import dev.tributary.identity.store.IdentityTransaction;
import dev.tributary.identity.store.QuarantineStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The outcomes of the inputs of one poll. Confined to one attempt. */
public final class InputOutcomes {
  /** How many events a message names. */
  private static final int NAMED = 10;

  private final List<AcceptedEvent> first = new ArrayList<>();
  private final List<AcceptedEvent> again = new ArrayList<>();
  private final List<QuarantinedMessage> quarantinedInputs = new ArrayList<>();
  private final List<QuarantineStore.Key> redriven = new ArrayList<>();

  /** Records an event or command with its outcome. */
  public void ended(LoopInput.Cause cause, AcceptedEvent event) {
    (cause.again() ? again : first).add(event);
  }

  /** Notes that a redriven input has been applied. */
  public void applied(LoopInput.Cause cause) {
    if (cause.again()) {
      redriven.add(new QuarantineStore.Key(cause.headers().workspace(), cause.headers().id()));
    }
  }

  /**
   * Puts the complete input into the quarantine.
   *
   * @param stage the stage that quarantines it
   */
  public void quarantine(
      LoopInput.Cause cause,
      QuarantinedInput.Stage stage,
      Refusal refusal,
      @Nullable String source,
      Instant at) {
    LogRecord input = cause.input();
    quarantinedInputs.add(
        QuarantinedMessageBuilder.builder()
            .workspace(cause.headers().workspace())
            .id(cause.headers().id())
            .kind(cause.headers().type())
            .stage(stage.name().toLowerCase(java.util.Locale.ROOT))
            .reason(refusal.reason())
            .detail(refusal.detail())
            .pointer(refusal.pointer())
            .source(source)
            .position(input.position())
            .key(input.key())
            .value(input.value())
            .headers(input.headers())
            .at(at)
            .build());
  }

  /**
   * Messages about an event that identity resolution has quarantined. Published once: a redrive
   * that fails publishes none.
   */
  public static List<Publication> announce(
      LoopInput.Cause cause, CollectedEvent event, Refusal refusal) {
    byte[] key = cause.input().key();
    if (cause.again()) {
      return List.of();
    }
    QuarantinedInput quarantined =
        new QuarantinedInput(
            event,
            refusal.reason(),
            refusal.detail(),
            refusal.pointer(),
            QuarantinedInput.Stage.IDENTITY);
    String text = key == null ? event.eventId().value() : new String(key, StandardCharsets.UTF_8);
    return List.of(new Publication(cause.input().position(), quarantined.toMessage(text)));
  }

  /**
   * @throws Overtaken if one of the events or message ids was accepted before: by another instance
   *     since the read, or because the log holds the same record twice
   */
  public void save(IdentityTransaction tx) throws Overtaken {
    if (!tx.accepted().insert(first)) {
      throw new Overtaken(
          Taken.MESSAGE,
          first.stream()
              .limit(NAMED)
              .map(each -> each.event().value())
              .collect(Collectors.joining(", ", "Of [", "], an event or its message id is taken")));
    }
    tx.quarantine().keep(quarantinedInputs);
    tx.quarantine().redriven(redriven);
    tx.accepted().end(again);
  }

  /** Saves the quarantined inputs, and records nothing else. */
  public void saveQuarantined(IdentityTransaction tx) {
    tx.quarantine().keep(quarantinedInputs);
  }
}
