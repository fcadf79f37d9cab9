package dev.tributary.destinations.connectors.apachekafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.BatchBuilder;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.EgressFailure.Reach;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.TestEgress;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Protocols;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** Answers that a real broker does not give when a test wants them. */
class BrokerAnswersTest {
  private static final Optional<Errors> NO_ANSWER = Optional.empty();
  private static final Duration BOUND = Duration.ofSeconds(60);

  @Test
  void aClusterCannotLeadTheClientToAnotherAddress() throws IOException {
    try (ServerSocket victim = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        ScriptedBroker broker = new ScriptedBroker(victim.getLocalPort(), List.of())) {
      Egress egress = new PortForbidden(victim.getLocalPort());
      assertThat(send(broker, egress, item("a", 1)))
          .singleElement()
          .isInstanceOf(Outcome.Misconfigured.class);
      Target target = Topic.target(broker.address());
      assertThat(
              new Protocols(Clock.systemUTC())
                  .probe(InstalledConnectors.load().require("kafka"), target, egress)
                  .outcome())
          .isInstanceOf(Outcome.Misconfigured.class);
      victim.setSoTimeout(50);
      assertThatThrownBy(victim::accept).isInstanceOf(SocketTimeoutException.class);
      assertThat(broker.requests).isEmpty();
    }
  }

  @Test
  void onlyWhatWasSentMayHaveArrived() throws IOException {
    try (ScriptedBroker broker = new ScriptedBroker(0, List.of(NO_ANSWER))) {
      List<Outcome> outcomes =
          send(broker, new TestEgress(), item("a", 300_000), item("b", 300_000));
      assertThat(outcomes.get(0)).isInstanceOf(Outcome.Ambiguous.class);
      assertThat(outcomes.get(1)).isInstanceOf(Outcome.Transient.class);
      assertThat(broker.requests).containsExactly(List.of("a@example.org"));
    }
  }

  /**
   * The messages of a key would go to another partition, and the former one keeps the old value.
   */
  @Test
  void anotherNumberOfPartitionsThanExpectedPausesTheSyncBeforeAnythingIsWritten()
      throws IOException {
    try (ScriptedBroker broker = new ScriptedBroker(0, List.of())) {
      broker.partitions = 3;
      Target target = Topic.target(broker.address());
      Batch batch = batch(target, item("a", 1), item("b", 1));
      Batch expecting =
          BatchBuilder.builder(batch)
              .syncSettings(Json.MAPPER.createObjectNode().put("topic", "t").put("partitions", 3))
              .build();
      assertThat(send(target, expecting)).hasOnlyElementsOfType(Outcome.Delivered.class);
      broker.requests.clear();
      broker.partitions = 4;
      assertThat(send(target, expecting))
          .hasSize(2)
          .allSatisfy(outcome ->
              assertThat(outcome)
                  .isInstanceOfSatisfying(
                      Outcome.Misconfigured.class,
                      changed -> {
                        assertThat(changed.setting()).isEqualTo("partitions");
                        assertThat(changed.words()).contains("has 4 partitions", "expects 3");
                      }));
      assertThat(broker.requests).isEmpty();
      assertThat(send(target, batch)).hasOnlyElementsOfType(Outcome.Delivered.class);
    }
  }

  @Test
  void afterAFailureThePartitionGetsNothingMore() throws IOException {
    try (ScriptedBroker broker =
        new ScriptedBroker(0, List.of(Optional.of(Errors.NOT_ENOUGH_REPLICAS)))) {
      assertThat(send(broker, new TestEgress(), item("a", 300_000), item("b", 300_000)))
          .hasOnlyElementsOfType(Outcome.Transient.class);
      assertThat(broker.requests).hasSize(1);
    }
  }

  @Test
  void aRefusedRequestIsHalvedInItsOrder() throws IOException {
    Optional<Errors> large = Optional.of(Errors.MESSAGE_TOO_LARGE);
    try (ScriptedBroker broker =
        new ScriptedBroker(0, List.of(large, large, Optional.of(Errors.NONE)))) {
      Item[] items = {item("a", 1), item("b", 1), item("c", 1), item("d", 1)};
      assertThat(send(broker, new TestEgress(), items))
          .hasOnlyElementsOfType(Outcome.Delivered.class);
      assertThat(broker.requests.getFirst()).hasSize(4);
      assertThat(broker.requests.get(1)).containsExactly("a@example.org", "b@example.org");
      assertThat(broker.requests.subList(2, broker.requests.size()).stream().flatMap(List::stream))
          .containsExactly("a@example.org", "b@example.org", "c@example.org", "d@example.org");
    }
  }

  @Test
  void anItemWithAWrittenAndAnUnwrittenMessageIsUnclear() throws IOException {
    try (ScriptedBroker broker =
        new ScriptedBroker(0, List.of(Optional.of(Errors.NONE), NO_ANSWER))) {
      Item moved = ItemBuilder.builder(item("b", 600_000)).deliveredAs("old@example.org").build();
      assertThat(send(broker, new TestEgress(), moved))
          .singleElement()
          .isInstanceOf(Outcome.Ambiguous.class);
      assertThat(broker.requests)
          .containsExactly(List.of("b@example.org"), List.of("old@example.org"));
    }
  }

  /** The ledger keeps what was delivered before, so the topic must keep it too. */
  @Test
  void aRefusedValueRemovesNothing() throws IOException {
    Item moved = ItemBuilder.builder(item("b", 1)).deliveredAs("old@example.org").build();
    Map.of(
            Optional.of(Errors.MESSAGE_TOO_LARGE),
            Outcome.Rejected.class,
            Optional.of(Errors.NOT_ENOUGH_REPLICAS),
            Outcome.Transient.class,
            NO_ANSWER,
            Outcome.Ambiguous.class)
        .forEach((answer, expected) -> {
          try (ScriptedBroker broker = new ScriptedBroker(0, List.of(answer))) {
            assertThat(send(broker, new TestEgress(), moved))
                .singleElement()
                .isInstanceOf(expected);
            assertThat(broker.requests).containsExactly(List.of("b@example.org"));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void aKeyThatAnotherRecordOfTheBatchHasNowIsNotRemoved() throws IOException {
    try (ScriptedBroker broker = new ScriptedBroker(0, List.of())) {
      Item moved = ItemBuilder.builder(item("a", 1)).deliveredAs("b@example.org").build();
      assertThat(send(broker, new TestEgress(), moved, item("b", 1)))
          .hasOnlyElementsOfType(Outcome.Delivered.class);
      assertThat(broker.requests).containsExactly(List.of("a@example.org", "b@example.org"));
    }
  }

  @Test
  void noRequestBeginsWithoutTimeForItsAnswer() throws Exception {
    try (ScriptedBroker broker = new ScriptedBroker(0, List.of())) {
      Target target = Topic.target(broker.address());
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      Duration answer = Duration.ofSeconds(31);
      try (Cluster cluster =
          Cluster.of(Settings.connection(target), new TestEgress(), end, answer)) {
        assertThat(
                new Delivering(cluster, "t", 0)
                    .send(batch(target, item("a", 1)), Settings.servers(target)))
            .hasOnlyElementsOfType(Outcome.Transient.class);
      }
      assertThat(broker.requests).isEmpty();
    }
  }

  @Test
  void theTimeOfOtherLeadersIsNoFailedAttempt() throws Exception {
    try (ScriptedBroker broker = new ScriptedBroker(0, List.of())) {
      broker.partitions = 2;
      Target target = Topic.target(broker.address());
      long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
      Duration answer = Duration.ofSeconds(1);
      Item[] items = IntStream.range(0, 20).mapToObj(i -> item("i" + i, 1)).toArray(Item[]::new);
      Egress slow = new SlowThird(end - answer.toNanos());
      try (Cluster cluster = Cluster.of(Settings.connection(target), slow, end, answer)) {
        assertThat(
                new Delivering(cluster, "t", 0)
                    .send(batch(target, items), Settings.servers(target)))
            .hasOnlyElementsOfTypes(Outcome.Delivered.class, Outcome.HeldBack.class)
            .hasAtLeastOneElementOfType(Outcome.Delivered.class)
            .hasAtLeastOneElementOfType(Outcome.HeldBack.class);
      }
      assertThat(broker.requests).hasSize(1);
    }
  }

  /** Leaders that are away could use the time of each batch before the same other ones. */
  @Test
  void theFirstLeaderIsNotAlwaysTheSame() throws IOException {
    try (ScriptedBroker broker = new ScriptedBroker(0, List.of())) {
      broker.partitions = 5;
      Item[] items = IntStream.range(0, 50).mapToObj(i -> item("i" + i, 1)).toArray(Item[]::new);
      Set<List<String>> first = new HashSet<>();
      for (int i = 0; i < 50 && first.size() < 2; i++) {
        broker.requests.clear();
        send(broker, new TestEgress(), items);
        first.add(broker.requests.getFirst());
      }
      assertThat(first).hasSize(2);
    }
  }

  @Test
  void messagesWaitForAllReplicasInSync() throws IOException {
    try (ScriptedBroker broker = new ScriptedBroker(0, List.of())) {
      send(broker, new TestEgress(), item("a", 1));
      assertThat(broker.terms).containsExactly("acks=-1 timeout=5000 gzip");
    }
  }

  @Test
  void aTopicThatIsNotKnownYetIsAskedForAgain() throws IOException {
    try (ScriptedBroker broker =
            new ScriptedBroker(0, List.of(Optional.of(Errors.UNKNOWN_TOPIC_OR_PARTITION)));
        ScriptedBroker behind = new ScriptedBroker(0, List.of())) {
      // Metadata has named this leader, so it will know the topic.
      assertThat(send(broker, new TestEgress(), item("a", 1)))
          .hasOnlyElementsOfType(Outcome.Transient.class);
      broker.unknown.set(1);
      assertThat(send(broker, new TestEgress(), item("a", 1)))
          .hasOnlyElementsOfType(Outcome.Delivered.class);
      behind.unknown.set(100);
      Target both = Topic.target(behind.address() + "," + broker.address());
      assertThat(send(both, new TestEgress(), item("a", 1)))
          .hasOnlyElementsOfType(Outcome.Delivered.class);
      assertThat(behind.asked).hasValue(1);
      assertThat(send(behind, new TestEgress(), item("a", 1)))
          .hasOnlyElementsOfType(Outcome.Misconfigured.class);
      assertThat(behind.asked).hasValue(3);
    }
  }

  @Test
  void aFaultyServerDoesNotKeepTheOthersFromAnswering() throws IOException {
    try (ServerSocket faulty = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        ScriptedBroker broker = new ScriptedBroker(0, List.of())) {
      Thread.ofVirtual().start(() -> answerWrongly(faulty));
      String first = "127.0.0.1:" + faulty.getLocalPort();
      assertThat(send(Topic.target(first), new TestEgress(), item("a", 1)))
          .singleElement()
          .isInstanceOf(Outcome.Transient.class)
          .satisfies(failed -> assertThat(failed.words()).doesNotContain("IOException"));
      assertThat(send(Topic.target(first + "," + broker.address()), new TestEgress(), item("a", 1)))
          .hasOnlyElementsOfType(Outcome.Delivered.class);
    }
  }

  /** Its answers have the number of another request. */
  private static void answerWrongly(ServerSocket server) {
    try {
      while (true) {
        Socket socket = server.accept();
        socket.getInputStream().read();
        socket.getOutputStream().write(new byte[] {0, 0, 0, 4, 0x7F, 0x7F, 0x7F, 0x7F});
      }
    } catch (IOException e) {
      // The test has ended.
    }
  }

  @Test
  void aServerThatIsNotAllowedDoesNotPauseTheSyncWhileAnotherIsAway() throws IOException {
    try (ServerSocket forbidden = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Egress egress = new PortForbidden(forbidden.getLocalPort());
      Target target = Topic.target("127.0.0.1:%d,127.0.0.1:1".formatted(forbidden.getLocalPort()));
      assertThat(send(target, egress, item("a", 1))).hasOnlyElementsOfType(Outcome.Transient.class);
      Target only = Topic.target("127.0.0.1:" + forbidden.getLocalPort());
      assertThat(send(only, egress, item("a", 1)))
          .hasOnlyElementsOfType(Outcome.Misconfigured.class);
    }
  }

  @Test
  void aVersionThatIsNotSupportedIsSaidAndNothingMayHaveArrived() throws IOException {
    try (ScriptedBroker broker = new ScriptedBroker(0, List.of())) {
      broker.tooNew = true;
      assertThat(send(broker, new TestEgress(), item("a", 1)))
          .singleElement()
          .isInstanceOf(Outcome.Misconfigured.class)
          .satisfies(refused -> assertThat(refused.words()).contains("version of the cluster"));
    }
  }

  @Test
  void aClusterCannotNameAHostThatIsNone() throws IOException {
    for (String host : List.of("x".repeat(30_000), "a\nb", "a:b/c", "")) {
      try (ScriptedBroker broker = new ScriptedBroker(0, List.of())) {
        broker.leaderHost = host;
        SlowThird egress = new SlowThird(System.nanoTime());
        assertThat(send(broker, egress, item("a", 1)))
            .singleElement()
            .isInstanceOf(Outcome.Transient.class)
            .satisfies(failed -> assertThat(failed.words()).hasSizeLessThan(200));
        assertThat(egress.asked).hasValue(1);
      }
    }
  }

  @Test
  void aLeaderAtAnotherAddressGetsTheMessages() throws IOException {
    try (ScriptedBroker leader = new ScriptedBroker(0, List.of());
        ScriptedBroker broker = new ScriptedBroker(leader.port(), List.of())) {
      assertThat(send(broker, new TestEgress(), item("a", 1)))
          .hasOnlyElementsOfType(Outcome.Delivered.class);
      assertThat(broker.requests).isEmpty();
      assertThat(leader.requests).containsExactly(List.of("a@example.org"));
    }
  }

  /** It answers so too if it has lost the leadership while it waited for the replicas. */
  @Test
  void aFormerLeaderMayHaveWrittenTheMessage() throws IOException {
    try (ScriptedBroker broker =
        new ScriptedBroker(0, List.of(Optional.of(Errors.NOT_LEADER_OR_FOLLOWER)))) {
      assertThat(send(broker, new TestEgress(), item("a", 1)))
          .hasOnlyElementsOfType(Outcome.Ambiguous.class);
      assertThat(send(broker, new TestEgress(), item("a", 1)))
          .hasOnlyElementsOfType(Outcome.Delivered.class);
    }
  }

  @Test
  void aBrokerThatHangsMayHaveWrittenTheMessage() throws Exception {
    try (ScriptedBroker broker = new ScriptedBroker(0, List.of())) {
      broker.silent = true;
      Target target = Topic.target(broker.address());
      long end = System.nanoTime() + BOUND.toNanos();
      Duration answer = Duration.ofSeconds(1);
      try (Cluster cluster =
          Cluster.of(Settings.connection(target), new TestEgress(), end, answer)) {
        assertThat(
                new Delivering(cluster, "t", 0)
                    .send(
                        batch(target, item("a", 300_000), item("b", 300_000)),
                        Settings.servers(target)))
            .hasExactlyElementsOfTypes(Outcome.Ambiguous.class, Outcome.Transient.class);
      }
      assertThat(broker.requests).containsExactly(List.of("a@example.org"));
    }
  }

  @Test
  void anInterruptEndsTheWaitForAnAnswer() throws Exception {
    try (ScriptedBroker broker = new ScriptedBroker(0, List.of())) {
      broker.silent = true;
      List<Outcome> outcomes = new CopyOnWriteArrayList<>();
      Thread sending =
          Thread.ofPlatform()
              .start(() -> outcomes.addAll(send(broker, new TestEgress(), item("a", 1))));
      await().atMost(BOUND).until(() -> !broker.requests.isEmpty());
      sending.interrupt();
      sending.join();
      assertThat(outcomes).hasOnlyElementsOfType(Outcome.Ambiguous.class);
    }
  }

  /** A cluster could name thousands of them. */
  @Test
  void leadersAreVisitedOneAfterAnotherAndNoConnectionStays() throws IOException {
    try (ScriptedBroker broker = new ScriptedBroker(0, List.of())) {
      broker.partitions = 40;
      Item[] items = IntStream.range(0, 100).mapToObj(i -> item("i" + i, 1)).toArray(Item[]::new);
      Set<Thread> threads = Thread.getAllStackTraces().keySet();
      assertThat(send(broker, new TestEgress(), items))
          .hasOnlyElementsOfType(Outcome.Delivered.class);
      assertThat(broker.requests).hasSizeBetween(20, 40);
      assertThat(
              new Protocols(Clock.systemUTC())
                  .probe(
                      InstalledConnectors.load().require("kafka"),
                      Topic.target(broker.address()),
                      new TestEgress())
                  .outcome())
          .isInstanceOf(Outcome.Delivered.class);
      // The server notices the end of a connection a moment after the next one begins.
      assertThat(broker.mostOpen.get()).isLessThan(broker.partitions / 2);
      await().atMost(BOUND).until(() -> broker.open() == 0);
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> !threads.contains(thread))
          .extracting(Thread::getName)
          .noneMatch(name -> name.contains("kafka"));
    }
  }

  @Test
  void theLogHasNothingThatAClusterSays() throws IOException {
    List<String> logged = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord message) {
            logged.add(message.getLoggerName() + ": " + message.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger log = Logger.getLogger("org.apache.kafka");
    log.addHandler(handler);
    try (ServerSocket victim = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        ScriptedBroker broker = new ScriptedBroker(victim.getLocalPort(), List.of());
        ScriptedBroker ending = new ScriptedBroker(0, List.of(NO_ANSWER))) {
      send(broker, new PortForbidden(victim.getLocalPort()), item("a", 1));
      send(ending, new TestEgress(), item("a", 1));
      assertThat(logged).isEmpty();
    } finally {
      log.removeHandler(handler);
    }
  }

  @Test
  void aClusterCannotMakeTheWordsOfAnOutcomeLong() {
    assertThat(Failures.outcome(new UnknownServerException("x".repeat(100_000)), true).words())
        .hasSizeLessThan(600);
  }

  @Test
  void whatABrokerRefusesBeforeItWritesIsSentAgain() {
    assertThat(Failures.outcome(new UnknownTopicIdException("new"), true))
        .isInstanceOf(Outcome.Transient.class);
    assertThat(Failures.outcome(new InvalidTimestampException("clock"), true))
        .isInstanceOf(Outcome.Transient.class);
    assertThat(Failures.outcome(Errors.CORRUPT_MESSAGE.exception(), true))
        .isInstanceOf(Outcome.Transient.class);
    for (Errors refusal :
        List.of(
            Errors.UNSUPPORTED_COMPRESSION_TYPE,
            Errors.UNSUPPORTED_FOR_MESSAGE_FORMAT,
            Errors.INVALID_REQUIRED_ACKS,
            Errors.SECURITY_DISABLED)) {
      assertThat(Failures.outcome(refusal.exception(), true))
          .as(refusal.name())
          .isInstanceOf(Outcome.Misconfigured.class);
    }
  }

  /** Without a limit, a user who signs in would compute for an hour. */
  @Test
  void aServerCannotAskForMuchWork() throws IOException {
    try (ScriptedBroker broker = new ScriptedBroker(0, List.of())) {
      Target target =
          Topic.target(
              Json.MAPPER
                  .createObjectNode()
                  .put("bootstrapServers", broker.address())
                  .put("security", "sasl-plaintext")
                  .put("mechanism", "SCRAM-SHA-256")
                  .put("user", "ada"),
              "secret");
      send(target, new TestEgress(), item("a", 1));
      // The proof of the user follows the first answer.
      assertThat(broker.signIns).hasSize(2);
      broker.signIns.clear();
      broker.iterations = 5_000_000;
      assertThat(send(target, new TestEgress(), item("a", 1)))
          .hasOnlyElementsOfType(Outcome.Transient.class);
      assertThat(broker.signIns).hasSize(1);
    }
  }

  @Test
  void iterationsAreCountedAlsoInPieces() throws IOException {
    for (int step = 1; step < 8; step++) {
      arriveInSteps(step, "r=a,i,=b,s=c2FsdA==,i=4096,i=20000");
      int pieces = step;
      assertThatThrownBy(() -> arriveInSteps(pieces, "r=ab,s=c2FsdA==,,i=20001"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("iterations");
    }
  }

  @Test
  void allServersOfABatchHaveOneLimitOfWork() throws IOException {
    IterationLimit.Work work = new IterationLimit.Work();
    for (int i = 0; i < 50; i++) {
      arrive(new IterationLimit(work), "s=a,i=20000");
    }
    assertThatThrownBy(() -> arrive(new IterationLimit(work), "s=a,i=4096"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("together");
  }

  private static void arrive(IterationLimit limit, String message) throws IOException {
    for (byte each : message.getBytes(StandardCharsets.US_ASCII)) {
      limit.arrived(each);
    }
  }

  private static void arriveInSteps(int step, String message) throws IOException {
    byte[] text = message.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer frame =
        ByteBuffer.allocate(Integer.BYTES + text.length).putInt(text.length).put(text).flip();
    FrameLimit limit = new FrameLimit(new IterationLimit.Work());
    while (frame.hasRemaining()) {
      int length = Math.min(step, frame.remaining());
      limit.arrived(frame.slice(frame.position(), length));
      frame.position(frame.position() + length);
    }
  }

  @Test
  void aFrameHasALargestSizeAlsoInPieces() throws IOException {
    FrameLimit limit = new FrameLimit(new IterationLimit.Work());
    byte[] frames = {0, 0, 0, 2, 9, 9, 0, 0, 0, 0, 0, 0, 0, 1, 9};
    for (byte each : frames) {
      limit.arrived(ByteBuffer.wrap(new byte[] {each}));
    }
    limit.arrived(ByteBuffer.wrap(frames));
    limit.arrived(ByteBuffer.wrap(new byte[] {0, 0x10, 0}));
    assertThatThrownBy(() -> limit.arrived(ByteBuffer.wrap(new byte[] {1})))
        .isInstanceOf(IOException.class);
    FrameLimit negative = new FrameLimit(new IterationLimit.Work());
    assertThatThrownBy(() -> negative.arrived(ByteBuffer.wrap(new byte[] {-1, -1, -1, -1})))
        .isInstanceOf(IOException.class);
  }

  /** Allows all but one port. */
  private record PortForbidden(int forbidden) implements Egress {
    @Override
    public Answer send(Request request) throws EgressFailure {
      throw new EgressFailure(Reach.FORBIDDEN, "no HTTP");
    }

    @Override
    public InetAddress checked(String host, int port) throws EgressFailure {
      if (port == forbidden) {
        throw new EgressFailure(Reach.FORBIDDEN, "not allowed");
      }
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public void note(Exchange exchange) {}
  }

  /** The third look-up ends at a time: the first is of the server, the others are of leaders. */
  private static final class SlowThird implements Egress {
    private final long until;
    final AtomicInteger asked = new AtomicInteger();

    SlowThird(long until) {
      this.until = until;
    }

    @Override
    public Answer send(Request request) throws EgressFailure {
      throw new EgressFailure(Reach.FORBIDDEN, "no HTTP");
    }

    @Override
    public InetAddress checked(String host, int port) {
      if (asked.incrementAndGet() == 3) {
        while (System.nanoTime() <= until) {
          LockSupport.parkNanos(until - System.nanoTime());
        }
      }
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public void note(Exchange exchange) {}
  }

  private static List<Outcome> send(ScriptedBroker broker, Egress egress, Item... items) {
    return send(Topic.target(broker.address()), egress, items);
  }

  private static List<Outcome> send(Target target, Egress egress, Item... items) {
    return new Protocols(Clock.systemUTC())
        .send(
            InstalledConnectors.load().require("kafka"),
            batch(target, items),
            target,
            egress,
            Places.NONE);
  }

  private static List<Outcome> send(Target target, Batch batch) {
    return new Protocols(Clock.systemUTC())
        .send(
            InstalledConnectors.load().require("kafka"),
            batch,
            target,
            new TestEgress(),
            Places.NONE);
  }

  private static Batch batch(Target target, Item... items) {
    return BatchBuilder.builder()
        .target(target.withoutSecrets())
        .key(Batch.keyOf(List.of(items)))
        .sync(new SyncId("syn_1"))
        .object("records")
        .place(null)
        .operation(Operation.WRITE)
        .syncSettings(Json.MAPPER.createObjectNode().put("topic", "t"))
        .items(List.of(items))
        .mode(Mode.MIRROR)
        .mapping(List.of())
        .furtherMatches(List.of())
        .build();
  }

  private static Item item(String name, int length) {
    return ItemBuilder.builder()
        .delivery("dlv_" + name)
        .matchField("email")
        .matchValue(name + "@example.org")
        .deliveredAs(null)
        .vendorId(null)
        .parentVendorId(null)
        .content(null)
        .formerMatchValues(List.of())
        .fields(Json.MAPPER.createObjectNode().put("name", "x".repeat(length)))
        .version(1)
        .hash("hash-1")
        .since(Instant.parse("2026-03-09T23:59:59Z"))
        .position(null)
        .uncertain(false)
        .build();
  }
}
