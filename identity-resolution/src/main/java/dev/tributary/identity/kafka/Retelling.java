package dev.tributary.identity.kafka;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.postgres.CutTable;
import dev.tributary.identity.postgres.ProfileTable;
import dev.tributary.identity.postgres.ShadowTables;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.resolution.ProfileKey;
import dev.tributary.identity.trial.PastInput;
import dev.tributary.identity.trial.Shadow;
import dev.tributary.runtime.loop.Input;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says for a shadow what was said of its workspace. Commands name people by ids that the shadow
 * does not know: there, they mean whoever has the identifier that spoke for them. Confined to one
 * replay.
 */
final class Retelling {
  private final Connection tx;
  private final Shadow shadow;
  private final IdentifierReader reader;
  private final ShadowTables tables = new ShadowTables();
  private final ProfileTable people = new ProfileTable();
  private final CutTable cuts = new CutTable();

  Retelling(Connection tx, Shadow shadow, IdentifierReader reader) {
    this.tx = tx;
    this.shadow = shadow;
    this.reader = reader;
  }

  static boolean isCommand(Input input) {
    return input.type().equals(Command.TYPE);
  }

  /** When it was accepted, by the wall clock; a row when its run began. */
  static Instant at(Input input) {
    return MessageHeaders.from(input.headers()).rootReceivedAt();
  }

  /** What the collector set aside counts, since it has been redriven. */
  Input event(Input input) {
    Input told = with(input, input.value());
    told.headers().put(MessageHeaders.TYPE, CollectedEvent.TYPE.getBytes(StandardCharsets.UTF_8));
    return told;
  }

  /** What cannot be read, to be set aside in the shadow. */
  Input verbatim(Input input) {
    return with(input, input.value());
  }

  RowChange row(Input input) {
    return Json.read(requireValue(input), RowChange.class).in(shadow.name());
  }

  Input row(Input input, RowChange change) {
    return with(input, Json.write(change));
  }

  /**
   * @return empty for what says nothing here: what was redriven stands where it was accepted, what
   *     people said is apart the shadow knows from the beginning, and its traits are decided by
   *     today's policies
   */
  Optional<Input> command(Input input, PastInput past) throws SQLException {
    Command command = Json.read(requireValue(input), Command.class);
    Command told =
        switch (command) {
          case Command.CorrectTrait _, Command.SetConsent _, Command.SetSubscription _ -> {
            String who = who(past.anchor());
            yield who == null ? null : about(who, command);
          }
          case Command.MergePeople merge -> merge(merge);
          case Command.Redrive _,
              Command.UnmergePerson _,
              Command.RedecideTrait _,
              Command.RebuildPeople _ ->
              null;
        };
    return Optional.ofNullable(told).map(Json::write).map(value -> with(input, value));
  }

  private Command about(String who, Command command) {
    String world = shadow.name();
    return switch (command) {
      case Command.CorrectTrait said ->
          new Command.CorrectTrait(world, who, said.actor(), said.at(), said.trait(), said.value());
      case Command.SetConsent said ->
          new Command.SetConsent(world, who, said.actor(), said.at(), said.purpose(), said.state());
      case Command.SetSubscription said ->
          new Command.SetSubscription(
              world, who, said.actor(), said.at(), said.channel(), said.state());
      default -> throw new IllegalArgumentException("It is not about one person");
    };
  }

  private @Nullable Command merge(Command.MergePeople merge) throws SQLException {
    Identifier anchor = normalised(merge.anchor());
    Identifier identifier = normalised(merge.identifier());
    String one = who(anchor);
    String other = who(identifier);
    return anchor == null
            || identifier == null
            || one == null
            || other == null
            || takenBack(merge, one, other)
        ? null
        : new Command.MergePeople(
            shadow.name(), one, merge.actor(), merge.at(), other, anchor, identifier);
  }

  /** Whether somebody said later that the two are two people. */
  private boolean takenBack(Command.MergePeople merge, String one, String other)
      throws SQLException {
    return !one.equals(other)
        && cuts.since(tx, shadow.name(), identifiers(one), identifiers(other), merge.at());
  }

  private Set<Identifier> identifiers(String person) throws SQLException {
    Profile found = people.read(tx, new ProfileKey(shadow.name(), person));
    return found == null ? Set.of() : found.identifiers();
  }

  private @Nullable String who(@Nullable Identifier identifier) throws SQLException {
    Identifier normalised = identifier == null ? null : normalised(identifier);
    return normalised == null ? null : tables.who(tx, shadow, normalised);
  }

  private @Nullable Identifier normalised(Identifier identifier) {
    return reader.identifier(identifier.type(), identifier.value()).orElse(null);
  }

  private static byte[] requireValue(Input input) {
    byte[] value = input.value();
    if (value == null) {
      throw new IllegalArgumentException("A tombstone says nothing");
    }
    return value;
  }

  private Input with(Input input, byte @Nullable [] value) {
    Map<String, byte[]> headers = new HashMap<>(input.headers());
    headers.put(MessageHeaders.WORKSPACE, shadow.name().getBytes(StandardCharsets.UTF_8));
    return new Input(input.partition(), input.offset(), input.key(), value, headers);
  }
}
