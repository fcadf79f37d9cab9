package dev.tributary.destinations.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.TestEgress;
import dev.tributary.destinations.postgres.PostgresCatalogue;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.ValueSource;
import dev.tributary.sandbox.http.LocalSandbox;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A vendor sends a mail to each new contact. No person gets a second one, whatever happens to the
 * deliveries: a run is repeated, messages are read again, both replicas die between the request and
 * its record, two destinations create the same contact at the same time, people are merged and
 * taken apart.
 */
@Tag("soak")
@Tag("soak-kills")
class WelcomeMailTest {
  private static final int PEOPLE = 6;
  private static final AudienceId GOLD = new AudienceId("aud_gold");
  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final PostgresCatalogue CATALOGUE = new PostgresCatalogue(Replica.connectors());
  private static final Shop.Numbers NUMBERS = new Shop.Numbers();

  /** Longer than a request of a replica. */
  private static final Duration LAST_REQUEST = Duration.ofSeconds(3);

  @TempDir private static Path directory;
  private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();
  private static Servers servers;
  private static Receiver receiver;
  private static Replicas replicas;
  private static LocalSandbox sandbox;
  private final TestEgress egress = new TestEgress();

  /** Deliveries whose process ended before it recorded their outcome. */
  private static final String UNRECORDED =
      "select id from delivery where workspace = ? and state in ('in-flight', 'submitted')";

  @BeforeAll
  static void start() throws SQLException {
    OPEN.push(sandbox = LocalSandbox.start(Clock.systemUTC(), ""));
    OPEN.push(servers = new Servers(directory));
    OPEN.push(receiver = new Receiver());
    OPEN.push(replicas = new Replicas(servers, receiver, directory));
    replicas.awaitReady();
  }

  @AfterAll
  static void stop() throws Exception {
    while (!OPEN.isEmpty()) {
      OPEN.pop().close();
    }
  }

  @Test
  void aNewMemberOfMailchimpGetsOneMail() throws Exception {
    String audience =
        control("mailchimp", "POST", "/records/lists", "{\"values\": {\"name\": \"News\"}}")
            .path("id")
            .asText();
    try (Shop shop = shop("mailchimp")) {
      for (int i = 0; i < 2; i++) {
        DestinationId destination =
            destination(
                shop,
                "mailchimp",
                settings().put("dataCenter", "us21").put("audience", audience),
                Map.of("apiKey", "key-us21"));
        shop.profileSync(
            destination,
            "contacts",
            "email_address",
            List.of(
                new FieldMapping("FNAME", new ValueSource.Trait("name")),
                new FieldMapping(
                    "status_if_new", new ValueSource.Constant(TextNode.valueOf("subscribed")))),
            settings());
      }
      assertOneMail(shop, "mailchimp", "/members/");
    }
  }

  @Test
  void aNewPersonOfCustomerIoGetsOneMail() throws Exception {
    try (Shop shop = shop("customer-io")) {
      for (int i = 0; i < 2; i++) {
        DestinationId destination =
            destination(
                shop,
                "customer-io",
                settings().put("siteId", "site").put("region", "us"),
                Map.of("apiKey", "key"));
        shop.profileSync(
            destination,
            "people",
            "email",
            List.of(new FieldMapping("first_name", new ValueSource.Trait("name"))),
            settings());
      }
      assertOneMail(shop, "customer-io", "/api/v2/batch");
    }
  }

  /**
   * Of a list, a mail goes to each profile that joins. Several batches need the list before it
   * exists.
   */
  @Test
  void aNewMemberOfAListOfKlaviyoGetsOneMail() throws Exception {
    control(
        "klaviyo",
        "POST",
        "/faults",
        """
        {"fault": {"kind": "latency", "milliseconds": 700}, "requests": 6, "path": "/api/lists"}\
        """);
    try (Shop shop = shop("klaviyo")) {
      DestinationId destination =
          destination(shop, "klaviyo", settings(), Map.of("apiKey", "pk_key"));
      shop.audienceSync(
          destination,
          GOLD,
          "profiles",
          "email",
          List.of(new FieldMapping("first_name", new ValueSource.Trait("name"))),
          settings().put("list", "Gold"));
      assertOneMail(shop, "klaviyo", "/relationships/profiles");
      assertThat(control("klaviyo", "GET", "/records/lists/counts", null).path("records").asInt())
          .isEqualTo(1);
    }
  }

  private static Shop shop(String name) throws SQLException {
    return new Shop("wsp_" + name.replace('-', '_'), servers, CATALOGUE, NUMBERS);
  }

  private static ObjectNode settings() {
    return Json.MAPPER.createObjectNode();
  }

  private static DestinationId destination(
      Shop shop, String vendor, ObjectNode settings, Map<String, String> secrets)
      throws SQLException {
    return shop.destination(vendor, settings, secrets, sandbox.url() + "/" + vendor);
  }

  /**
   * @param path a part of the paths of requests that make contacts new
   */
  private void assertOneMail(Shop shop, String vendor, String path) throws Exception {
    // The request has its effect, and its answer does not arrive before the process ends.
    control(
        vendor,
        "POST",
        "/faults",
        """
        {"fault": {"kind": "hang", "moment": "after-processing"}, "requests": 1, "path": "%s"}\
        """
            .formatted(path));
    List<Message> first = everybody(shop, 1, "Ann");
    // One by one, so that several batches are sent at the same time.
    first.forEach(message -> shop.apply(List.of(message)));
    await().atMost(BOUND).until(() -> struck(vendor));
    replicas.killAll();
    // A request that a replica has written can arrive after its end.
    await()
        .pollDelay(LAST_REQUEST)
        .atMost(BOUND)
        .until(() -> servers.texts(UNRECORDED, shop.workspace().value()).size() > 0);
    replicas.replaceKilled();
    finish(shop);
    assertMails(vendor, "a crash between the request and its record");

    shop.apply(everybody(shop, 2, "Ann"));
    shop.apply(everybody(shop, 3, "Anna"));
    finish(shop);
    assertMails(vendor, "a repeated run, and a change");

    shop.apply(first);
    finish(shop);
    assertMails(vendor, "messages that are read again");

    String one = profile(0);
    String other = profile(1);
    shop.apply(
        List.of(
            shop.merged(one, 4, other),
            shop.updated(shop.person(other, 4, email(1), "Both"), null),
            shop.decided(other, 4)));
    finish(shop);
    assertMails(vendor, "a merge");
    shop.apply(
        List.of(
            shop.unmerged(other, 5, one),
            shop.updated(shop.person(other, 6, email(1), "Ben"), null),
            shop.separated(shop.person(one, 7, email(0), "Ann"), other, 5)));
    shop.apply(
        List.of(
            shop.decided(other, 6),
            shop.decided(one, 7),
            shop.member(GOLD, one, true, 3, 7),
            shop.member(GOLD, other, true, 3, 6)));
    shop.apply(List.of(shop.updated(shop.person(one, 8, email(0), "Amy"), null)));
    finish(shop);
    assertMails(vendor, "an unmerge");
    shop.forget();
  }

  /** Each person in a state, and as a member of the audience. */
  private static List<Message> everybody(Shop shop, long version, String name) {
    return IntStream.range(0, PEOPLE)
        .boxed()
        .<Message>mapMulti((i, messages) -> {
          messages.accept(shop.updated(shop.person(profile(i), version, email(i), name + i), null));
          messages.accept(shop.decided(profile(i), version));
          if (version == 1) {
            messages.accept(shop.member(GOLD, profile(i), true, 1, version));
          }
        })
        .toList();
  }

  private static String profile(int person) {
    return "prf_" + person;
  }

  private static String email(int person) {
    return "p" + person + "@shop.example";
  }

  private boolean struck(String vendor) {
    JsonNode faults = control(vendor, "GET", "/faults", null);
    return StreamSupport.stream(faults.spliterator(), false)
        .anyMatch(each -> each.toString().contains("hang") && each.path("hits").asInt() > 0);
  }

  private void assertMails(String vendor, String after) {
    JsonNode mails = control(vendor, "GET", "/mails", null);
    assertThat(mails.path("repeated")).as("after %s", after).isEmpty();
    assertThat(mails.path("mails").asInt()).as("after %s", after).isEqualTo(PEOPLE);
    assertThat(mails.path("addresses").asInt()).as("after %s", after).isEqualTo(PEOPLE);
  }

  private static void finish(Shop shop) throws SQLException {
    try {
      await().atMost(BOUND).until(() -> shop.inProgress().isEmpty());
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("In progress: " + shop.inProgress(), e);
    }
  }

  private JsonNode control(String vendor, String method, String path, @Nullable String body) {
    try {
      Egress.Answer answer =
          egress.send(
              new Egress.Request(
                  method,
                  URI.create(sandbox.url() + "/sandbox/" + vendor + path),
                  Map.of("content-type", "application/json"),
                  body == null ? null : body.getBytes(StandardCharsets.UTF_8)));
      String text = new String(answer.body(), StandardCharsets.UTF_8);
      assertThat(answer.successful()).as("%s %s: %s", method, path, text).isTrue();
      return answer.body().length == 0
          ? Json.MAPPER.createObjectNode()
          : Json.read(answer.body(), JsonNode.class);
    } catch (EgressFailure e) {
      throw new AssertionError(e);
    }
  }
}
