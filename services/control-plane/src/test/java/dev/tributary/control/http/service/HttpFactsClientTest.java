package dev.tributary.control.http.service;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.Facts;
import dev.tributary.contracts.fact.PublishedFacts;
import dev.tributary.contracts.fact.WorkspaceFact;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.Watcher;
import dev.tributary.control.alert.WorkspaceFacts;
import dev.tributary.control.alert.fact.FactsInbox;
import dev.tributary.runtime.fact.FactSource;
import dev.tributary.runtime.http.installation.InstallationClient;
import dev.tributary.runtime.http.installation.ServiceQuestions;
import dev.tributary.runtime.http.installation.ServiceTokens;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A round over many workspaces, over real connections. */
class HttpFactsClientTest {
  private static final Duration SHORT = Duration.ofSeconds(3);
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final ServiceTokens tokens =
      new ServiceTokens(
          new KeyHash("a secret for this test".getBytes(StandardCharsets.UTF_8)),
          new KeyHash("the collector's secret".getBytes(StandardCharsets.UTF_8)));
  private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answers = new AtomicInteger(Integer.MAX_VALUE);
  private final Map<String, Integer> counted = new ConcurrentHashMap<>();
  private final AtomicInteger own = new AtomicInteger();
  private final Vertx vertx = Vertx.vertx();
  private final InstallationClient client = new InstallationClient(vertx);
  private final FactsInbox inbox = new FactsInbox(Duration.ofSeconds(15));
  private FactSource ofWorkspaces = _ -> List.of();
  private volatile @Nullable String unreadable;
  private volatile boolean refusesNoWorkspace;
  private HttpServer answering;
  private ServerSocket standing;

  HttpFactsClientTest() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    // The kernel takes its connections, and nobody reads them: a service that stands still.
    standing = new ServerSocket(0, 50, loopback);
    answering = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
  }

  @BeforeEach
  void serve() {
    inbox.take(NOW.minusSeconds(15));
    answering.createContext(
        "/internal/facts",
        exchange -> {
          String query = requireNonNullElse(exchange.getRequestURI().getQuery(), "");
          asked.add(query);
          boolean broken =
              Stream.of(query.split("&")).anyMatch(each -> each.equals("workspace=" + unreadable))
                  || refusesNoWorkspace && query.isEmpty();
          byte[] body =
              Stream.of(query.split("&"))
                  .filter(each -> !each.isEmpty())
                  .map(each -> each.replace("workspace=", ""))
                  .map("\"%s\":{\"facts\":[]}"::formatted)
                  .collect(joining(",", "{\"workspaces\":{", "}}"))
                  .getBytes(StandardCharsets.UTF_8);
          boolean answer = !broken && answers.getAndDecrement() > 0;
          exchange.sendResponseHeaders(answer ? 200 : 503, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    answering.start();
  }

  @AfterEach
  void close() throws IOException {
    answering.stop(0);
    standing.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aServiceThatStandsStillCostsARoundAFewTimeoutsHoweverManyWorkspacesThereAre() {
    Watcher.Round round = hearing(standing.getLocalPort(), SHORT).round(NOW);
    // Without a bound on the timeouts, this would last more than half an hour.
    List<Map<WorkspaceId, Map<Service, WorkspaceFacts.ServiceFacts>>> heard =
        IntStream.range(0, 20).mapToObj(i -> round.factsOf(never(workspaces(50 * i, 50)))).toList();
    assertThat(heard)
        .flatMap(Map::values)
        .hasSize(1_000)
        .allSatisfy(each ->
            assertThat(each)
                .containsOnlyKeys(
                    Service.GATEWAY,
                    Service.COLLECTOR,
                    Service.IDENTITY,
                    Service.AUDIENCES,
                    Service.DESTINATIONS,
                    Service.CONTROL));
    assertThat(own).as("its own facts are read once").hasValue(1);
  }

  @Test
  void theNextRoundAsksAgain() {
    HttpFactsClient hearing = hearing(answering.getAddress().getPort());
    answers.set(0);
    Watcher.Round first = hearing.round(NOW);
    IntStream.range(0, 10).forEach(i -> assertThat(factsOf(first, "wsp_" + i)).hasSize(1));
    answers.set(Integer.MAX_VALUE);
    assertThat(factsOf(hearing.round(NOW), "wsp_0")).hasSize(7);
  }

  @Test
  void oneQuestionWithoutAnAnswerSilencesNobody() {
    HttpFactsClient hearing = hearing(answering.getAddress().getPort());
    Watcher.Round round = hearing.round(NOW);
    answers.set(5);
    assertThat(factsOf(round, "wsp_slow")).hasSize(6);
    answers.set(Integer.MAX_VALUE);
    assertThat(factsOf(round, "wsp_next")).hasSize(7);
  }

  @Test
  void aServiceIsAskedForManyWorkspacesAtOnce() {
    assertThat(
            hearing(answering.getAddress().getPort()).round(NOW).factsOf(never(workspaces(0, 50))))
        .hasSize(50)
        .allSatisfy((_, each) -> assertThat(each).hasSize(7));
    assertThat(asked).as("one request for each of the other services").hasSize(6);
  }

  @Test
  void aServiceThatPublishesIsAskedOnceInARound() {
    for (Service service : Service.values()) {
      if (service != Service.GATEWAY && service != Service.CONTROL) {
        published(service, workspaces(0, 200));
      }
    }
    Watcher.Round round = hearing(answering.getAddress().getPort()).round(NOW);
    for (int some = 0; some < 4; some++) {
      assertThat(round.factsOf(never(workspaces(50 * some, 50))))
          .hasSize(50)
          .allSatisfy((_, each) -> {
            assertThat(each).hasSize(7);
            assertThat(each.get(Service.IDENTITY))
                .isEqualTo(new WorkspaceFacts.ServiceFacts(List.of(new Fact.Quarantined(7)), NOW));
          });
    }
    assertThat(asked).filteredOn(String::isEmpty).hasSize(5);
    assertThat(asked).as("the gateway publishes nothing").hasSize(5 + 4);
  }

  @Test
  void aServiceIsAskedForTheWorkspacesThatItHasNotPublished() {
    published(Service.WAREHOUSE, workspaces(0, 8));
    assertThat(
            hearing(answering.getAddress().getPort()).round(NOW).factsOf(never(workspaces(0, 10))))
        .hasSize(10)
        .allSatisfy((_, each) -> assertThat(each).hasSize(7));
    assertThat(asked)
        .filteredOn(query -> query.contains("wsp_8") && !query.contains("wsp_0"))
        .as("the warehouse service, for two workspaces")
        .singleElement()
        .satisfies(query -> assertThat(query.split("&")).hasSize(2));
    assertThat(counted)
        .containsEntry("WAREHOUSE TOPIC", 8)
        .containsEntry("WAREHOUSE HTTP", 2)
        .containsEntry("IDENTITY HTTP", 10)
        .doesNotContainKey("IDENTITY TOPIC");
  }

  @Test
  void aServiceThatPublishesAndDoesNotAnswerIsAway() {
    published(Service.WAREHOUSE, workspaces(0, 10));
    assertThat(hearing(standing.getLocalPort(), SHORT).round(NOW).factsOf(never(workspaces(0, 10))))
        .hasSize(10)
        .allSatisfy((_, each) -> assertThat(each).hasSize(6).doesNotContainKey(Service.WAREHOUSE));
  }

  @Test
  void aPublishedWorkspaceWhoseFactsCannotBeReadHidesNoOther() {
    Set<WorkspaceId> workspaces = workspaces(0, 50);
    published(Service.WAREHOUSE, workspaces);
    // The workspace that a map of these workspaces has first.
    unreadable = never(workspaces).keySet().iterator().next().value();
    assertThat(hearing(answering.getAddress().getPort()).round(NOW).factsOf(never(workspaces)))
        .hasSize(50)
        .allSatisfy((_, each) -> assertThat(each).containsKey(Service.WAREHOUSE));
  }

  @Test
  void anInstanceThatRefusesTheQuestionIsAskedForAllFacts() {
    Set<WorkspaceId> workspaces = workspaces(0, 10);
    published(Service.WAREHOUSE, workspaces);
    refusesNoWorkspace = true;
    unreadable = never(workspaces).keySet().iterator().next().value();
    Map<WorkspaceId, Map<Service, WorkspaceFacts.ServiceFacts>> facts =
        hearing(answering.getAddress().getPort()).round(NOW).factsOf(never(workspaces));
    facts.remove(new WorkspaceId(requireNonNull(unreadable)));
    assertThat(facts).hasSize(9).allSatisfy((_, each) -> assertThat(each).hasSize(7));
  }

  @Test
  void theNextRoundDoesNotUsePublishedFactsAgain() {
    HttpFactsClient client = hearing(answering.getAddress().getPort());
    published(Service.WAREHOUSE, workspaces(0, 1));
    assertThat(factsOf(client.round(NOW), "wsp_0").get(Service.WAREHOUSE).facts()).hasSize(1);
    assertThat(factsOf(client.round(NOW.plusSeconds(15)), "wsp_0").get(Service.WAREHOUSE).facts())
        .as("the answer of the service")
        .isEmpty();
  }

  @Test
  void factsThatWereReadRightAfterAnAnswerDoNotCountInTheNextRound() {
    HttpFactsClient client = hearing(answering.getAddress().getPort());
    factsOf(client.round(NOW), "wsp_0");
    inbox.accept(
        new PublishedFacts(
            Service.WAREHOUSE.component(),
            NOW.plusSeconds(2),
            Map.of(new WorkspaceId("wsp_0"), new Facts(List.of(new Fact.Quarantined(7)))),
            Map.of()),
        NOW.plusSeconds(2));
    assertThat(factsOf(client.round(NOW.plusSeconds(15)), "wsp_0").get(Service.WAREHOUSE).facts())
        .as("the answer of the service")
        .isEmpty();
  }

  @Test
  void aWorkspaceWhoseFactsCannotBeReadHidesNoOther() {
    unreadable = "wsp_3";
    Map<WorkspaceId, Map<Service, WorkspaceFacts.ServiceFacts>> facts =
        hearing(answering.getAddress().getPort()).round(NOW).factsOf(never(workspaces(0, 10)));
    assertThat(facts.remove(new WorkspaceId("wsp_3"))).containsOnlyKeys(Service.CONTROL);
    assertThat(facts).hasSize(9).allSatisfy((_, each) -> assertThat(each).hasSize(7));
  }

  @Test
  void whatTheControlPlaneKnowsOfAWorkspaceIsToldOfThatWorkspaceOnly() {
    ofWorkspaces =
        _ -> List.of(new WorkspaceFact(new WorkspaceId("wsp_waits"), new Fact.WaitingApprovals(2)));
    Watcher.Round round = hearing(answering.getAddress().getPort()).round(NOW);
    Map<WorkspaceId, Map<Service, WorkspaceFacts.ServiceFacts>> facts =
        round.factsOf(never(Set.of(new WorkspaceId("wsp_waits"), new WorkspaceId("wsp_other"))));
    assertThat(facts.get(new WorkspaceId("wsp_waits")).get(Service.CONTROL).facts())
        .containsExactly(new Fact.HeldTime(NOW, NOW), new Fact.WaitingApprovals(2));
    assertThat(facts.get(new WorkspaceId("wsp_other")).get(Service.CONTROL).facts())
        .containsExactly(new Fact.HeldTime(NOW, NOW));
  }

  @Test
  void whileItsDatabaseIsAwayTheOthersAreHeard() {
    ofWorkspaces =
        _ -> {
          throw new IllegalStateException("The database does not answer");
        };
    Watcher.Round round = hearing(answering.getAddress().getPort()).round(NOW);
    assertThat(factsOf(round, "wsp_0")).hasSize(6).doesNotContainKey(Service.CONTROL);
  }

  private HttpFactsClient hearing(int port) {
    return hearing(port, Duration.ofSeconds(60));
  }

  private HttpFactsClient hearing(int warehouse, Duration timeout) {
    URI answers = uri(answering.getAddress().getPort());
    return new HttpFactsClient(
        inbox,
        new ServiceQuestions(
            new TestUpstreams(answers, uri(warehouse))::managementOf, tokens, client),
        timeout,
        () -> {
          own.incrementAndGet();
          return List.of(new Fact.HeldTime(NOW, NOW));
        },
        ofWorkspaces,
        (service, way, workspaces) -> counted.merge(service + " " + way, workspaces, Integer::sum),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static Map<Service, WorkspaceFacts.ServiceFacts> factsOf(
      Watcher.Round round, String workspace) {
    WorkspaceId id = new WorkspaceId(workspace);
    return requireNonNull(round.factsOf(never(Set.of(id))).get(id));
  }

  /** Workspaces of which nothing is stored. */
  private static Map<WorkspaceId, Map<Service, WorkspaceFacts.ServiceFacts>> never(
      Set<WorkspaceId> workspaces) {
    return workspaces.stream().collect(Collectors.toMap(each -> each, _ -> Map.of()));
  }

  /** A service publishes before the check at {@link #NOW}, and after the check before. */
  private void published(Service service, Set<WorkspaceId> workspaces) {
    Facts facts = new Facts(List.of(new Fact.Quarantined(7)));
    inbox.accept(
        new PublishedFacts(
            service.component(),
            NOW.minusSeconds(5),
            workspaces.stream().collect(Collectors.toMap(each -> each, _ -> facts)),
            Map.of()),
        NOW.minusSeconds(5));
  }

  private static Set<WorkspaceId> workspaces(int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(i -> new WorkspaceId("wsp_" + i))
        .collect(Collectors.toSet());
  }

  private static URI uri(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
