package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Target;
import dev.tributary.testkit.lane.Lane;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A body that is written at once has the bytes of one that is built item by item. A record that
 * cannot be in a request leads to the second way, so the same batch with such a record has the same
 * body.
 */
class WrittenBodiesTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
  private static final List<String> FIELDS = List.of("first", "second", "third");

  private static final String ALL_CONSTANT =
      """
      {$each: {mark: "é\\"\\u0001", "with \\"quotes\\"": 7, nothing: null, yes: true,
        id: "${item.matchValue | required}", first: "${item.fields.first}",
        text: "Name: ${item.fields.first}",
        part: {second: "${item.fields.second}", deeper: {third: "${item.fields.third}"}},
        list: ["${item.fields.third}", {first: "${item.fields.first}"}],
        all: "${item.fields}", pairs: {$fields: {name: "${field.name}", value: "${field.value}"}},
        others: {$otherFieldList: {name: "${field.name}", value: "${field.value}"}}}}
      """;

  private static final String IN_A_LIST =
      """
      [{$each: {id: "${item.matchValue | required}", all: "${item.fields}"}}]
      """;

  private static final String WITH_ITS_MATCH_FIELD =
      """
      {$each: {first: "${item.fields.first}", "${item.matchField}": "${item.matchValue | required}",
        second: "${item.fields.second}", third: ["${item.fields.third}"], $otherFields: "${field.value}"}}
      """;

  private static final String WITH_OTHER_FIELDS =
      """
      {$each: {id: "${item.matchValue | required}", first: 1, second: "${item.fields.second}",
        third: "${item.fields.third}", $otherFields: "${field.value}"}}
      """;

  @ParameterizedTest
  @ValueSource(strings = {ALL_CONSTANT, IN_A_LIST, WITH_ITS_MATCH_FIELD, WITH_OTHER_FIELDS})
  void bothWaysHaveTheSameBytes(String each) {
    Connector connector = connector(each);
    Random random = new Random(Lane.seed());
    for (int round = 0; round < 200; round++) {
      List<Item> good =
          IntStream.range(0, 1 + random.nextInt(4))
              .mapToObj(number -> item(number, "match-" + number, random))
              .toList();
      List<Item> withBad = new ArrayList<>(good);
      withBad.add(random.nextInt(withBad.size() + 1), item(99, "", random));
      assertThat(body(connector, withBad)).isEqualTo(body(connector, good));
    }
  }

  @Test
  void aRecordThatCannotBeInTheRequestIsRefusedAlone() {
    Connector connector = connector(ALL_CONSTANT);
    Random random = new Random(Lane.seed());
    Protocol.DirectCalls calls =
        calls(connector, List.of(item(1, "a", random), item(2, "", random)));
    assertThat(calls.calls()).hasSize(1);
    assertThat(calls.calls().getFirst().items())
        .extracting(Item::delivery)
        .containsExactly("dlv_1");
    assertThat(calls.decided()).containsOnlyKeys("dlv_2");
  }

  private static String body(Connector connector, List<Item> items) {
    Call call = calls(connector, items).calls().getFirst();
    return new String(Objects.requireNonNull(call.request().body()), StandardCharsets.UTF_8);
  }

  private static Protocol.DirectCalls calls(Connector connector, List<Item> items) {
    ObjectNode none = NODES.objectNode();
    var target =
        new Target(new WorkspaceId("wsp_1"), new DestinationId("dst_1"), none, Map.of(), null);
    return (Protocol.DirectCalls)
        connector.protocol(
            new Batch(
                target, "key", new SyncId("syn_1"), "people", null, Operation.WRITE, none, items));
  }

  /** An empty match value is one that the manifest refuses. */
  private static Item item(int number, String matchValue, Random random) {
    return ItemBuilder.builder()
        .delivery("dlv_" + number)
        .matchField("first")
        .matchValue(matchValue)
        .deliveredAs(null)
        .formerMatchValues(List.of())
        .vendorId(null)
        .parentVendorId(null)
        .fields(fields(random))
        .content(null)
        .version(1)
        .hash("hash")
        .since(Instant.EPOCH)
        .position(null)
        .uncertain(false)
        .build();
  }

  private static ObjectNode fields(Random random) {
    ObjectNode fields = NODES.objectNode();
    for (String name : FIELDS) {
      set(fields, name, random);
    }
    set(fields, "other", random);
    return fields;
  }

  private static void set(ObjectNode fields, String name, Random random) {
    switch (random.nextInt(12)) {
      case 0 -> fields.putNull(name);
      case 1 -> fields.put(name, "Zoë \uD83D\uDE00 \"\\\u0000\u2028");
      case 2 -> fields.put(name, random.nextInt());
      case 3 -> fields.put(name, random.nextLong());
      case 4 -> fields.set(name, NODES.numberNode(new BigDecimal("1E+30")));
      case 5 -> fields.set(name, NODES.numberNode(new BigDecimal("12.340")));
      case 6 -> fields.set(name, NODES.numberNode(BigInteger.TWO.pow(80)));
      case 7 -> fields.put(name, random.nextBoolean());
      case 8 -> fields.putArray(name).add(1).addNull().add("x");
      case 9 -> fields.putObject(name).put("a", 1.5).putNull("b");
      case 10 -> fields.put(name, random.nextDouble());
      default -> {}
    }
  }

  private static Connector connector(String each) {
    String yaml =
        """
        id: written
        name: Written
        description: A connector of a test.
        effectClass: A
        addressOverridable: true
        concurrency: 1
        rateLimits: [{ requests: 10, perSeconds: 1 }]
        settings:
          - { name: apiKey, label: Key, help: Any, required: true, secret: true }
        host: https://api.example.com
        auth: { bearer: apiKey }
        objects:
          - name: people
            label: People
            kind: record
            batchSize: 100
            matchFields: [first]
            removal: deleted
            otherFields: '[a-z]+'
            fields:
              - { name: first, label: First }
              - { name: second, label: Second }
              - { name: third, label: Third }
            requests:
              write:
                method: POST
                path: /people
                body: { people: %s, size: 7 }
                answers: all
              remove: { method: DELETE, path: '/people/${item.knownAs}', answers: all }
        answers:
          all: [{ status: 200, outcome: delivered }]
        probe: { method: GET, path: /, answers: [{ status: 200, outcome: delivered }] }
        sources: [A test]
        """
            .formatted(each.strip().replace("\n", " "));
    Compilation compiled =
        DeclaredConnectors.compile("written.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    return switch (compiled) {
      case Compilation.Compiled(Connector connector) -> connector;
      case Compilation.Refused(var faults) -> throw new AssertionError(faults.toString());
    };
  }
}
