package dev.tributary.audience.postgres;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.dictionary.Coverage;
import dev.tributary.audience.dictionary.Cut;
import dev.tributary.audience.dictionary.EventTally;
import dev.tributary.audience.dictionary.FieldTally;
import dev.tributary.audience.dictionary.Found;
import dev.tributary.audience.dictionary.ValuePlace;
import dev.tributary.audience.dictionary.ValueTally;
import dev.tributary.audience.rule.Path;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.contracts.definition.DeclaredType;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** What rules can name, counted over people as they are now. Thread-safe. */
public final class DictionaryReads {
  private static final int NAMES = 1_000;

  private final Snapshots snapshots;
  private final PartByPart everyone;

  /**
   * @param request a pool that signs in with the request's role
   * @param patience when a reading stops and what it found is scaled up
   */
  public DictionaryReads(DataSource request, Clock clock, Duration patience) {
    this.snapshots = new Snapshots(request);
    this.everyone = new PartByPart(clock, patience);
  }

  /**
   * @param declared types by path
   */
  public Found<FieldTally.Field> traits(String workspace, Map<String, DeclaredType> declared) {
    FieldTally tally = new FieldTally(declared);
    return ofTraits(workspace, traits -> tally.add(traits, 0), () -> tally.most(NAMES));
  }

  public Found<EventTally.Counted> events(String workspace) {
    return snapshots.read(
        workspace,
        tx -> {
          Present people = new Present(tx, workspace);
          EventTally tally = new EventTally();
          Coverage coverage = everyone.read(part -> people.kinds(part, tally::add));
          return new Found<>(tally.most(NAMES), coverage);
        });
  }

  /**
   * @param declared types by path
   */
  public Found<FieldTally.Field> properties(
      String workspace, EventKind kind, Map<String, DeclaredType> declared) {
    FieldTally tally = new FieldTally(declared);
    return ofEvents(workspace, kind, (at, found) -> tally.add(found, at), () -> tally.most(NAMES));
  }

  /**
   * @param search what a value contains, in any case; empty for all of them
   */
  public Found<ValueTally.Counted> values(String workspace, ValuePlace place, String search) {
    ValueTally tally = new ValueTally(search);
    return switch (place) {
      case ValuePlace.OfTrait(Path trait) ->
          ofTraits(workspace, traits -> tally.add(trait.in(traits)), tally::all);
      case ValuePlace.OfProperty(EventKind event, Path property) ->
          ofEvents(workspace, event, (_, found) -> tally.add(property.in(found)), tally::all);
    };
  }

  private <T> Found<T> ofTraits(
      String workspace, Consumer<ObjectNode> each, Supplier<Cut<T>> result) {
    return snapshots.read(
        workspace,
        tx -> {
          Present people = new Present(tx, workspace);
          Coverage coverage = everyone.read(part -> people.traits(part, each));
          return new Found<>(result.get(), coverage);
        });
  }

  private <T> Found<T> ofEvents(
      String workspace, EventKind kind, Present.EachEvent each, Supplier<Cut<T>> result) {
    return snapshots.read(
        workspace,
        tx -> {
          Present people = new Present(tx, workspace);
          Coverage coverage = everyone.read(part -> people.events(part, kind, each));
          return new Found<>(result.get(), coverage);
        });
  }
}
