package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.manifest.ManifestFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Manifests, batches and answers of tests. */
final class Sample {
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  /** A manifest without mistakes, of which tests change a part. */
  static final String GOOD =
      """
      id: crm
      name: CRM
      description: Keeps people up to date.
      effectClass: A
      settings:
        - name: token
          label: Token
          help: Of your account
          secret: true
          required: true
        - name: app
          label: App
          help: Its number
      host: https://api.example.com
      auth: { bearer: token }
      objects:
        - name: people
          label: People
          kind: record
          batchSize: 50
          matchFields: [email]
          removal: deleted
          fields:
            - { name: email, label: Email }
            - { name: plan, label: Plan }
          requests:
            write:
              method: POST
              path: /v1/people
              body:
                app: ${settings.app}
                people:
                  $each:
                    email: ${item.matchValue | lower}
                    plan: ${item.fields.plan}
              answers: people
            remove:
              method: DELETE
              path: /v1/people/${item.knownAs}
              answers: people
      answers:
        people:
          - status: 200
            outcome: delivered
          - status: 404
            outcome: missing
      probe:
        method: GET
        path: /v1/me
        answers:
          - status: 200
            outcome: delivered
      sources: [the documentation]
      """;

  private Sample() {}

  /** The good manifest with another part. */
  static String with(String part, String other) {
    assertThat(GOOD).contains(part);
    return GOOD.replace(part, other);
  }

  static Connector connector(String yaml) {
    return switch (compile(yaml)) {
      case Compilation.Compiled(Connector connector) -> connector;
      case Compilation.Refused(List<ManifestFault> faults) ->
          throw new AssertionError(faults.toString());
    };
  }

  static List<String> faults(String yaml) {
    return switch (compile(yaml)) {
      case Compilation.Compiled compiled -> List.of();
      case Compilation.Refused(List<ManifestFault> faults) ->
          faults.stream().map(ManifestFault::message).toList();
    };
  }

  /**
   * The manifest with the other part has a mistake.
   *
   * @param part of the good manifest
   * @param place of the mistake, or a part of it
   */
  static void assertMistake(String good, String part, String other, String place, String words) {
    assertThat(good).contains(part);
    assertThat(faults(good.replace(part, other)))
        .anySatisfy(fault -> assertThat(fault).contains(place).contains(words));
  }

  private static Compilation compile(String yaml) {
    return DeclaredConnectors.compile(
        "crm.yaml", yaml.getBytes(StandardCharsets.UTF_8), InstantSource.fixed(NOW));
  }

  static Connector shipped(String id) {
    return connector(manifest(id));
  }

  static String manifest(String id) {
    try {
      return Files.readString(Path.of("src/main/resources/connectors", id + ".yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode json(String text) {
    try {
      return (ObjectNode) Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Target target(String settings) {
    return new Target(
        new WorkspaceId("wsp_1"), new DestinationId("dst_1"), json(settings), Map.of(), null);
  }

  static Batch batch(
      Target target, String object, Operation operation, String syncSettings, Item... items) {
    return new Batch(
        target,
        "msg_1",
        new SyncId("syn_1"),
        object,
        null,
        operation,
        json(syncSettings),
        List.of(items));
  }

  static Batch batch(String object, Item... items) {
    return batch(target("{}"), object, Operation.WRITE, "{}", items);
  }

  static Item item(int number, @Nullable String matchField, String matchValue, String fields) {
    return ItemBuilder.builder()
        .delivery("dlv_" + number)
        .matchField(matchField)
        .matchValue(matchValue)
        .deliveredAs(null)
        .formerMatchValues(List.of())
        .vendorId(null)
        .parentVendorId(null)
        .fields(json(fields))
        .content(null)
        .version(1)
        .hash("hash")
        .since(Instant.parse("2026-01-01T00:00:00Z"))
        .position(null)
        .uncertain(false)
        .build();
  }

  static Protocol.DirectCalls direct(Connector connector, Batch batch) {
    return (Protocol.DirectCalls) connector.protocol(batch);
  }

  /** The requests as text: the first line, the headers, and the body. */
  static String requests(Connector connector, Batch batch) {
    StringBuilder text = new StringBuilder();
    direct(connector, batch).calls().forEach(call -> text.append(text(call.request())));
    return text.toString();
  }

  static String text(Egress.Request request) {
    StringBuilder text =
        new StringBuilder(request.method()).append(' ').append(request.uri()).append('\n');
    request
        .headers()
        .forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    byte[] body = request.body();
    return body == null
        ? text.toString()
        : text.append(new String(body, StandardCharsets.UTF_8)).append('\n').toString();
  }

  static List<Outcome> read(Connector connector, Batch batch, int status, String body) {
    return read(connector, batch, answer(status, body));
  }

  static List<Outcome> read(Connector connector, Batch batch, Egress.Answer answer) {
    List<Call> calls = direct(connector, batch).calls();
    assertThat(calls).hasSize(1);
    return calls.getFirst().reading().outcomes(answer, NOW);
  }

  static Egress.Answer answer(int status, String body) {
    return new Egress.Answer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }
}
