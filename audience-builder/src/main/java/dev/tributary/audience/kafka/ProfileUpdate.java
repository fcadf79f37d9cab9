package dev.tributary.audience.kafka;

import dev.tributary.audience.rule.Rule.Call;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.replica.Merge;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All messages of one poll about one profile. */
final class ProfileUpdate {
  private final WorkspaceId workspace;
  private final ProfileId profile;
  private final List<AppliedEvent> events = new ArrayList<>();
  private final List<Merge> merges = new ArrayList<>();
  private Cause cause;
  private @Nullable ProfileState newest;
  private ProfileMessage.@Nullable Merged merged;
  private final List<ProfileMessage.Unmerged> unmerged = new ArrayList<>();
  private final Set<Long> stated = new HashSet<>();
  private ProfileMessage.@Nullable UnmergedFrom unmergedFrom;
  private long receivedAt = Long.MIN_VALUE;

  private ProfileUpdate(ProfileMessage first, Cause cause) {
    this.workspace = first.workspace();
    this.profile = first.profile();
    this.cause = cause;
  }

  /** By profile, in the order of their first messages. */
  static Map<ProfileId, ProfileUpdate> of(List<Input> inputs) {
    Map<ProfileId, ProfileUpdate> updates = new LinkedHashMap<>();
    for (Input input : inputs) {
      byte[] value = input.value();
      if (value != null && input.type().equals(ProfileMessage.TYPE)) {
        ProfileMessage message = Json.read(value, ProfileMessage.class);
        Cause cause = new Cause(input.partition(), MessageHeaders.from(input.headers()));
        updates
            .computeIfAbsent(message.profile(), _ -> new ProfileUpdate(message, cause))
            .add(message, cause);
      }
    }
    return updates;
  }

  private void add(ProfileMessage message, Cause because) {
    cause = because;
    merges.addAll(Merge.of(message));
    switch (message) {
      case ProfileMessage.Updated updated -> {
        state(updated.state());
        stated.add(updated.version());
        AppliedEvent event = updated.event();
        if (event != null) {
          events.add(event);
          receivedAt = Math.max(receivedAt, event.receivedAt().toEpochMilli());
        }
      }
      case ProfileMessage.Merged gone -> merged = gone;
      case ProfileMessage.Unmerged each -> unmerged.add(each);
      case ProfileMessage.UnmergedFrom begun -> {
        state(begun.state());
        unmergedFrom = begun;
      }
    }
  }

  private void state(ProfileState state) {
    if (newest == null || newest.version() < state.version()) {
      newest = state;
    }
  }

  /**
   * The kind of an event that a rule can ask for; empty for identify calls, which are not counted.
   */
  static Optional<EventKind> kind(AppliedEvent event) {
    Call call =
        switch (event.type()) {
          case TRACK -> Call.TRACK;
          case PAGE -> Call.PAGE;
          case SCREEN -> Call.SCREEN;
          case GROUP -> Call.GROUP;
          case ALIAS -> Call.ALIAS;
          case IDENTIFY -> null;
        };
    if (call == null) {
      return Optional.empty();
    }
    return Optional.of(new EventKind(call, call.hasName() ? event.name() : null));
  }

  WorkspaceId workspace() {
    return workspace;
  }

  ProfileId profile() {
    return profile;
  }

  /** The last message of the profile. */
  Cause cause() {
    return cause;
  }

  List<AppliedEvent> events() {
    return events;
  }

  ProfileRef ref() {
    return new ProfileRef(workspace, profile);
  }

  /** The merges of this profile into another one, and of others into this one. */
  List<Merge> merges() {
    return merges;
  }

  /** Whether others were merged into this profile. */
  boolean absorbs() {
    return merges.stream().anyMatch(each -> each.survivor().equals(profile));
  }

  @Nullable ProfileState newest() {
    return newest;
  }

  ProfileMessage.@Nullable Merged merged() {
    return merged;
  }

  /**
   * Whether the messages are only about other profiles, which an unmerge has separated from this
   * one.
   */
  boolean concernsOnlyOthers() {
    return newest == null && merged == null;
  }

  List<ProfileMessage.Unmerged> unmerged() {
    return unmerged;
  }

  /**
   * The versions in these messages. All messages that lead to a version are on the log before it.
   */
  Set<Long> stated() {
    return stated;
  }

  ProfileMessage.@Nullable UnmergedFrom unmergedFrom() {
    return unmergedFrom;
  }

  /** Business time of the newest acceptance; the smallest value if there is no event. */
  long receivedAt() {
    return receivedAt;
  }
}
