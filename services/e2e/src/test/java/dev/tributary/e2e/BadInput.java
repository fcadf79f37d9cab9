package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.local.launch.Service;
import dev.tributary.local.workspace.ApiClients;
import dev.tributary.local.workspace.Tokens;
import dev.tributary.local.workspace.WorkspaceSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A workspace with one object of each kind, and requests to its routes with anything in them. */
final class BadInput {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HERE = "@@here@@";
  private static final List<String> INSIDE =
      List.of(
          "Exception",
          "\tat ",
          "dev.tributary.",
          "java.",
          "org.postgresql",
          "fasterxml",
          "SQLSTATE");

  /** What came back. */
  record Answer(int status, String type, String body) {
    boolean isProblem() {
      return status >= 400
          && status < 500
          && type.startsWith("application/problem+json")
          && !json().path("code").asText().isBlank()
          && !json().path("detail").asText().isBlank();
    }

    /** The places in the body that it names. */
    List<String> places() {
      return json().path("errors").findValuesAsText("pointer");
    }

    /** Whether it names the place, a place inside of it, or the object that lacks it. */
    boolean names(String pointer) {
      return places().stream()
          .anyMatch(place -> place.startsWith(pointer) || pointer.startsWith(place));
    }

    /** An answer to a body that is no JSON has its line in the detail. */
    boolean hasPlace() {
      return json().path("errors").path(0).has("pointer");
    }

    boolean tellsOfTheInside() {
      return INSIDE.stream().anyMatch(body::contains);
    }

    private JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(body, e);
      }
    }

    @Override
    public String toString() {
      return status + " " + body.substring(0, Math.min(body.length(), 400));
    }
  }

  /** A body with one value replaced. */
  record Mutation(String pointer, String value, String body) {
    @Override
    public String toString() {
      return "%.40s at %s".formatted(value, pointer);
    }
  }

  private final Stack stack;
  private final Shop shop;
  private final Map<String, String> things;
  private final JsonNode bodies;
  private final Tokens admin;
  private final Tokens installation;
  private int sent;

  private BadInput(Stack stack, Inventory inventory) {
    this.stack = stack;
    this.shop = inventory.shop();
    this.things = inventory.things();
    this.bodies = inventory.bodies(stack);
    ApiClients clients = new ApiClients(stack.installation());
    this.admin = clients.tokens(shop.key(), ApiClients.Rights.ADMIN);
    this.installation = clients.installationTokens();
  }

  static BadInput shop(Stack stack) {
    new WorkspaceSetup(stack.installation()).ensure();
    Inventory inventory = Inventory.of(stack);
    String member = inventory.things().get("member");
    inventory.shop().join(member, Map.of("role", "viewer", "personalData", false));
    return new BadInput(stack, inventory);
  }

  /** A sound body per route that reads one. */
  JsonNode bodies() {
    return bodies;
  }

  /** Those that may take a body. */
  static List<Route> routes() throws IOException {
    return Route.all().stream()
        .filter(route -> List.of("POST", "PUT", "PATCH").contains(route.method()))
        .toList();
  }

  /**
   * The body with each of its values, one after the other, replaced by some of these: the next
   * value of the body begins where the one before has ended.
   *
   * @param ofEach how many of the values replace each value of the body
   */
  static List<Mutation> mutations(JsonNode body, List<String> values, int ofEach) {
    List<Mutation> mutations = new ArrayList<>();
    JsonNode copy = body.deepCopy();
    Iterator<String> next = Stream.generate(() -> values).flatMap(List::stream).iterator();
    visit(
        copy,
        "",
        pointer -> {
          for (int i = 0; i < ofEach; i++) {
            String value = next.next();
            mutations.add(
                new Mutation(pointer, value, copy.toString().replace('"' + HERE + '"', value)));
          }
        });
    return mutations;
  }

  /** The body without each of its fields, one after the other; the value is empty. */
  static List<Mutation> omissions(JsonNode body) {
    List<Mutation> omissions = new ArrayList<>();
    JsonNode copy = body.deepCopy();
    omit(copy, "", pointer -> omissions.add(new Mutation(pointer, "", copy.toString())));
    return omissions;
  }

  private static void omit(JsonNode node, String pointer, Consumer<String> omitted) {
    switch (node) {
      case ObjectNode object -> {
        for (Map.Entry<String, JsonNode> field : List.copyOf(object.deepCopy().properties())) {
          String place = pointer + "/" + field.getKey();
          JsonNode before = object.remove(field.getKey());
          omitted.accept(place);
          object.set(field.getKey(), before);
          omit(before, place, omitted);
        }
      }
      case ArrayNode list -> {
        for (int i = 0; i < list.size(); i++) {
          omit(list.get(i), pointer + "/" + i, omitted);
        }
      }
      default -> {}
    }
  }

  private static void visit(JsonNode node, String pointer, Consumer<String> replaced) {
    switch (node) {
      case ObjectNode object -> {
        for (Map.Entry<String, JsonNode> field : List.copyOf(object.deepCopy().properties())) {
          String place = pointer + "/" + field.getKey();
          JsonNode before = object.replace(field.getKey(), TextNode.valueOf(HERE));
          replaced.accept(place);
          object.set(field.getKey(), before);
          visit(before, place, replaced);
        }
      }
      case ArrayNode list -> {
        for (int i = 0; i < list.size(); i++) {
          String place = pointer + "/" + i;
          JsonNode before = list.get(i);
          list.set(i, TextNode.valueOf(HERE));
          replaced.accept(place);
          list.set(i, before);
          visit(before, place, replaced);
        }
      }
      default -> {}
    }
  }

  /** To the things of this workspace. */
  Answer send(Route route, String body) throws Exception {
    return call(route, route.to(things), body);
  }

  /** Without a body, with a query. */
  Answer query(Route route, String query) throws Exception {
    return call(route, route.to(things) + "?" + query, "");
  }

  private Answer call(Route route, String path, String body) throws Exception {
    String numbered = body.replace("{n}", Integer.toString(sent++));
    HttpResponse<String> response =
        route.call(stack.url(Service.GATEWAY), path, token(route), numbered);
    return new Answer(
        response.statusCode(),
        response.headers().firstValue("Content-Type").orElse(""),
        response.body());
  }

  private String token(Route route) {
    return (route.need().equals("installation") ? installation : admin).get();
  }

  /** Everything can still be listed, and what is sent now arrives. */
  void works() throws Exception {
    for (Route route : Route.all()) {
      if (route.method().equals("GET") && route.path().matches(".*/\\{workspace}/[a-z-]+")) {
        Answer answer = send(route, "");
        assertThat(answer.status()).as("%s: %s", route.name(), answer).isEqualTo(200);
      }
    }
    Source source = shop.source("after-" + sent);
    source.identify("u-" + sent, Map.of("plan", "pro"));
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> shop.settle("ledger").path("caughtUp").asBoolean());
    assertThat(shop.profile("user_id", "u-" + sent)).isNotEmpty();
  }
}
