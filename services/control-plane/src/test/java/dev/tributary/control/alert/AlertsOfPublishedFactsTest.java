package dev.tributary.control.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.Facts;
import dev.tributary.contracts.fact.PublishedFacts;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.fact.FactsInbox;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same alerts if the service publishes its facts five seconds before each check. */
class AlertsOfPublishedFactsTest extends AlertsTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId(SHOP);

  private final FactsInbox inbox = new FactsInbox(Duration.ofSeconds(15));
  private final Map<WorkspaceId, String> published = new HashMap<>();

  @BeforeEach
  void aCheckBefore() {
    inbox.take(now);
  }

  @Override
  Watcher.Round round(Map<WorkspaceId, List<Fact>> facts) {
    accept(message(facts, now.minusSeconds(5)));
    return round();
  }

  @Test
  void aMessageThatComesTwiceCountsInOneCheckOnly() {
    now = now.plusSeconds(15);
    PublishedFacts message = message(Map.of(WORKSPACE, List.of(HELD)), now.minusSeconds(5));
    accept(message);
    look(round());
    now = now.plusSeconds(15);
    accept(message);
    look(round());
    assertThat(posted).isEmpty();
    look(HELD);
    assertThat(posted).containsExactly("alt_0001.opened");
  }

  @Test
  void whatComesLateNeitherOpensNorResolves() {
    look(HELD);
    look(HELD);
    PublishedFacts late = message(Map.of(WORKSPACE, List.of()), now.minusSeconds(2));
    published.clear();
    for (int check = 0; check < 3; check++) {
      now = now.plusSeconds(15);
      accept(late);
      look(round());
    }
    assertThat(posted)
        .as("nobody asks the service here, so it also seems to be away")
        .containsExactly("alt_0001.opened", "alt_0002.opened");
    look();
    look();
    assertThat(posted).contains("alt_0001.resolved");
  }

  @Test
  void unchangedFactsAreFoundInEachCheck() {
    look(HELD);
    assertThat(published).hasSize(1);
    look(HELD);
    assertThat(queries.list(WORKSPACE, AlertQueries.Which.OPEN, true, null, 10)).hasSize(1);
  }

  private void accept(PublishedFacts message) {
    inbox.accept(message, now);
  }

  /** As a publisher: facts that it has published before are a digest. */
  private PublishedFacts message(Map<WorkspaceId, List<Fact>> all, Instant at) {
    Map<WorkspaceId, Facts> changed = new HashMap<>();
    Map<WorkspaceId, String> unchanged = new HashMap<>();
    all.forEach((workspace, list) -> {
      Facts facts = new Facts(list);
      if (facts.digest().equals(published.put(workspace, facts.digest()))) {
        unchanged.put(workspace, facts.digest());
      } else {
        changed.put(workspace, facts);
      }
    });
    return new PublishedFacts(Service.WAREHOUSE.component(), at, changed, unchanged);
  }

  private Watcher.Round round() {
    Instant check = now;
    FactsInbox.Taken taken = inbox.take(check);
    return last -> {
      Map<WorkspaceId, Map<Service, WorkspaceFacts.ServiceFacts>> answered = new HashMap<>();
      last.forEach((workspace, stored) ->
          answered.put(
              workspace,
              taken
                  .facts(Service.WAREHOUSE, workspace, stored.get(Service.WAREHOUSE))
                  .map(facts ->
                      Map.of(
                          Service.WAREHOUSE, new WorkspaceFacts.ServiceFacts(facts.facts(), check)))
                  .orElse(Map.of())));
      return answered;
    };
  }
}
