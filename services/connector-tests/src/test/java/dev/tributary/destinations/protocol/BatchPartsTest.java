package dev.tributary.destinations.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.EgressFailure.Reach;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.JobAnswer;
import dev.tributary.destinations.connector.JobCall;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.BatchLimits;
import dev.tributary.destinations.connector.Manifest.ObjectType.Kind;
import dev.tributary.destinations.connector.Manifest.Removal;
import dev.tributary.destinations.connector.ManifestBuilder;
import dev.tributary.destinations.connector.ManifestObjectTypeBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Target;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Batches are cut by the bytes of their requests. */
class BatchPartsTest {
  private static final Target TARGET =
      new Target(
          new WorkspaceId("wsp_1"),
          new DestinationId("dst_1"),
          Json.MAPPER.createObjectNode(),
          Map.of(),
          null);

  private final Protocols protocols = new Protocols(Clock.systemUTC());

  @Test
  void noRequestIsLargerThanTheLimitAndEachItemHasItsOutcome() {
    Vendor vendor = new Vendor(200, null);
    Random random = new Random(7);
    List<Item> items =
        IntStream.range(0, 50).mapToObj(i -> item(i, 1 + random.nextInt(100))).toList();
    Protocols.Parts sent = send(vendor, batch(items));
    assertThat(sent.outcomes()).isEqualTo(delivered(items));
    assertThat(vendor.bodies).hasSizeGreaterThan(10).allMatch(body -> body.length() <= 200);
    assertThat(vendor.sent()).isEqualTo(ids(items));
    assertThat(sent.parts()).isSorted().startsWith(0).endsWith(vendor.bodies.size() - 1);
  }

  /** A receiver recognises a repetition by the key, so a part has its own, always the same one. */
  @Test
  void aPartHasAKeyOfItsOwnThatDoesNotDependOnTheOtherParts() {
    Vendor vendor = new Vendor(60, null);
    List<Item> items = IntStream.range(0, 4).mapToObj(i -> item(i, 20)).toList();
    send(vendor, batch(items));
    assertThat(vendor.keys).hasSize(2).doesNotHaveDuplicates();
    Vendor again = new Vendor(60, null);
    send(again, batch(items.subList(2, 4)));
    assertThat(again.keys).containsExactly(Batch.keyOf(items.subList(2, 4)));
    assertThat(vendor.keys.getLast()).isEqualTo(again.keys.getLast());
  }

  /** Receivers have stored such keys. */
  @Test
  void theKeyOfABatchIsAHashOfItsDeliveriesAndVersions() {
    assertThat(Batch.keyOf(List.of(item(0, 1), item(1, 2))))
        .isEqualTo("msg_69de555a3fcc424ac7482f47d2a02427");
  }

  @Test
  void anItemThatIsTooLargeIsRejectedWithBothSizesAndTheOthersAreSent() {
    Vendor vendor = new Vendor(1_000, 100);
    List<Item> items = List.of(item(0, 20), item(1, 150), item(2, 20));
    Protocols.Parts sent = send(vendor, batch(items));
    assertThat(sent.outcomes().get(1))
        .isEqualTo(
            new Outcome.Rejected(
                null, "The record has 153 bytes; Vendor accepts at most 100 bytes for one record"));
    assertThat(sent.outcomes().get(0)).isEqualTo(new Outcome.Delivered("0"));
    assertThat(sent.outcomes().get(2)).isEqualTo(new Outcome.Delivered("2"));
    assertThat(vendor.sent()).containsExactly("0", "2");
    assertThat(sent.parts()).containsExactly(0, 1, 2);
  }

  @Test
  void whatIsAroundAnItemDoesNotCountAsItsSize() {
    Vendor vendor = new Vendor(null, 103);
    vendor.envelope = "x".repeat(500);
    assertThat(send(vendor, batch(List.of(item(0, 100)))).outcomes())
        .containsExactly(new Outcome.Delivered("0"));
    assertThat(send(vendor, batch(List.of(item(0, 101)))).outcomes())
        .hasOnlyElementsOfType(Outcome.Rejected.class);
  }

  @Test
  void anItemHasItsSizeAlsoInARequestThatHasEachRecordOnce() {
    Vendor vendor = new Vendor(1_000, 100);
    vendor.distinct = true;
    Protocols.Parts sent = send(vendor, batch(List.of(item(0, 150), item(1, 20))));
    assertThat(sent.outcomes().getFirst())
        .isEqualTo(
            new Outcome.Rejected(
                null, "The record has 153 bytes; Vendor accepts at most 100 bytes for one record"));
    assertThat(vendor.sent()).containsExactly("1");
  }

  @Test
  void anItemWithARequestOfItsOwnHasTheSizeOfTheRequest() {
    Vendor vendor = new Vendor(1_000, 100);
    vendor.oneByOne = true;
    Protocols.Parts sent = send(vendor, batch(List.of(item(0, 150), item(1, 20))));
    assertThat(sent.outcomes().getFirst())
        .isEqualTo(
            new Outcome.Rejected(
                null, "The record has 153 bytes; Vendor accepts at most 100 bytes for one record"));
    assertThat(vendor.sent()).containsExactly("1");
  }

  /** The update has the id of the vendor besides, and here another envelope. */
  @Test
  void theUpdateOfItemsThatAreFoundIsMeasuredToo() {
    Vendor vendor = new Vendor(200, null);
    vendor.finds = true;
    List<Item> items = IntStream.range(0, 6).mapToObj(i -> item(i, 40)).toList();
    Protocols.Parts sent = send(vendor, batch(items));
    assertThat(sent.outcomes()).isEqualTo(delivered(items));
    assertThat(vendor.bodies).filteredOn(body -> body.startsWith("update")).isNotEmpty();
    assertThat(vendor.bodies).allMatch(body -> body.length() <= 200);
  }

  /** No request has more items, so a batch of them has no size. */
  @Test
  void aBatchWithMoreItemsThanCanBeSentAtOnceKeepsItsLimitsToo() {
    Vendor vendor = new Vendor(100, 50);
    vendor.most = 1;
    Protocols.Parts sent = send(vendor, batch(List.of(item(0, 90), item(1, 200), item(2, 20))));
    assertThat(sent.outcomes().subList(0, 2)).hasOnlyElementsOfType(Outcome.Rejected.class);
    assertThat(sent.parts()).containsExactly(0, 1, 2);
    assertThat(vendor.sent()).containsExactly("2");
  }

  @Test
  void anItemWhoseRequestAloneIsTooLargeIsRejected() {
    Vendor vendor = new Vendor(100, null);
    Protocols.Parts sent = send(vendor, batch(List.of(item(0, 200), item(1, 20))));
    assertThat(sent.outcomes().getFirst())
        .isEqualTo(
            new Outcome.Rejected(
                null,
                "The request with this record has 203 bytes;"
                    + " Vendor accepts at most 100 bytes for a request"));
    assertThat(vendor.sent()).containsExactly("1");
  }

  /** If the vendor has lost the records, all of their fields are sent. */
  @Test
  void anItemThatLeavesOutFieldsCountsWithAllOfThemUnlessItIsAlone() {
    Vendor vendor = new Vendor(100, null);
    List<Item> items = IntStream.range(0, 4).mapToObj(i -> changed(i, 40)).toList();
    assertThat(send(vendor, batch(items)).outcomes()).isEqualTo(delivered(items));
    List<Item> alone = List.of(changed(4, 200));
    assertThat(send(vendor, batch(alone)).outcomes()).isEqualTo(delivered(alone));
    assertThat(vendor.bodies).containsExactly("0:x\n1:x\n", "2:x\n3:x\n", "4:x\n");
  }

  private static Item changed(int id, int length) {
    Item whole = item(id, length);
    return ItemBuilder.builder(whole).fields(item(id, 1).fields()).content(whole.fields()).build();
  }

  @Test
  void afterALimitTheOtherPartsAreNotSent() {
    Vendor vendor = new Vendor(60, null);
    Outcome limited = new Outcome.RateLimited(Instant.EPOCH, "slow down");
    vendor.answer = limited;
    List<Item> items = IntStream.range(0, 6).mapToObj(i -> item(i, 20)).toList();
    assertThat(send(vendor, batch(items)).outcomes()).hasSize(6).containsOnly(limited);
    assertThat(vendor.bodies).hasSize(1);
  }

  @Test
  void afterARequestWithoutAnAnswerTheOtherPartsAreNotSentAndHaveNoEffect() {
    Vendor vendor = new Vendor(60, null);
    vendor.cut = true;
    List<Item> items = IntStream.range(0, 4).mapToObj(i -> item(i, 20)).toList();
    List<Outcome> outcomes = send(vendor, batch(items)).outcomes();
    assertThat(outcomes.subList(0, 2)).hasOnlyElementsOfType(Outcome.Ambiguous.class);
    assertThat(outcomes.subList(2, 4)).hasOnlyElementsOfType(Outcome.Transient.class);
    assertThat(vendor.bodies).hasSize(1);
  }

  @Test
  void aBatchThatFitsIsSentAsItIs() {
    Vendor vendor = new Vendor(1_000, 1_000);
    Batch batch = batch(List.of(item(0, 20), item(1, 20)));
    assertThat(send(vendor, batch).parts()).containsOnly(0);
    assertThat(vendor.keys).containsExactly(batch.key());
  }

  @Test
  void aPreviewShowsTheRequestsOfTheParts() {
    Vendor vendor = new Vendor(60, null);
    List<Item> items = List.of(item(0, 20), item(1, 20), item(2, 20), item(3, 200));
    assertThat(protocols.preview(vendor, batch(items), TARGET)).hasSize(3);
    assertThat(vendor.bodies).isEmpty();
  }

  /** What was sent without a job may have arrived. */
  @Test
  void aBatchIsSentInJobsOnlyIfEachOfItsPartsIs() {
    Vendor vendor = new Vendor(60, 50);
    vendor.jobFrom = 2;
    Batch even = batch(List.of(item(0, 20), item(1, 20), item(2, 20), item(3, 20)));
    assertThat(protocols.isJob(vendor, even)).isTrue();
    Batch oneAlone = batch(List.of(item(0, 20), item(1, 20), item(2, 40)));
    assertThat(protocols.isJob(vendor, oneAlone)).isFalse();
    Batch oneRefused = batch(List.of(item(0, 20), item(1, 20), item(2, 200)));
    assertThat(protocols.isJob(vendor, oneRefused)).isTrue();
    assertThat(protocols.isJob(vendor, batch(List.of(item(0, 200))))).isFalse();
  }

  private Protocols.Parts send(Vendor vendor, Batch batch) {
    return protocols.sendInParts(
        vendor, batch, TARGET, vendor, Places.NONE, JobLog.unrecorded(Instant.now()));
  }

  private static Batch batch(List<Item> items) {
    return new Batch(
        TARGET,
        Batch.keyOf(items),
        new SyncId("syn_1"),
        "things",
        null,
        Operation.WRITE,
        Json.MAPPER.createObjectNode(),
        items);
  }

  private static List<Outcome> delivered(List<Item> items) {
    return items.stream().<Outcome>map(item -> new Outcome.Delivered(item.matchValue())).toList();
  }

  private static List<String> ids(List<Item> items) {
    return items.stream().map(Item::matchValue).toList();
  }

  private static Item item(int id, int length) {
    return ItemBuilder.builder()
        .delivery("dlv_" + id)
        .matchField("id")
        .matchValue(Integer.toString(id))
        .deliveredAs(null)
        .formerMatchValues(List.of())
        .vendorId(null)
        .parentVendorId(null)
        .fields(Json.MAPPER.createObjectNode().put("text", "x".repeat(length)))
        .content(null)
        .version(1)
        .hash("h")
        .since(Instant.EPOCH)
        .position(null)
        .uncertain(false)
        .build();
  }

  /** A line for each item: the id, a colon, the text. The first line is the envelope, if any. */
  private static final class Vendor implements Connector, Egress {
    private final @Nullable Integer bytes;
    private final @Nullable Integer itemBytes;
    private final List<String> bodies = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private @Nullable Outcome answer;
    private boolean cut;
    private String envelope = "";

    /** Whether a request has a record only once. */
    private boolean distinct;

    /** Whether each item has a request of its own. */
    private boolean oneByOne;

    /** Whether it searches for items, and has all of them. */
    private boolean finds;

    /** How many items can be sent at once. */
    private int most = Integer.MAX_VALUE;

    /** From so many items on, a batch is a job. */
    private int jobFrom = Integer.MAX_VALUE;

    Vendor(@Nullable Integer bytes, @Nullable Integer itemBytes) {
      this.bytes = bytes;
      this.itemBytes = itemBytes;
    }

    List<String> sent() {
      return bodies.stream()
          .flatMap(String::lines)
          .map(line -> line.substring(0, line.indexOf(':')))
          .toList();
    }

    @Override
    public Manifest manifest() {
      return ManifestBuilder.builder()
          .id("vendor")
          .name("Vendor")
          .description("A vendor")
          .effectClass(EffectClass.A)
          .api(null)
          .settings(List.of())
          .objects(
              List.of(
                  ManifestObjectTypeBuilder.builder()
                      .name("things")
                      .label("Things")
                      .kind(Kind.RECORD)
                      .fields(List.of())
                      .otherFields(".*")
                      .matchFields(List.of())
                      .furtherMatchFields(List.of())
                      .batchSize(100)
                      .batch(new BatchLimits(100, bytes, itemBytes, Duration.ZERO))
                      .removal(Removal.DELETED)
                      .memberships(null)
                      .settings(List.of())
                      .build()))
          .rateLimits(List.of())
          .budgets(List.of())
          .concurrency(1)
          .connections(0)
          .openJobs(0)
          .addressOverridable(false)
          .sources(List.of())
          .added(false)
          .authentication(null)
          .build();
    }

    @Override
    public int mostItems(Batch batch) {
      return Math.min(most, batch.items().size());
    }

    @Override
    public Protocol protocol(Batch batch) {
      if (batch.items().size() > most) {
        throw new IllegalArgumentException("The items cannot be in one request");
      }
      if (finds) {
        return new Protocol.FindThenWrite(
            items -> new Protocol.Lookup(request(batch, "search"), (got, now) -> found(items)),
            items -> call(batch, "", items),
            items -> call(batch, "update" + "v".repeat(100), items));
      }
      if (batch.items().size() >= jobFrom) {
        Egress.Request request = call(batch, envelope, batch.items()).request();
        return new Protocol.Job(
            name -> new JobCall<>(request, (got, now) -> new JobAnswer.OfStep.Done(name)),
            null,
            List.of(),
            null,
            null,
            name -> new JobCall<>(request, (got, now) -> new JobAnswer.OfState.Open()),
            new Protocol.Job.Results(name -> List.of(), null),
            Duration.ofHours(1),
            Set.of());
      }
      return new Protocol.DirectCalls(
          oneByOne
              ? batch.items().stream().map(item -> call(batch, envelope, List.of(item))).toList()
              : List.of(call(batch, envelope, batch.items())));
    }

    private static Protocol.Matches found(List<Item> items) {
      return new Protocol.Matches.Found(
          items.stream().collect(Collectors.toMap(Item::delivery, Item::matchValue)), Map.of());
    }

    private Call call(Batch batch, String around, List<Item> items) {
      StringBuilder body = new StringBuilder(around);
      Set<String> seen = new HashSet<>();
      for (Item item : items) {
        if (!distinct || seen.add(item.matchValue())) {
          body.append(item.matchValue())
              .append(':')
              .append(item.fields().path("text").asText())
              .append('\n');
        }
      }
      return new Call(request(batch, body.toString()), items, (got, now) -> outcomes(items));
    }

    private static Egress.Request request(Batch batch, String body) {
      return new Egress.Request(
          "POST",
          URI.create("https://example.org/things"),
          Map.of("key", batch.key()),
          body.getBytes(StandardCharsets.UTF_8));
    }

    private List<Outcome> outcomes(List<Item> items) {
      Outcome instead = answer;
      return instead == null ? delivered(items) : items.stream().map(item -> instead).toList();
    }

    @Override
    public Answer send(Request request) throws EgressFailure {
      bodies.add(new String(Objects.requireNonNull(request.body()), StandardCharsets.UTF_8));
      keys.add(String.valueOf(request.headers().get("key")));
      if (cut) {
        throw new EgressFailure(Reach.MAYBE_ARRIVED, "cut");
      }
      return new Answer(200, Map.of(), new byte[0]);
    }

    @Override
    public Probe probe(Target target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public InetAddress checked(String host, int port) {
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public void note(Exchange exchange) {}
  }
}
