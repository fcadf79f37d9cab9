package dev.tributary.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PastVisitTest {

  private static final Instant BEGUN = Instant.parse("2026-11-20T09:00:00Z");
  private static final DemoState STATE = new DemoState(7, 20_000, BEGUN.toString(), 0);

  @Test
  void theSameSeedGivesTheSameEventsWithTheSameIds() {
    assertThat(texts(past())).isEqualTo(texts(past())).doesNotHaveDuplicates();
    assertThat(past()).extracting(sent -> id(sent)).doesNotHaveDuplicates();
  }

  @Test
  void aShopOfTwentyThousandHasAboutSixtyThousandEvents() {
    assertThat(past()).hasSizeBetween(57_000, 66_000);
    assertThat(past()).extracting(PastVisit.Sent::source).contains("web", "phone", "crm");
  }

  @Test
  void everyEventLiesInTheSixtyDaysBeforeTheShopWasMade() {
    assertThat(past())
        .extracting(sent -> Instant.parse(sent.event().path("timestamp").asText()))
        .allMatch(time -> time.isBefore(BEGUN))
        .allMatch(time -> time.isAfter(BEGUN.minus(Duration.ofDays(61))));
  }

  @Test
  void somebodyBoughtTheBestSellerThirtyDaysAgo() {
    String bestSeller = Product.all().getFirst().name();
    assertThat(past())
        .extracting(PastVisit.Sent::event)
        .filteredOn(event -> event.path("event").asText().equals("Order Completed"))
        .filteredOn(event ->
            event
                .path("properties")
                .path("products")
                .path(0)
                .path("name")
                .asText()
                .equals(bestSeller))
        .extracting(event -> Instant.parse(event.path("timestamp").asText()))
        .anyMatch(time ->
            time.isAfter(BEGUN.minus(Duration.ofDays(31)))
                && time.isBefore(BEGUN.minus(Duration.ofDays(30))));
  }

  @Test
  void anotherSeedGivesOtherIds() {
    DemoState other = new DemoState(8, STATE.customers(), STATE.begunAt(), 0);
    assertThat(PastVisit.events(other, 3))
        .extracting(sent -> id(sent))
        .doesNotContainAnyElementsOf(
            PastVisit.events(STATE, 3).stream().map(sent -> id(sent)).toList());
  }

  private static List<PastVisit.Sent> past() {
    return IntStream.range(0, STATE.scale().visits())
        .boxed()
        .flatMap(visit -> PastVisit.events(STATE, visit).stream())
        .toList();
  }

  private static List<String> texts(List<PastVisit.Sent> events) {
    return events.stream().map(sent -> sent.event().toString()).toList();
  }

  private static String id(PastVisit.Sent sent) {
    return sent.event().path("messageId").asText();
  }
}
