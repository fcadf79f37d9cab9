package dev.tributary.benchmarks.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class EventMixTest {
  private static final int EVENTS = 10_000;
  private static final int PEOPLE = 500;

  private final List<Event> events = new EventMix(0, PEOPLE).next(EVENTS);
  private final List<JsonNode> items = new ArrayList<>();

  EventMixTest() throws IOException {
    for (Event event : events) {
      items.add(new ObjectMapper().readTree(event.item()));
    }
  }

  @Test
  void ninetyOfAHundredAreOfKnownPeople() {
    long known =
        count(item ->
            item.path("anonymousId").asText().startsWith("device-") && number(item) < PEOPLE);

    assertThat(known).isEqualTo(EVENTS * 90 / 100);
  }

  @Test
  void eightOfAHundredIntroduceSomebodyNew() {
    long introduced = count(item -> item.at("/traits/email").isTextual());

    assertThat(introduced).isEqualTo(EVENTS * 8 / 100);
  }

  @Test
  void eachVisitorTurnsOutToBeAKnownPerson() {
    List<String> came = visitors(item -> !item.has("userId"));
    List<String> known = visitors(item -> item.has("userId") && number(item) < PEOPLE);

    assertThat(came).hasSize(EVENTS / 100).doesNotHaveDuplicates().isEqualTo(known);
  }

  @Test
  void noMessageIdIsUsedTwice() {
    assertThat(items).extracting(item -> item.path("messageId").asText()).doesNotHaveDuplicates();
  }

  private List<String> visitors(Predicate<JsonNode> wanted) {
    return items.stream()
        .filter(wanted)
        .map(item -> item.path("anonymousId").asText())
        .filter(device -> device.startsWith("visitor-"))
        .toList();
  }

  private static int number(JsonNode item) {
    return Integer.parseInt(item.path("userId").asText().substring("user-".length()));
  }

  private long count(Predicate<JsonNode> wanted) {
    return items.stream().filter(wanted).count();
  }
}
