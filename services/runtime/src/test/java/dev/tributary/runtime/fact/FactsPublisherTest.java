package dev.tributary.runtime.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.Facts;
import dev.tributary.contracts.fact.FactsByWorkspace;
import dev.tributary.contracts.fact.PublishedFacts;
import dev.tributary.contracts.fact.WorkspaceFact;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is published in each round, with a clock and sources of the test. */
class FactsPublisherTest {
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_shop");
  private static final WorkspaceId QUIET = new WorkspaceId("wsp_quiet");
  private static final Duration EVERY = Duration.ofSeconds(15);

  private final List<PublishedFacts> sent = new ArrayList<>();
  private final Map<WorkspaceId, Fact> known = new HashMap<>();
  private final Set<WorkspaceId> workspaces = new TreeSet<>(Set.of(SHOP, QUIET));
  private final Set<WorkspaceId> unreadable = new TreeSet<>();
  private Duration reading = Duration.ZERO;
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private boolean logAnswers = true;

  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private final FactsPublisher publisher = publisher(EVERY);

  private FactsPublisher publisher(Duration every) {
    return new FactsPublisher(
        "warehouse-ingestion",
        every,
        this::read,
        () -> workspaces,
        this::send,
        metrics,
        new Clock() {
          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now;
          }
        });
  }

  @BeforeEach
  void controlPlaneAsks() {
    publisher.asked();
    known.put(SHOP, held(1));
  }

  @Test
  void theFirstRoundHasAllFactsAndTheNextOneTheirDigests() {
    Instant first = now;
    round();
    round();
    assertThat(sent)
        .containsExactly(
            new PublishedFacts(
                "warehouse-ingestion",
                first,
                Map.of(SHOP, facts(held(1)), QUIET, facts()),
                Map.of()),
            new PublishedFacts(
                "warehouse-ingestion",
                first.plus(EVERY),
                Map.of(),
                Map.of(SHOP, facts(held(1)).digest(), QUIET, facts().digest())));
  }

  @Test
  void factsThatChangeArePublishedAlone() {
    round();
    known.put(SHOP, held(2));
    round();
    assertThat(sent.getLast().changed()).isEqualTo(Map.of(SHOP, facts(held(2))));
    assertThat(sent.getLast().unchanged()).containsOnlyKeys(QUIET);
    known.remove(SHOP);
    round();
    assertThat(sent.getLast().changed()).isEqualTo(Map.of(SHOP, facts()));
  }

  @Test
  void afterAFailedMessageItsFactsArePublishedAgain() {
    round();
    known.put(SHOP, held(2));
    logAnswers = false;
    round();
    assertThat(sent).hasSize(1);
    logAnswers = true;
    // Nobody knows whether the failed message is on the log.
    known.put(SHOP, held(1));
    round();
    assertThat(sent.getLast().changed()).isEqualTo(Map.of(SHOP, facts(held(1))));
    assertThat(sent.getLast().unchanged()).containsOnlyKeys(QUIET);
  }

  @Test
  void workspacesThatCannotBeReadHideOnlyThoseOfTheirMessage() {
    workspaces.clear();
    IntStream.range(0, 120).forEach(i -> workspaces.add(new WorkspaceId("wsp_%03d".formatted(i))));
    unreadable.add(new WorkspaceId("wsp_070"));
    round();
    assertThat(sent).extracting(each -> each.changed().size()).containsExactly(50, 20);
    unreadable.clear();
    round();
    assertThat(sent).extracting(each -> each.changed().size()).endsWith(0, 50, 0);
  }

  @Test
  void theTimeOfAMessageIsBeforeItsFactsAreRead() {
    reading = Duration.ofSeconds(3);
    Instant begin = now;
    publisher.round();
    assertThat(sent).extracting(PublishedFacts::at).containsExactly(begin);
  }

  @Test
  void aRoundLastsOneIntervalAtMost() {
    IntStream.range(0, 200).forEach(i -> workspaces.add(new WorkspaceId("wsp_%03d".formatted(i))));
    reading = Duration.ofSeconds(8);
    publisher.round();
    assertThat(sent).hasSize(2);
    assertThat(counted("late")).isEqualTo(102);
  }

  @Test
  void aRoundBeginsWhereTheLastOneStopped() {
    IntStream.range(0, 200).forEach(i -> workspaces.add(new WorkspaceId("wsp_%03d".formatted(i))));
    reading = Duration.ofSeconds(8);
    for (int round = 0; round < 3; round++) {
      round();
    }
    assertThat(sent).hasSize(6);
    assertThat(sent.subList(0, 5).stream().flatMap(each -> each.changed().keySet().stream()))
        .hasSize(202)
        .containsExactlyInAnyOrderElementsOf(workspaces);
    assertThat(sent.getLast().unchanged()).hasSize(50);
  }

  @Test
  void eachOutcomeIsCounted() {
    round();
    logAnswers = false;
    round();
    round();
    assertThat(counted("published")).isEqualTo(2);
    assertThat(counted("failed")).isEqualTo(4);
    assertThat(counted("late")).isZero();
  }

  @Test
  void anIntervalBelowASecondIsRefused() {
    assertThatThrownBy(() -> publisher(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TRIBUTARY_FACTS_EVERY");
  }

  @Test
  void anInstanceThatIsNotAskedPublishesNothing() {
    now = now.plus(Duration.ofMinutes(1));
    round();
    assertThat(sent).isEmpty();
    publisher.asked();
    round();
    assertThat(sent).hasSize(1);
  }

  @Test
  void aWorkspaceThatComesBackIsPublishedWhole() {
    round();
    workspaces.remove(SHOP);
    round();
    assertThat(sent.getLast().unchanged()).containsOnlyKeys(QUIET);
    workspaces.add(SHOP);
    round();
    assertThat(sent.getLast().changed()).isEqualTo(Map.of(SHOP, facts(held(1))));
  }

  private void round() {
    publisher.round();
    now = now.plus(EVERY);
    publisher.asked();
  }

  private double counted(String outcome) {
    return metrics.get("tributary.facts.workspaces").tag("outcome", outcome).counter().count();
  }

  private FactsByWorkspace read(Set<WorkspaceId> some) {
    now = now.plus(reading);
    if (some.stream().anyMatch(unreadable::contains)) {
      throw new IllegalStateException("The database does not answer");
    }
    return FactsByWorkspace.of(
        some,
        known.entrySet().stream()
            .filter(each -> some.contains(each.getKey()))
            .map(each -> new WorkspaceFact(each.getKey(), each.getValue())));
  }

  private void send(PublishedFacts message) {
    if (!logAnswers) {
      throw new IllegalStateException("Kafka does not answer");
    }
    sent.add(message);
  }

  private static Facts facts(Fact... facts) {
    return new Facts(List.of(facts));
  }

  private static Fact held(int run) {
    return new Fact.HeldRun(new RunId("run_" + run), new ModelId("mdl_1"), "Orders");
  }
}
