package dev.tributary.destinations.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.EgressFailure.Reach;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol.Lookup;
import dev.tributary.destinations.connector.Protocol.Matches;
import dev.tributary.destinations.connector.RecordLink;
import dev.tributary.destinations.connector.RecordLink.Pair;
import dev.tributary.destinations.connector.Target;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of items if a search or a link fails. */
class LinkedRecordsTest {
  private static final Instant UNTIL = Instant.parse("2026-11-30T10:00:00Z");

  /** The paths of the requests, and the ids of the items that were written. */
  private final List<String> sent = new ArrayList<>();

  private final Map<String, EgressFailure> failures = new HashMap<>();
  private final Map<String, Outcome> written = new HashMap<>();
  private List<Outcome> linked = List.of();
  private boolean broken;

  @Test
  void recordsAreSearchedForThenWrittenThenLinked() {
    linked = List.of(new Outcome.Delivered(null));
    assertThat(send(item("1", "company"), item("2")))
        .containsExactly(new Outcome.Delivered("id-1"), new Outcome.Delivered("id-2"));
    assertThat(sent).containsExactly("/search/company", "write 1 2", "/link/company id-1");
  }

  @Test
  void aSearchWithoutAnAnswerHasChangedNothingAndEndsTheSearches() {
    failures.put("/search/company", new EgressFailure(Reach.MAYBE_ARRIVED, "cut"));
    assertThat(send(item("1", "company"), item("2", "contact"), item("3")))
        .containsExactly(
            new Outcome.Transient("cut", null),
            new Outcome.Transient("cut", null),
            new Outcome.Delivered("id-3"));
    assertThat(sent).containsExactly("/search/company", "write 3");
  }

  @Test
  void aLinkWithoutAnAnswerLeavesARecordThatIsWritten() {
    failures.put("/link/company", new EgressFailure(Reach.HELD_BACK, "later", UNTIL));
    List<Outcome> outcomes = send(item("1", "company", "contact"), item("2", "contact"), item("3"));
    assertThat(outcomes.subList(0, 2))
        .allSatisfy(
            outcome -> assertThat(((Outcome.Ambiguous) outcome).notBefore()).isEqualTo(UNTIL));
    assertThat(outcomes.get(2)).isEqualTo(new Outcome.Delivered("id-3"));
    assertThat(sent)
        .containsExactly("/search/company", "/search/contact", "write 1 2 3", "/link/company id-1");
  }

  @Test
  void aRecordThatIsNotConfirmedIsNotLinked() {
    written.put("1", new Outcome.Delivered(null));
    written.put("2", new Outcome.Accepted("id-2"));
    written.put("3", new Outcome.Rejected("name", "too long"));
    List<Outcome> outcomes = send(item("1", "company"), item("2", "company"), item("3", "company"));
    assertThat(outcomes.subList(0, 2)).hasOnlyElementsOfType(Outcome.Ambiguous.class);
    assertThat(outcomes.get(2)).isEqualTo(new Outcome.Rejected("name", "too long"));
    assertThat(sent).containsExactly("/search/company", "write 1 2 3");
  }

  @Test
  void anAnswerThatDoesNotFitConfirmsNoLink() {
    linked = List.of(new Outcome.Delivered(null));
    assertThat(send(item("1", "company"), item("2", "company")))
        .hasOnlyElementsOfType(Outcome.Ambiguous.class);
  }

  @Test
  void aConnectorThatFailsHoldsNoOtherItemBack() {
    broken = true;
    assertThat(send(item("1", "company"), item("2")).get(1))
        .isEqualTo(new Outcome.Delivered("id-2"));
    assertThat(sent).containsExactly("/search/company", "write 2");
  }

  private List<Outcome> send(Item... items) {
    Target target =
        new Target(
            new WorkspaceId("wsp_1"),
            new DestinationId("dst_1"),
            Json.MAPPER.createObjectNode(),
            Map.of(),
            null);
    Batch batch =
        new Batch(
            target,
            "key",
            new SyncId("syn_1"),
            "deals",
            null,
            Batch.Operation.WRITE,
            Json.MAPPER.createObjectNode(),
            List.of(items));
    return LinkedRecords.send(
        batch,
        List.of(link("company"), link("contact")),
        this::answer,
        Clock.systemUTC(),
        this::write);
  }

  private Egress.Answer answer(Egress.Request request) throws EgressFailure {
    String path = request.uri().getPath();
    byte[] body = request.body();
    sent.add(body == null ? path : path + " " + new String(body, StandardCharsets.UTF_8));
    EgressFailure failure = failures.get(path);
    if (failure != null) {
      throw failure;
    }
    return new Egress.Answer(200, Map.of(), new byte[0]);
  }

  private List<Outcome> write(Batch batch) {
    List<String> ids = batch.items().stream().map(Item::delivery).toList();
    sent.add("write " + String.join(" ", ids));
    return ids.stream()
        .map(id -> written.getOrDefault(id, new Outcome.Delivered("id-" + id)))
        .toList();
  }

  private RecordLink link(String field) {
    return new RecordLink(
        field,
        items -> new Lookup(request("/search/" + field, null), (answer, now) -> matches(items)),
        pairs ->
            new Call(
                request("/link/" + field, names(pairs)),
                pairs.stream().map(Pair::item).toList(),
                (answer, now) -> linked));
  }

  private Matches matches(List<Item> items) {
    if (broken) {
      throw new IllegalStateException("broken");
    }
    Map<String, String> ids = new HashMap<>();
    items.forEach(item -> ids.put(item.delivery(), "other"));
    return new Matches.Found(ids, Map.of());
  }

  private static String names(List<Pair> pairs) {
    return String.join(" ", pairs.stream().map(pair -> pair.item().vendorId()).toList());
  }

  private static Egress.Request request(String path, @Nullable String body) {
    return new Egress.Request(
        "POST",
        URI.create("https://example.org" + path),
        Map.of(),
        body == null ? null : body.getBytes(StandardCharsets.UTF_8));
  }

  private static Item item(String id, String... links) {
    ObjectNode fields = Json.MAPPER.createObjectNode();
    for (String field : links) {
      fields.put(field, "name");
    }
    return ItemBuilder.builder()
        .delivery(id)
        .matchField("key")
        .matchValue(id)
        .deliveredAs(null)
        .formerMatchValues(List.of())
        .vendorId(null)
        .parentVendorId(null)
        .fields(fields)
        .content(null)
        .version(1)
        .hash("h")
        .since(Instant.EPOCH)
        .position(null)
        .build();
  }
}
