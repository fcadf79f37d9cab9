package dev.tributary.destinations.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Target;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Erasures, by one request for each value. */
class ForgottenRecordsTest {
  private static final Outcome DELIVERED = new Outcome.Delivered(null);
  private static final Target TARGET =
      new Target(
          new WorkspaceId("wsp_1"),
          new DestinationId("dst_1"),
          Json.MAPPER.createObjectNode(),
          Map.of(),
          null);

  private static final Predicate<String> NO_REMOVAL = path -> !path.startsWith("/remove/");

  private final Vendor vendor = new Vendor();

  @Test
  void aRecordIsErasedByEachValueThatItMayHave() {
    assertThat(forget(item("1", "b", "a", "a0", "a"))).containsExactly(DELIVERED);
    assertThat(vendor.sent).containsExactly("/erase/a", "/erase/b", "/erase/a0");
  }

  @Test
  void aFailureOfOneValueConcernsItsRecordOnly() {
    vendor.answers(204, 204, 400, 204);
    assertThat(forget(item("1", "b", null, "a"), item("2", "d", null, "c")))
        .containsExactly(new Outcome.Rejected(null, "refused"), DELIVERED);
    assertThat(vendor.sent).containsExactly("/erase/b", "/erase/d", "/erase/a", "/erase/c");
  }

  @Test
  void afterAFailureOfTheVendorNothingIsSentAndNothingCountsAsErased() {
    vendor.answers(204, 500);
    assertThat(forget(item("1", "b", null, "a"), item("2", "d", null)))
        .hasOnlyElementsOfType(Outcome.Transient.class);
    assertThat(vendor.sent).containsExactly("/erase/b", "/erase/d");
  }

  /** A removal keeps what an erasure deletes. */
  @Test
  void aRecordWhoseIdIsGoneIsErasedByItsValueAndNotRemoved() {
    vendor.answers(404);
    Item known = ItemBuilder.builder(item("1", "a", null)).vendorId("7").build();
    assertThat(forget(known)).containsExactly(DELIVERED);
    assertThat(vendor.sent).startsWith("/erase/7", "/erase/a").allMatch(NO_REMOVAL);
  }

  /** The vendor may have merged the record, and answers as if it had erased it. */
  @Test
  void aRecordWithAnIdIsErasedByItsValuesToo() {
    Item known = ItemBuilder.builder(item("1", "b", "a", "a")).vendorId("7").build();
    assertThat(forget(known)).containsExactly(DELIVERED);
    assertThat(vendor.sent).containsExactly("/erase/7", "/erase/a", "/erase/b");
  }

  /** A vendor that lacks one value may have the record under another one. */
  @Test
  void aValueThatTheVendorLacksIsErasedAndTheOtherValuesToo() {
    vendor.answers(404, 404);
    assertThat(forget(item("1", "b", null, "a"))).containsExactly(DELIVERED);
    assertThat(vendor.sent).containsExactly("/erase/b", "/erase/a");
  }

  @Test
  void anErasureThatTheVendorOnlyReceivesIsSentForEachValueAndNotConfirmed() {
    vendor.answers(202, 204);
    assertThat(forget(item("1", "b", null, "a"))).containsExactly(new Outcome.Accepted(null));
    assertThat(vendor.sent).containsExactly("/erase/b", "/erase/a");
    vendor.answers(202, 400);
    assertThat(forget(item("1", "b", null, "a")))
        .containsExactly(new Outcome.Rejected(null, "refused"));
  }

  private List<Outcome> forget(Item... items) {
    Batch batch =
        new Batch(
            TARGET,
            "key",
            new SyncId("syn_1"),
            "people",
            null,
            Batch.Operation.REMOVE,
            Json.MAPPER.createObjectNode(),
            List.of(items));
    return new Protocols(Clock.systemUTC()).forget(vendor, batch, TARGET, vendor);
  }

  private static Item item(
      String delivery, String value, @Nullable String deliveredAs, String... former) {
    return ItemBuilder.builder()
        .delivery(delivery)
        .matchField("email")
        .matchValue(value)
        .deliveredAs(deliveredAs)
        .formerMatchValues(List.of(former))
        .vendorId(null)
        .parentVendorId(null)
        .fields(Json.MAPPER.createObjectNode())
        .content(null)
        .version(1)
        .hash("h")
        .since(Instant.EPOCH)
        .position(null)
        .uncertain(false)
        .build();
  }

  private static final class Vendor implements Connector, Egress {
    private final List<String> sent = new ArrayList<>();
    private final Deque<Integer> answers = new ArrayDeque<>();

    /** Statuses; 204 afterwards. */
    private void answers(Integer... next) {
      answers.addAll(Arrays.asList(next));
    }

    @Override
    public Manifest manifest() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Protocol protocol(Batch batch) {
      return calls("/remove/", batch);
    }

    @Override
    public Protocol forget(Batch batch) {
      return calls("/erase/", batch);
    }

    private static Protocol calls(String path, Batch batch) {
      return new Protocol.DirectCalls(
          batch.items().stream()
              .map(item ->
                  new Call(
                      new Request(
                          "POST",
                          URI.create("https://example.org" + path + name(item)),
                          Map.of(),
                          null),
                      List.of(item),
                      (answer, now) -> List.of(read(answer))))
              .toList());
    }

    private static String name(Item item) {
      String id = item.vendorId() == null ? item.deliveredAs() : item.vendorId();
      return id == null ? item.matchValue() : id;
    }

    private static Outcome read(Answer answer) {
      return switch (answer.status()) {
        case 202 -> new Outcome.Accepted(null);
        case 400 -> new Outcome.Rejected(null, "refused");
        case 404 -> new Outcome.Missing("gone");
        case 500 -> new Outcome.Transient("failed", null);
        default -> DELIVERED;
      };
    }

    @Override
    public Probe probe(Target target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Answer send(Request request) {
      sent.add(request.uri().getPath());
      return new Answer(answers.isEmpty() ? 204 : answers.remove(), Map.of(), new byte[0]);
    }

    @Override
    public InetAddress checked(String host, int port) {
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public void note(Exchange exchange) {
      throw new UnsupportedOperationException();
    }
  }
}
