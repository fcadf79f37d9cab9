package dev.tributary.audience.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.rule.NaiveReference.Done;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.profile.ConsentState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Facts held in memory. */
public record TestFacts(
    Map<String, JsonNode> traits,
    Map<String, ConsentState> consent,
    List<Done> done,
    Predicate<AudienceId> in)
    implements Facts {

  static TestFacts of(ObjectNode traits) {
    return of(traits, List.of());
  }

  static TestFacts of(ObjectNode traits, List<Done> done) {
    return of(traits, Map.of(), done);
  }

  static TestFacts of(ObjectNode traits, Map<String, ConsentState> consent, List<Done> done) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    traits.properties().forEach(each -> values.put(each.getKey(), each.getValue()));
    return new TestFacts(values, consent, done, audience -> false);
  }

  @Override
  public List<Event> events(Rule.EventKind kind) {
    return IntStream.range(0, done.size())
        .filter(i -> done.get(i).call().equals(kind.call().wireName()))
        .filter(i -> kind.name() == null || kind.name().equals(done.get(i).name()))
        .mapToObj(i ->
            new Event(
                new EventId("evt_" + i),
                done.get(i).at().toEpochMilli(),
                (ObjectNode) done.get(i).properties()))
        .toList();
  }

  @Override
  public boolean isIn(AudienceId audience) {
    return in.test(audience);
  }
}
