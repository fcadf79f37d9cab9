package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.e2e.BadInput.Answer;
import dev.tributary.testkit.lane.Lane;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every route that takes a body, fed with what no client should send: it is refused with a code,
 * the place and no word of our inside, or it does what it says; and everything works afterwards.
 * All tests use one workspace, so none may break it for the others.
 */
@Tag("soak-storms")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TOO_LARGE = 11 << 20;
  private static final String NAME_OF_TOO_LARGE = "too large";

  /** The gateway refuses a body by its length before it chooses a service: a few routes show it. */
  private static final int ROUTES_PER_TOO_LARGE = Lane.size("tributary.too-large", 10, 1);

  /** Each route gets each eighth body; routes that follow one another get different ones. */
  private static final int BODIES = Lane.size("tributary.bodies", 8, 1);

  private static final String DEEP = "{\"a\":".repeat(100) + "1" + "}".repeat(100);

  /** What nothing can store. */
  private static final List<String> NEVER = List.of("\"a\\u0000b\"", "1e400000");

  private static final List<String> VALUES =
      List.of(
          NEVER.getFirst(),
          NEVER.getLast(),
          "-1",
          "0.5",
          "true",
          "null",
          "\"\"",
          "[null]",
          "{\"a\":{\"b\":[{}]}}",
          "\"+99999-12-31T00:00:00Z\"",
          "\"" + "x".repeat(70_000) + "\"");

  /** One of so many fields of the bodies is left out. */
  private static final int FIELDS_PER_OMISSION = Lane.size("tributary.omissions", 4, 1);

  private static final int OF_EACH = Lane.size("tributary.values", 1, VALUES.size());

  /** Each route that lists gets each fourth parameter; routes that follow one another differ. */
  private static final int PARAMETERS_PER_QUERY = Lane.size("tributary.parameters", 4, 1);

  private static final List<String> PARAMETERS =
      List.of(
          "limit=0",
          "limit=many",
          "limit=-1",
          "limit=99999999999999999999",
          "cursor=nonsense",
          "cursor=%00",
          "from=yesterday",
          "to=%2B99999-12-31T00%3A00%3A00Z",
          "state=none-such",
          "sync=%27%3B--",
          "until=never&wait=long");

  /** The place is not in the body: a state, a name that is taken, a thing that is not there. */
  private static final Set<Integer> WITHOUT_PLACE = Set.of(400, 403, 404, 405, 409, 412, 413, 415);

  /**
   * Fields that the values of other fields, or the stored state, make necessary. The document says
   * this in words only.
   */
  private static final Set<String> DEPENDENT =
      Set.of(
          "PUT /api/v1/workspaces/{workspace}/traits/{trait}/policy /sources",
          "PUT /api/v1/workspaces/{workspace}/identity/configuration /policies/city/sources",
          "PUT /api/v1/workspaces/{workspace}/alert-settings /slack/url",
          "PUT /api/v1/workspaces/{workspace}/alert-settings /webhook/signingSecret",
          "PATCH /api/v1/workspaces/{workspace}/destinations/{destination} /rateLimit/perSeconds",
          "POST /api/v1/workspaces/{workspace}/syncs /match",
          "POST /api/v1/workspaces/{workspace}/syncs /settings/list",
          "POST /api/v1/workspaces/{workspace}/syncs/preview /match",
          "POST /api/v1/workspaces/{workspace}/syncs/preview /mapping",
          "POST /api/v1/workspaces/{workspace}/syncs/preview/counts /match",
          "POST /api/v1/workspaces/{workspace}/syncs/preview/counts /mapping",
          "POST /api/v1/workspaces/{workspace}/syncs/plan /match",
          "POST /api/v1/workspaces/{workspace}/syncs/plan /mapping",
          "POST /api/v1/workspaces/{workspace}/syncs/{sync}/test /record",
          "POST /api/v1/workspaces/{workspace}/syncs/{sync}/test /fields",
          "POST /api/v1/workspaces/{workspace}/models /mapping/identifiers");

  /** Methods that change an object that exists: the sound body makes it sound again. */
  private static final Set<String> CHANGES = Set.of("PATCH", "PUT");

  private final BadInput shop = BadInput.shop(Stack.started());

  @Test
  void aBodyThatIsNoneIsRefusedByEveryRouteThatReadsOne() throws Exception {
    var bodies = new LinkedHashMap<String, String>();
    bodies.put("cut off", "{\"key\":");
    bodies.put("no JSON", "nonsense");
    bodies.put("two values", "{}{}");
    bodies.put("nothing", "");
    bodies.put("null", "null");
    bodies.put("a list", "[{}]");
    bodies.put("a text", "\"text\"");
    bodies.put("too deep", DEEP);
    bodies.put("too deep lists", "[".repeat(100_000));
    bodies.put("U+0000 as a name", "{\"\\u0000\":1}");
    bodies.put("a lone surrogate", "{\"name\":\"\\ud800\"}");
    bodies.put("an endless number", "{\"name\":1e400000}");
    bodies.put("an unknown field", "{\"nobodyKnowsThis\":1}");
    bodies.put(NAME_OF_TOO_LARGE, "{\"name\":\"" + "x".repeat(TOO_LARGE) + "\"}");
    SoftAssertions softly = new SoftAssertions();
    int number = 0;
    for (Route route : BadInput.routes()) {
      boolean readsBody = shop.bodies().has(route.name());
      boolean withTooLarge = number % ROUTES_PER_TOO_LARGE == 0;
      int place = number++;
      for (Map.Entry<String, String> body : bodies.entrySet()) {
        boolean tooLarge = body.getKey().equals(NAME_OF_TOO_LARGE);
        if (tooLarge ? !withTooLarge : place++ % BODIES != 0) {
          continue;
        }
        boolean optional =
            body.getKey().equals("nothing")
                && (route.path().endsWith("{sync}/test") || route.path().endsWith("{sync}/plan"));
        Answer answer = shop.send(route, body.getValue());
        String what = "%s with %s: %s".formatted(route.name(), body.getKey(), answer);
        softly.assertThat(answer.status()).as(what).isLessThan(500);
        if (readsBody && !optional) {
          softly.assertThat(answer.isProblem()).as(what).isTrue();
        }
        softly.assertThat(answer.tellsOfTheInside()).as(what).isFalse();
        if (body.getKey().equals(NAME_OF_TOO_LARGE)) {
          softly.assertThat(answer.status()).as(what).isEqualTo(413);
        }
      }
    }
    softly.assertAll();
    shop.works();
  }

  @Tag("soak")
  @Test
  void aWrongValueAnywhereInABodyIsRefusedWithItsPlace() throws Exception {
    SoftAssertions softly = new SoftAssertions();
    var statuses = new TreeMap<Integer, Integer>();
    for (Route route : BadInput.routes()) {
      JsonNode body = shop.bodies().path(route.name());
      if (body.isMissingNode()) {
        continue;
      }
      Answer sound = shop.send(route, body.toString());
      if (route.forPersons()) {
        softly.assertThat(sound.status()).as("%s, sound", route.name()).isEqualTo(403);
      } else {
        softly
            .assertThat(sound.status())
            .as("%s, sound: %s", route.name(), sound)
            .isBetween(200, 299);
      }
      for (BadInput.Mutation mutation : BadInput.mutations(body, VALUES, OF_EACH)) {
        Answer answer = shop.send(route, mutation.body());
        statuses.merge(answer.status(), 1, Integer::sum);
        String what = "%s with %s: %s".formatted(route.name(), mutation, answer);
        softly.assertThat(answer.status()).as(what).isLessThan(500);
        softly.assertThat(answer.tellsOfTheInside()).as(what).isFalse();
        if (NEVER.contains(mutation.value())) {
          softly.assertThat(answer.status()).as(what).isGreaterThanOrEqualTo(400);
        }
        if (answer.status() >= 400) {
          softly.assertThat(answer.isProblem()).as(what).isTrue();
          softly
              .assertThat(WITHOUT_PLACE.contains(answer.status()) || answer.hasPlace())
              .as("a place: " + what)
              .isTrue();
        }
      }
      // What a change has left behind must not stand in the way of the next route.
      if (CHANGES.contains(route.method()) && !route.forPersons()) {
        Answer again = shop.send(route, body.toString());
        softly
            .assertThat(again.status())
            .as("%s, again: %s", route.name(), again)
            .isBetween(200, 299);
      }
    }
    System.out.println("Mutated bodies were answered with " + statuses);
    softly.assertAll();
    assertThat(statuses.getOrDefault(422, 0)).isGreaterThan(250);
    shop.works();
  }

  @Test
  void aMissingFieldIsRefusedExactlyIfTheDocumentRequiresIt() throws Exception {
    SoftAssertions softly = new SoftAssertions();
    DocumentSchemas schemas = new DocumentSchemas();
    int field = 0;
    int required = 0;
    int optional = 0;
    for (Route route : BadInput.routes()) {
      JsonNode body = shop.bodies().path(route.name());
      if (body.isMissingNode() || route.forPersons()) {
        continue;
      }
      JsonNode schema = schemas.ofBody(route);
      for (BadInput.Mutation omission : BadInput.omissions(body)) {
        field++;
        if (field % FIELDS_PER_OMISSION != 0) {
          continue;
        }
        Answer answer = shop.send(route, omission.body());
        String what = "%s without %s: %s".formatted(route.name(), omission.pointer(), answer);
        if (!schemas.mistakes(schema, JSON.readTree(omission.body())).isEmpty()) {
          required++;
          softly.assertThat(answer.isProblem()).as("required: " + what).isTrue();
          softly
              .assertThat(schemas.isChoice(schema) || answer.names(omission.pointer()))
              .as("the place of what is required: " + what)
              .isTrue();
        } else if (!DEPENDENT.contains(route.name() + " " + omission.pointer())) {
          optional++;
          softly
              .assertThat(answer.places())
              .as("not required: " + what)
              .doesNotContain(omission.pointer());
        }
      }
    }
    System.out.printf("%d required and %d optional fields were left out%n", required, optional);
    softly.assertAll();
    assertThat(required).isGreaterThan(80 / FIELDS_PER_OMISSION);
    assertThat(optional).isGreaterThan(80 / FIELDS_PER_OMISSION);
  }

  @Test
  void aWrongParameterIsRefusedByEveryRouteThatLists() throws Exception {
    SoftAssertions softly = new SoftAssertions();
    int refused = 0;
    int place = 0;
    for (Route route : Route.all()) {
      if (route.method().equals("GET") && route.inWorkspace()) {
        for (String query : PARAMETERS) {
          if (place++ % PARAMETERS_PER_QUERY != 0) {
            continue;
          }
          Answer answer = shop.query(route, query);
          String what = "%s?%s: %s".formatted(route.name(), query, answer);
          softly.assertThat(answer.status()).as(what).isLessThan(500);
          if (answer.status() >= 400) {
            refused++;
            softly.assertThat(answer.isProblem()).as(what).isTrue();
            softly.assertThat(answer.tellsOfTheInside()).as(what).isFalse();
          }
        }
      }
    }
    softly.assertAll();
    assertThat(refused).isGreaterThan(40 / PARAMETERS_PER_QUERY);
    shop.works();
  }
}
