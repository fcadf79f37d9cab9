package dev.tributary.identity.kafka;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a reader of the published messages knows: state by the highest version, events by their id,
 * merges by an alias map. Safe for the threads of several instances.
 */
public final class Published {
  private static final Set<CallType> DEEDS =
      Set.of(CallType.TRACK, CallType.PAGE, CallType.SCREEN, CallType.GROUP);

  private final Map<ProfileId, ProfileState> states = new ConcurrentHashMap<>();
  private final Map<ProfileId, ProfileId> aliases = new ConcurrentHashMap<>();
  private final Map<String, AppliedEvent> events = new ConcurrentHashMap<>();
  private final Map<String, ProfileId> owners = new ConcurrentHashMap<>();
  private final List<Message> messages = new ArrayList<>();

  /** Takes in what was published. */
  public synchronized List<Message> hear(List<Message> fresh) {
    messages.addAll(fresh);
    for (Message message : fresh) {
      byte[] value = message.value();
      if (value != null && type(message).equals(ProfileMessage.TYPE)) {
        accept(Json.read(value, ProfileMessage.class));
      }
    }
    return fresh;
  }

  private void accept(ProfileMessage message) {
    switch (message) {
      case ProfileMessage.Merged merged -> aliases.put(merged.profile(), merged.into());
      // Each event is named: what was done under an id goes the way of the merges otherwise.
      case ProfileMessage.Unmerged unmerged ->
          unmerged
              .events()
              .forEach(event -> owners.put(key(unmerged.workspace(), event), unmerged.into()));
      case ProfileMessage.UnmergedFrom separated -> accept(separated.state());
      case ProfileMessage.Updated updated -> {
        accept(updated.state());
        if (updated.event() != null) {
          events.put(updated.event().eventId().value(), updated.event());
          owners.put(key(updated.workspace(), updated.event().eventId()), updated.profile());
        }
      }
    }
  }

  private void accept(ProfileState state) {
    states.merge(
        state.profile(), state, (one, other) -> other.version() > one.version() ? other : one);
  }

  static String type(Message message) {
    return MessageHeaders.require(message.headers(), MessageHeaders.TYPE);
  }

  List<Message> messages() {
    return messages;
  }

  Map<String, AppliedEvent> events() {
    return events;
  }

  /** Whose an event is, by what was told. */
  ProfileId owner(WorkspaceId workspace, EventId event) {
    ProfileId owner = owners.get(key(workspace, event));
    while (aliases.containsKey(owner)) {
      owner = aliases.get(owner);
    }
    return owner;
  }

  /** Everything that a workspace's people did, by what was told. */
  List<String> deeds(WorkspaceId workspace) {
    return owners.keySet().stream()
        .filter(each -> each.startsWith(workspace + " "))
        .map(each -> each.substring(workspace.value().length() + 1))
        .filter(event -> DEEDS.contains(events.get(event).type()))
        .toList();
  }

  private static String key(WorkspaceId workspace, EventId event) {
    return workspace + " " + event;
  }

  Map<ProfileId, ProfileId> aliases() {
    return aliases;
  }

  /** The people who are there at the end. */
  List<ProfileState> people() {
    return states.values().stream().filter(state -> !aliases.containsKey(state.profile())).toList();
  }

  /** The one person that an identifier leads to. */
  ProfileState person(String type, String value) {
    return people().stream()
        .filter(state ->
            state.identifiers().stream()
                .anyMatch(each -> each.type().equals(type) && each.value().equals(value)))
        .reduce((one, other) -> {
          throw new AssertionError(type + " " + value + " leads to two people");
        })
        .orElseThrow(() -> new AssertionError(type + " " + value + " leads to nobody"));
  }
}
