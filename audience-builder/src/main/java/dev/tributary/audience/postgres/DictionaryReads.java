package dev.tributary.audience.postgres;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.dictionary.Coverage;
import dev.tributary.audience.dictionary.Dictionary;
import dev.tributary.audience.dictionary.DictionaryReading;
import dev.tributary.audience.dictionary.EventTally;
import dev.tributary.audience.dictionary.FieldTally;
import dev.tributary.audience.dictionary.FrequentPropertyValues;
import dev.tributary.audience.dictionary.FrequentValues;
import dev.tributary.audience.dictionary.PropertyTally;
import dev.tributary.audience.dictionary.TruncatedList;
import dev.tributary.audience.dictionary.ValuePlace;
import dev.tributary.audience.dictionary.ValueReading;
import dev.tributary.audience.dictionary.ValueTally;
import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.audience.rule.Path;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads people part by part, up to a limit of time. Reads of events also end within a part, because
 * one person may have millions of events. Thread-safe.
 */
public final class DictionaryReads implements Dictionary {
  private static final int NAMES = 1_000;

  /** A search only needs what is frequent, and its user waits for it. */
  private static final int OF_SEARCHES = 4;

  private final Snapshots snapshots;
  private final PartitionedRead everyone;
  private final PartitionedRead sample;

  /**
   * @param patience the time limit of a read, after which its figures are scaled up; a quarter of
   *     it for reads for a search
   */
  public DictionaryReads(RequestDatabase database, Clock clock, Duration patience) {
    this.snapshots = new Snapshots(database);
    this.everyone = new PartitionedRead(clock, patience);
    this.sample = new PartitionedRead(clock, patience.dividedBy(OF_SEARCHES));
  }

  @Override
  public DictionaryReading<FieldTally.Field> traits(
      WorkspaceId workspace, Map<String, DeclaredType> declared) {
    FieldTally tally = new FieldTally(declared);
    return ofTraits(workspace, traits -> tally.add(traits, 0), () -> tally.most(NAMES));
  }

  @Override
  public DictionaryReading<EventTally.Counted> events(WorkspaceId workspace) {
    return snapshots.read(
        workspace,
        tx -> {
          CurrentPeople people = new CurrentPeople(tx, workspace);
          EventTally tally = new EventTally();
          Coverage coverage = everyone.read((part, ended) -> people.kinds(part, tally::add, ended));
          return new DictionaryReading<>(tally.most(NAMES), coverage);
        });
  }

  @Override
  public DictionaryReading<FieldTally.Field> properties(
      WorkspaceId workspace, EventKind kind, Map<String, DeclaredType> declared) {
    FieldTally tally = new FieldTally(declared);
    return ofEvents(
        workspace, kind, (at, found) -> tally.addWithParts(found, at), () -> tally.most(NAMES));
  }

  @Override
  public DictionaryReading<PropertyTally.Counted> allProperties(
      WorkspaceId workspace, DeclaredTypes declared) {
    return snapshots.read(
        workspace,
        tx -> {
          CurrentPeople people = new CurrentPeople(tx, workspace);
          PropertyTally tally = new PropertyTally(declared);
          Coverage coverage =
              sample.read((part, ended) ->
                  people.allEvents(
                      part, (_, kind, properties, at) -> tally.add(kind, properties, at), ended));
          return new DictionaryReading<>(tally.most(NAMES), coverage);
        });
  }

  @Override
  public DictionaryReading<FrequentValues.Counted> frequentValues(
      WorkspaceId workspace, Map<String, DeclaredType> declared) {
    return snapshots.read(
        workspace,
        tx -> {
          CurrentPeople people = new CurrentPeople(tx, workspace);
          FrequentValues tally = new FrequentValues(declared);
          Coverage coverage = sample.read((part, _) -> people.traits(part, tally::add));
          return new DictionaryReading<>(tally.most(), coverage);
        });
  }

  @Override
  public DictionaryReading<FrequentPropertyValues.Counted> frequentPropertyValues(
      WorkspaceId workspace, DeclaredTypes declared, String search) {
    return snapshots.read(
        workspace,
        tx -> {
          CurrentPeople people = new CurrentPeople(tx, workspace);
          FrequentPropertyValues tally = new FrequentPropertyValues(declared, search);
          Coverage coverage =
              sample.read((part, ended) ->
                  people.allEvents(
                      part,
                      (person, kind, properties, _) -> tally.add(person, kind, properties),
                      ended));
          return new DictionaryReading<>(tally.most(), coverage);
        });
  }

  @Override
  public ValueReading values(WorkspaceId workspace, ValuePlace place, String search) {
    ValueTally tally = new ValueTally(search);
    DictionaryReading<ValueTally.Counted> found =
        switch (place) {
          case ValuePlace.OfTrait(Path trait) ->
              ofTraits(workspace, traits -> tally.add(trait.in(traits)), tally::all);
          case ValuePlace.OfProperty(EventKind event, Path property) ->
              ofEvents(workspace, event, (_, values) -> tally.add(property.in(values)), tally::all);
        };
    return new ValueReading(found, tally.numbers());
  }

  private <T> DictionaryReading<T> ofTraits(
      WorkspaceId workspace, Consumer<ObjectNode> each, Supplier<TruncatedList<T>> result) {
    return snapshots.read(
        workspace,
        tx -> {
          CurrentPeople people = new CurrentPeople(tx, workspace);
          Coverage coverage = everyone.read((part, _) -> people.traits(part, each));
          return new DictionaryReading<>(result.get(), coverage);
        });
  }

  private <T> DictionaryReading<T> ofEvents(
      WorkspaceId workspace,
      EventKind kind,
      CurrentPeople.EachEvent each,
      Supplier<TruncatedList<T>> result) {
    return snapshots.read(
        workspace,
        tx -> {
          CurrentPeople people = new CurrentPeople(tx, workspace);
          Coverage coverage =
              everyone.read((part, ended) -> people.events(part, kind, each, ended));
          return new DictionaryReading<>(result.get(), coverage);
        });
  }
}
