package dev.tributary.identity.loop;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.event.TrackingEvent;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileMessage.Absorbed;
import dev.tributary.contracts.profile.ProfileMessage.Unmerged;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.identity.acceptance.ProcessedEvents;
import dev.tributary.identity.input.LoopInput;
import dev.tributary.identity.input.Publication;
import dev.tributary.identity.rules.IdentityRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages that one poll publishes on {@code profiles}. Confined to one attempt. */
public final class ProfileOutputs {
  private final Ids ids;
  private final List<Publication> outputs;

  public ProfileOutputs(Ids ids, List<Publication> outputs) {
    this.ids = ids;
    this.outputs = outputs;
  }

  /** Publishes the end of the merged profiles, then the new version of the surviving profile. */
  public void changed(
      LoopInput.Cause cause,
      ProfileState state,
      @Nullable TrackingEvent event,
      List<Absorbed> absorbed) {
    for (Absorbed each : absorbed) {
      add(
          cause,
          new ProfileMessage.Merged(
              state.workspace(), each.profile(), each.version(), state.profile()));
    }
    add(
        cause,
        new ProfileMessage.Updated(
            state,
            event == null ? null : ProcessedEvents.of(event, ownConsent(cause, state, event)),
            absorbed));
  }

  /**
   * The consent that the event itself may state. Any visitor can read a browser's write key.
   * Therefore an event of an identified person cannot grant consent with such a key, but it can
   * deny consent.
   */
  private static Map<String, Boolean> ownConsent(
      LoopInput.Cause cause, ProfileState state, TrackingEvent event) {
    String kind = MessageHeaders.text(cause.input().headers(), CollectedEvent.SOURCE_KIND);
    if (SourceKind.named(kind) != SourceKind.BROWSER
        || state.identifiers().stream().allMatch(each -> IdentityRules.device(each.type()))) {
      return event.consent();
    }
    Map<String, Boolean> denied = new LinkedHashMap<>(event.consent());
    denied.values().removeIf(allowed -> allowed);
    return denied;
  }

  /**
   * Publishes that one profile has become two: what moved away, then the new version of the profile
   * that stays, and the first version of the new profile.
   *
   * @param aliases the ids that lead to the new profile
   * @param events the events that moved to the new profile
   */
  public void separated(
      LoopInput.Cause cause,
      ProfileState stays,
      ProfileState left,
      List<ProfileId> aliases,
      List<EventId> events) {
    int from = 0;
    do {
      int to = Math.min(events.size(), from + Unmerged.MOST_EVENTS);
      add(
          cause,
          new Unmerged(
              stays.workspace(),
              stays.profile(),
              stays.version(),
              left.profile(),
              aliases,
              events.subList(from, to)));
      from = to;
    } while (from < events.size());
    changed(cause, stays, null, List.of());
    add(cause, new ProfileMessage.UnmergedFrom(left, stays.profile(), stays.version()));
  }

  private void add(LoopInput.Cause cause, ProfileMessage message) {
    MessageHeaders headers = cause.headers().then(ids.next(Ids.MESSAGE), ProfileMessage.TYPE);
    Message outgoing = message.toMessage(headers);
    String trace = MessageHeaders.text(cause.input().headers(), MessageHeaders.TRACE_PARENT);
    outputs.add(
        new Publication(
            cause.input().position(),
            trace == null ? outgoing : outgoing.withHeader(MessageHeaders.TRACE_PARENT, trace)));
  }
}
