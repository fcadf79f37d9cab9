package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One batch of a connector: the requests that it has, and the outcomes of answers. A fixture is a
 * file in YAML, so that a new connector needs no test in Java. If items are searched for, the
 * requests are the search, the update of items with an id, and the request for the others.
 *
 * @param operation write or remove; write if it is absent
 * @param settings of the destination, without secrets
 * @param sync the settings of the sync
 * @param place the vendor's id of the list or channel
 * @param answers to one of the requests
 */
record ConnectorFixture(
    @JsonProperty(required = true) String object,
    Batch.@Nullable Operation operation,
    @Nullable ObjectNode settings,
    @Nullable ObjectNode sync,
    @Nullable String place,
    @JsonProperty(required = true) List<FixtureItem> items,
    @JsonProperty(required = true) List<FixtureRequest> requests,
    @Nullable List<FixtureAnswer> answers) {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(com.fasterxml.jackson.databind.MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  /**
   * @param delivery the id of the delivery; {@code dlv_} and the number of the item if it is absent
   */
  record FixtureItem(
      @Nullable String delivery,
      @Nullable String matchField,
      @JsonProperty(required = true) String matchValue,
      @Nullable String deliveredAs,
      @Nullable String vendorId,
      @Nullable String parentVendorId,
      @Nullable ObjectNode fields) {

    Item item(int number) {
      Item plain =
          Sample.item(number, matchField, matchValue, fields == null ? "{}" : fields.toString());
      return ItemBuilder.builder(plain)
          .delivery(Objects.requireNonNullElse(delivery, plain.delivery()))
          .deliveredAs(deliveredAs)
          .vendorId(vendorId)
          .parentVendorId(parentVendorId)
          .build();
    }
  }

  /**
   * @param headers besides user-agent, and without the content-type of JSON and of a form
   * @param body JSON, or the text of a form
   */
  record FixtureRequest(
      @JsonProperty(required = true) String method,
      @JsonProperty(required = true) String url,
      @Nullable Map<String, String> headers,
      @Nullable JsonNode body) {}

  /**
   * @param request the number of the request, from 1; the first one if it is absent
   * @param body JSON, or a text
   * @param outcomes of the items of the request, such as {@code rejected: no such field}; of a
   *     search, {@code found:} and the id, or {@code nothing}
   */
  record FixtureAnswer(
      @Nullable Integer request,
      @JsonProperty(required = true) int status,
      @Nullable Map<String, String> headers,
      @Nullable JsonNode body,
      @JsonProperty(required = true) List<String> outcomes) {

    Egress.Answer answer() {
      Map<String, List<String>> all = new TreeMap<>();
      Objects.requireNonNullElse(headers, Map.<String, String>of())
          .forEach((name, value) -> all.put(name, List.of(value)));
      String text = body == null ? "" : body.isTextual() ? body.asText() : body.toString();
      return new Egress.Answer(status, all, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  static ConnectorFixture read(String yaml) {
    try {
      return YAML.readValue(yaml, ConnectorFixture.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void check(Connector connector) {
    ObjectNode empty = JsonNodeFactory.instance.objectNode();
    List<Item> given = new ArrayList<>();
    items.forEach(item -> given.add(item.item(given.size() + 1)));
    Batch batch =
        Sample.batch(
            Sample.target(Objects.requireNonNullElse(settings, empty).toString()),
            object,
            Objects.requireNonNullElse(operation, Batch.Operation.WRITE),
            Objects.requireNonNullElse(sync, empty).toString(),
            given.toArray(Item[]::new));
    List<Step> steps = steps(connector.protocol(place == null ? batch : batch.at(place)), given);
    assertThat(steps.stream().map(step -> sent(step.request())).toList()).isEqualTo(requests);
    for (FixtureAnswer each : Objects.requireNonNullElse(answers, List.<FixtureAnswer>of())) {
      Step step = steps.get(Objects.requireNonNullElse(each.request(), 1) - 1);
      assertThat(step.outcomes().apply(each.answer()))
          .as("an answer %d", each.status())
          .isEqualTo(each.outcomes());
    }
  }

  /** A request, and the outcomes of an answer. */
  private record Step(Egress.Request request, Function<Egress.Answer, List<String>> outcomes) {
    static Step of(Call call) {
      return new Step(
          call.request(),
          answer ->
              call.reading().outcomes(answer, Sample.NOW).stream()
                  .map(ConnectorFixture::text)
                  .toList());
    }

    static Step of(Protocol.Lookup lookup, List<Item> items) {
      return new Step(
          lookup.request(), answer -> text(lookup.reading().matches(answer, Sample.NOW), items));
    }
  }

  private static List<Step> steps(Protocol protocol, List<Item> items) {
    return switch (protocol) {
      case Protocol.DirectCalls direct -> direct.calls().stream().map(Step::of).toList();
      case Protocol.FindThenWrite found -> {
        List<Item> open =
            items.stream().filter(item -> !found.decided().containsKey(item.delivery())).toList();
        List<Item> known = open.stream().filter(item -> item.vendorId() != null).toList();
        List<Item> unknown = open.stream().filter(item -> item.vendorId() == null).toList();
        List<Step> steps = new ArrayList<>();
        if (!unknown.isEmpty()) {
          steps.add(Step.of(found.search().of(unknown), unknown));
        }
        if (!known.isEmpty()) {
          found.update().calls(known).forEach(call -> steps.add(Step.of(call)));
        }
        if (!unknown.isEmpty()) {
          found.create().calls(unknown).forEach(call -> steps.add(Step.of(call)));
        }
        yield steps;
      }
      case Protocol.ResolveThenSend resolving -> {
        List<Protocol.ResolveThenSend.Resolved> open =
            items.stream()
                .map(item -> new Protocol.ResolveThenSend.Resolved(item, List.of()))
                .toList();
        yield resolving.steps().stream()
            .flatMap(step -> step.calls(open).stream())
            .map(Step::of)
            .toList();
      }
      case Protocol.Job job -> throw new AssertionError("is not declared");
      case Protocol.Transaction transaction -> throw new AssertionError("has no requests");
    };
  }

  private static List<String> text(Protocol.Matches matches, List<Item> items) {
    return switch (matches) {
      case Protocol.Matches.Failed(Outcome outcome) ->
          Collections.nCopies(items.size(), text(outcome));
      case Protocol.Matches.Found(Map<String, String> ids, Map<String, Outcome> refused) ->
          items.stream()
              .map(item -> {
                String id = ids.get(item.delivery());
                Outcome refusal = refused.get(item.delivery());
                return id != null ? "found: " + id : refusal == null ? "nothing" : text(refusal);
              })
              .toList();
    };
  }

  private static FixtureRequest sent(Egress.Request request) {
    Map<String, String> headers = new TreeMap<>(request.headers());
    headers.remove("user-agent");
    String type = headers.getOrDefault("content-type", "");
    if (type.equals("application/json") || type.equals("application/x-www-form-urlencoded")) {
      headers.remove("content-type");
    }
    byte[] body = request.body();
    return new FixtureRequest(
        request.method(),
        request.uri().toString(),
        headers.isEmpty() ? null : headers,
        body == null ? null : content(type, body));
  }

  /** With the types of numbers that YAML has. */
  private static JsonNode content(String type, byte[] body) {
    try {
      return type.endsWith("json")
          ? YAML.readTree(Json.MAPPER.readTree(body).toString())
          : JsonNodeFactory.instance.textNode(new String(body, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of the outcome, and its words. */
  private static String text(Outcome outcome) {
    String name =
        outcome
            .getClass()
            .getSimpleName()
            .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
            .toLowerCase(Locale.ROOT);
    return outcome.words().isEmpty() ? name : name + ": " + outcome.words();
  }
}
