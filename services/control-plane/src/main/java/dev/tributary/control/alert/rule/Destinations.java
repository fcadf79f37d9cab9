package dev.tributary.control.alert.rule;

import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.control.alert.WorkspaceFacts;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Destinations with their other facts. */
final class Destinations {
  private Destinations() {}

  /** A destination and one more fact of it. */
  record With<F extends Fact>(Fact.Destination destination, F of) {}

  static <F extends Fact> Stream<With<F>> with(
      WorkspaceFacts look, Class<F> type, Function<F, DestinationId> destination) {
    Map<DestinationId, Fact.Destination> byId =
        look.all(Fact.Destination.class)
            .collect(Collectors.toMap(Fact.Destination::id, Function.identity()));
    return look.all(type)
        .flatMap(fact ->
            Stream.ofNullable(byId.get(destination.apply(fact)))
                .map(known -> new With<>(known, fact)));
  }
}
