package dev.tributary.control.alert.fact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.Facts;
import dev.tributary.contracts.fact.PublishedFacts;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.WorkspaceFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which published facts count in a check. For all others, the service is asked. */
class FactsInboxTest {
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_shop");
  private static final Facts NONE = new Facts(List.of());
  private static final Facts ONE = new Facts(List.of(new Fact.Quarantined(1)));
  private static final Facts TWO = new Facts(List.of(new Fact.Quarantined(2)));

  private final FactsInbox inbox = new FactsInbox(Duration.ofSeconds(15));

  @Test
  void countInTheNextCheckOnly() {
    inbox.take(START);
    changed(5, ONE);
    assertThat(facts(15, null)).contains(ONE);
    assertThat(facts(30, null)).isEmpty();
  }

  @Test
  void unchangedFactsAreTheStoredOnes() {
    inbox.take(START);
    unchanged(5, ONE);
    assertThat(facts(15, ONE)).contains(ONE);
    unchanged(20, NONE);
    assertThat(facts(30, NONE)).contains(NONE);
  }

  @Test
  void unchangedFactsThatAreNotStoredAreNotKnown() {
    inbox.take(START);
    unchanged(5, ONE);
    assertThat(facts(15, TWO)).as("a message was lost, or another instance publishes").isEmpty();
    unchanged(20, ONE);
    assertThat(facts(30, null)).as("the service was never heard").isEmpty();
  }

  @Test
  void aSecondMessageDoesNotHideTheFactsOfTheFirst() {
    inbox.take(START);
    changed(3, ONE);
    unchanged(8, ONE);
    assertThat(facts(15, null)).contains(ONE);
    changed(18, TWO);
    // Of another instance, which has published other facts before.
    unchanged(23, ONE);
    assertThat(facts(30, TWO)).isEmpty();
  }

  @Test
  void theNewestFactsCountInWhicheverOrderTheyCome() {
    inbox.take(START);
    changed(8, TWO);
    changed(3, ONE);
    assertThat(facts(15, null)).contains(TWO);
  }

  @Test
  void factsThatWereReadBeforeTheFormerCheckDoNotCount() {
    inbox.take(START.plusSeconds(15));
    accept(message(14, ONE), 16);
    assertThat(facts(30, null)).isEmpty();
  }

  @Test
  void oldFactsDoNotCountAfterAPauseOfTheChecks() {
    inbox.take(START);
    accept(message(60, ONE), 60);
    assertThat(facts(120, null)).isEmpty();
  }

  @Test
  void aServiceWhoseClockIsAheadIsAsked() {
    inbox.take(START);
    accept(message(20, ONE), 10);
    assertThat(facts(15, null)).isEmpty();
  }

  @Test
  void anInstanceKeepsNothingBeforeItsFirstCheck() {
    changed(5, ONE);
    assertThat(facts(15, null)).isEmpty();
    changed(20, ONE);
    assertThat(facts(30, null)).contains(ONE);
  }

  @Test
  void factsThatAnotherInstanceMayHaveCountedDoNotCount() {
    inbox.take(START);
    changed(5, ONE);
    inbox.pause();
    changed(10, ONE);
    assertThat(facts(15, null)).isEmpty();
    changed(20, TWO);
    assertThat(facts(30, null)).contains(TWO);
  }

  @Test
  void messagesThatAreTooLargeTogetherDoNotCount() {
    assertThat(inbox.reserve(100)).as("before the first check").isFalse();
    inbox.take(START);
    assertThat(inbox.reserve(6_000_000)).isTrue();
    assertThat(inbox.reserve(6_000_000)).isFalse();
    inbox.take(START.plusSeconds(15));
    assertThat(inbox.reserve(6_000_000)).isTrue();
    inbox.pause();
    assertThat(inbox.reserve(100)).as("while another instance checks").isFalse();
  }

  @Test
  void factsThatWereReadRightAfterAnAnswerDoNotCount() {
    inbox.take(START);
    inbox.answered(Service.IDENTITY, Set.of(SHOP), START.plusSeconds(1));
    changed(5, ONE);
    assertThat(facts(15, null)).as("four seconds after the answer").isEmpty();
    inbox.answered(Service.IDENTITY, Set.of(SHOP), START.plusSeconds(16));
    changed(21, ONE);
    assertThat(facts(30, null)).as("five seconds after the answer").contains(ONE);
  }

  @Test
  void anAnswerConcernsItsServiceAndWorkspacesOnly() {
    inbox.take(START);
    inbox.answered(Service.IDENTITY, Set.of(new WorkspaceId("wsp_other")), START.plusSeconds(1));
    inbox.answered(Service.WAREHOUSE, Set.of(SHOP), START.plusSeconds(1));
    changed(2, ONE);
    assertThat(facts(15, null)).contains(ONE);
  }

  @Test
  void factsAreNeverNewerThanTheirMessage() {
    inbox.take(START);
    // By the clock of the service, which is ahead, they were read after the next check.
    PublishedFacts message =
        new PublishedFacts(
            Service.IDENTITY.component(), START.plusMillis(15_400), Map.of(SHOP, ONE), Map.of());
    inbox.accept(message, START.plusMillis(14_900));
    assertThat(facts(15, null)).contains(ONE);
    inbox.accept(message, START.plusMillis(14_900));
    assertThat(facts(30, null)).isEmpty();
  }

  @Test
  void factsOfAServiceThatThisVersionDoesNotKnowAreIgnored() {
    inbox.take(START);
    PublishedFacts message =
        new PublishedFacts("a-new-service", START.plusSeconds(5), Map.of(SHOP, ONE), Map.of());
    accept(message, 5);
    assertThat(facts(15, null)).isEmpty();
  }

  private void changed(int second, Facts facts) {
    accept(message(second, facts), second);
  }

  private void unchanged(int second, Facts facts) {
    accept(
        new PublishedFacts(
            Service.IDENTITY.component(),
            START.plusSeconds(second),
            Map.of(),
            Map.of(SHOP, facts.digest())),
        second);
  }

  private static PublishedFacts message(int second, Facts facts) {
    return new PublishedFacts(
        Service.IDENTITY.component(), START.plusSeconds(second), Map.of(SHOP, facts), Map.of());
  }

  private void accept(PublishedFacts message, int second) {
    inbox.accept(message, START.plusSeconds(second));
  }

  private Optional<Facts> facts(int second, @Nullable Facts stored) {
    return inbox
        .take(START.plusSeconds(second))
        .facts(
            Service.IDENTITY,
            SHOP,
            stored == null ? null : new WorkspaceFacts.ServiceFacts(stored.facts(), START));
  }
}
