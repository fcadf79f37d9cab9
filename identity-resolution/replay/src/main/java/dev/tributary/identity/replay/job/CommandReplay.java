package dev.tributary.identity.replay.job;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.input.LogRecord;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.replay.HistoricalInput;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.resolution.WorkspaceIdentifier;
import dev.tributary.identity.store.replay.ReplayTransaction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Translates the inputs of a workspace into inputs of its replay copy. Commands name profiles by
 * ids that the replay copy does not have; there, the profile is the one that has the command's
 * anchor identifier. Confined to one replay.
 */
final class CommandReplay {
  private final ReplayTransaction tx;
  private final ReplayCopy copy;
  private final IdentifierReader reader;

  CommandReplay(ReplayTransaction tx, ReplayCopy copy, IdentifierReader reader) {
    this.tx = tx;
    this.copy = copy;
    this.reader = reader;
  }

  static boolean isCommand(LogRecord input) {
    return input.type().equals(Command.TYPE);
  }

  /** When the input was accepted, by the wall clock; for a row, when its run began. */
  static Instant at(LogRecord input) {
    return MessageHeaders.from(input.headers()).rootReceivedAt();
  }

  /**
   * An event that the collector had quarantined counts like any other event, because it has been
   * redriven.
   */
  LogRecord event(LogRecord input) {
    LogRecord translated = with(input, input.value());
    translated
        .headers()
        .put(MessageHeaders.TYPE, CollectedEvent.TYPE.getBytes(StandardCharsets.UTF_8));
    return translated;
  }

  /** An input that cannot be read, for the quarantine of the replay copy. */
  LogRecord verbatim(LogRecord input) {
    return with(input, input.value());
  }

  RowChange row(LogRecord input) {
    return Json.read(requireValue(input), RowChange.class).in(copy.name().value());
  }

  LogRecord row(LogRecord input, RowChange change) {
    return with(input, Json.write(change));
  }

  /**
   * @return empty for a command that has no effect in a replay: a redriven event is replayed at the
   *     time when it was accepted; the cuts are in the replay copy from the start; traits are
   *     decided by the present policies
   */
  Optional<LogRecord> command(LogRecord input, HistoricalInput historical) {
    Command command = Json.read(requireValue(input), Command.class);
    Command translated =
        switch (command) {
          case Command.CorrectTrait _,
              Command.WithdrawCorrection _,
              Command.SetConsent _,
              Command.SetSubscription _ -> {
            ProfileId profile = profileOf(historical.anchor());
            yield profile == null ? null : about(profile, command);
          }
          case Command.CorrectIdentifier correct -> corrected(correct, historical.anchor());
          case Command.MergePeople merge -> merge(merge);
          case Command.Redrive _,
              Command.UnmergePerson _,
              Command.RedecideTrait _,
              Command.RebuildPeople _ ->
              null;
        };
    return Optional.ofNullable(translated).map(Json::write).map(value -> with(input, value));
  }

  private Command about(ProfileId profile, Command command) {
    WorkspaceId copyName = copy.name();
    return switch (command) {
      case Command.CorrectTrait said ->
          new Command.CorrectTrait(
              copyName, profile, said.actor(), said.at(), said.trait(), said.value());
      case Command.WithdrawCorrection said ->
          new Command.WithdrawCorrection(copyName, profile, said.actor(), said.at(), said.trait());
      case Command.SetConsent said ->
          new Command.SetConsent(
              copyName, profile, said.actor(), said.at(), said.purpose(), said.state());
      case Command.SetSubscription said ->
          new Command.SetSubscription(
              copyName, profile, said.actor(), said.at(), said.channel(), said.state());
      default -> throw new IllegalArgumentException("It is not about one person");
    };
  }

  /**
   * A user who has cut the two identifiers after the correction has undone it. If the rules of the
   * replay copy block the replaced identifier, the correction is kept: it is the reason why the
   * value of sources does not count.
   *
   * @param anchor the identifier under which the correction is kept: if the replaced value was left
   *     out because it is invalid, another identifier of the profile, or the right one
   */
  private @Nullable Command corrected(
      Command.CorrectIdentifier correct, @Nullable Identifier anchor) {
    boolean blocked = reader.blocks(correct.replaced());
    boolean invalid = reader.isInvalid(correct.replaced());
    Identifier replaced =
        blocked || invalid ? written(correct.replaced()) : normalised(correct.replaced());
    Identifier replacement = normalised(correct.replacement());
    ProfileId profile = replaced == null ? null : tx.replays().copies().owner(copy, replaced);
    if (profile == null && blocked) {
      profile = profileBeside(correct.replaced(), correct.replacement());
    } else if (profile == null && invalid) {
      profile =
          correct.replacement().equals(anchor)
              ? profileBeside(correct.replacement(), correct.replaced())
              : profileOf(anchor);
    }
    return replaced == null
            || replacement == null
            || replaced.equals(replacement)
            || profile == null
            || tx.cuts().since(copy.name(), identifiers(profile), Set.of(replacement), correct.at())
        ? null
        : new Command.CorrectIdentifier(
            copy.name(), profile, correct.actor(), correct.at(), replaced, replacement);
  }

  /**
   * The profile of the identifiers that inputs and users have named beside this one. Null if the
   * strongest of them lead to several profiles: the right identifier belongs to one of these only.
   *
   * @param other the other identifier of the correction
   */
  private @Nullable ProfileId profileBeside(Identifier identifier, Identifier other) {
    ProfileId present =
        tx.identifiers()
            .locate(Set.of(new WorkspaceIdentifier(copy.workspace(), identifier)))
            .get(new WorkspaceIdentifier(copy.workspace(), identifier));
    if (present == null) {
      return null;
    }
    List<Identifier> beside =
        tx.edges().of(copy.workspace(), identifiers(copy.workspace(), present)).stream()
            .filter(edge -> edge.left().equals(identifier) || edge.right().equals(identifier))
            .map(edge -> edge.left().equals(identifier) ? edge.right() : edge.left())
            .filter(each -> !each.equals(other))
            .sorted(reader::byPriority)
            .toList();
    Set<ProfileId> profiles = new HashSet<>();
    String strongest = null;
    for (Identifier each : beside) {
      ProfileId owner = profileOf(each);
      if (owner != null && (strongest == null || strongest.equals(each.type()))) {
        strongest = each.type();
        profiles.add(owner);
      }
    }
    return profiles.size() == 1 ? profiles.iterator().next() : null;
  }

  private @Nullable Command merge(Command.MergePeople merge) {
    Identifier anchor = normalised(merge.anchor());
    Identifier identifier = normalised(merge.identifier());
    ProfileId one = profileOf(anchor);
    ProfileId other = profileOf(identifier);
    return anchor == null
            || identifier == null
            || one == null
            || other == null
            || cutSince(merge, one, other)
        ? null
        : new Command.MergePeople(
            copy.name(), one, merge.actor(), merge.at(), other, anchor, identifier);
  }

  /** Whether a user cut the two profiles after the merge. */
  private boolean cutSince(Command.MergePeople merge, ProfileId one, ProfileId other) {
    return !one.equals(other)
        && tx.cuts().since(copy.name(), identifiers(one), identifiers(other), merge.at());
  }

  private Set<Identifier> identifiers(ProfileId person) {
    return identifiers(copy.name(), person);
  }

  private Set<Identifier> identifiers(WorkspaceId workspace, ProfileId person) {
    Profile found = tx.profiles().read(new ProfileRef(workspace, person));
    return found == null ? Set.of() : found.identifiers();
  }

  private @Nullable ProfileId profileOf(@Nullable Identifier identifier) {
    Identifier normalised = identifier == null ? null : normalised(identifier);
    return normalised == null ? null : tx.replays().copies().owner(copy, normalised);
  }

  private @Nullable Identifier normalised(Identifier identifier) {
    return reader.identifier(identifier.type(), identifier.value()).orElse(null);
  }

  private @Nullable Identifier written(Identifier identifier) {
    return reader.written(identifier.type(), identifier.value()).orElse(null);
  }

  private static byte[] requireValue(LogRecord input) {
    byte[] value = input.value();
    if (value == null) {
      throw new IllegalArgumentException("A tombstone says nothing");
    }
    return value;
  }

  private LogRecord with(LogRecord input, byte @Nullable [] value) {
    Map<String, byte[]> headers = new HashMap<>(input.headers());
    headers.put(MessageHeaders.WORKSPACE, copy.name().value().getBytes(StandardCharsets.UTF_8));
    return new LogRecord(input.position(), input.key(), value, headers);
  }
}
