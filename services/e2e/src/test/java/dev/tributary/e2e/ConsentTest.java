package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a person did not allow makes no request, whatever kind of sync would make it. */
class ConsentTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int BATCHES = 50;
  private static final String AT_ONCE = "2026-03-01T10:00:00.000Z";

  private final Stack stack = Stack.started();
  private final Sandbox sandbox = stack.sandbox();
  private final Shop shop = stack.newShop();
  private final Source web = shop.source("web");
  private final String mark = UUID.randomUUID().toString().substring(0, 8);

  /** A person whose name stands in all that is said of them. */
  private record Person(String name, String email) {}

  private Person person(String name) {
    return new Person(name + "-" + mark, name + "-" + mark + "@shop.example");
  }

  private void identify(Person person) {
    web.identify(person.name(), Map.of("email", person.email(), "firstName", person.name()));
  }

  @Test
  void anUnknownOrDeniedPurposeIsWithheldAndAGrantedOneGoes() {
    Person eve = person("eve");
    shop.destinations().hubspot("crm");
    String contacts = shop.syncs().contacts("crm");
    identify(eve);
    shop.delivered();
    assertThat(sandbox.contact(eve.email()).isMissingNode()).isTrue();
    assertThat(shop.deliveries().of(contacts, "withheld")).hasSize(1);

    shop.consent(eve.name(), "marketing", "granted");
    await().atMost(PATIENCE).until(() -> !sandbox.contact(eve.email()).isMissingNode());

    shop.consent(eve.name(), "marketing", "denied");
    shop.delivered();
    int writes = sandbox.contact(eve.email()).path("writes").asInt();
    web.identify(eve.name(), Map.of("firstName", "Eva"));
    shop.delivered();
    assertThat(sandbox.contact(eve.email()).path("writes").asInt()).isEqualTo(writes);
  }

  @Test
  void aDeniedPurposeMakesNoRequestForAnyKindOfSync() {
    Person eve = person("eve");
    Person ann = person("ann");
    identify(eve);
    shop.consent(eve.name(), "marketing", "denied");
    List<Outlet> outlets = Outlet.everyKind(shop);
    shop.warehouse().execute("insert into customers values ('%s', 'pro')".formatted(eve.email()));
    shop.warehouse().run("customers");
    web.order(eve.name(), Instant.now());
    shop.delivered();
    for (Outlet outlet : outlets) {
      assertThat(outlet.receiver().requests()).as(outlet.kind()).isZero();
      assertThat(outlet.withheld(shop)).as(outlet.kind()).isNotEmpty().containsOnly("marketing");
    }

    // The same syncs send who allows it, and not a word about the other.
    identify(ann);
    shop.consent(ann.name(), "marketing", "granted");
    shop.warehouse().execute("insert into customers values ('%s', 'pro')".formatted(ann.email()));
    shop.warehouse().run("customers");
    web.order(ann.name(), Instant.now());
    shop.delivered();
    for (Outlet outlet : outlets) {
      assertThat(outlet.receiver().bodies())
          .as(outlet.kind())
          .anyMatch(body -> body.contains(ann.name()))
          .noneMatch(body -> body.contains(eve.name()));
    }
  }

  @Test
  void aConsentWithdrawnInFlightStopsWhatWasNotSent() {
    Person eve = person("eve");
    List<Outlet> outlets = Outlet.everyKind(shop);
    outlets.forEach(outlet -> outlet.receiver().fail("{\"fault\": {\"kind\": \"server-error\"}}"));
    identify(eve);
    shop.consent(eve.name(), "marketing", "granted");
    shop.recorded();
    shop.warehouse().execute("insert into customers values ('%s', 'pro')".formatted(eve.email()));
    shop.warehouse().run("customers");
    web.order(eve.name(), Instant.now());
    for (Outlet outlet : outlets) {
      await(outlet.kind()).atMost(PATIENCE).until(() -> outlet.receiver().struck() > 0);
    }

    shop.consent(eve.name(), "marketing", "denied");
    shop.recorded();
    outlets.forEach(outlet -> outlet.receiver().recover());
    // `delivered` would not wait for those who are failing.
    for (Outlet outlet : outlets) {
      await(outlet.kind()).atMost(PATIENCE.multipliedBy(2)).until(() -> outlet.isDone(shop));
    }
    for (Outlet outlet : outlets) {
      // A record that may have arrived is taken back; nothing is said of the person any more.
      assertThat(outlet.receiver().bodies())
          .as(outlet.kind())
          .noneMatch(body -> body.contains("\"data\""));
      assertThat(outlet.sent(shop)).as(outlet.kind()).isEmpty();
    }
  }

  @Test
  void theStrictAnswerSurvivesAMergeUntilThePersonAnswersAgain() {
    Person eve = person("eve");
    String browser = "browser-" + mark;
    shop.destinations().hubspot("crm");
    shop.syncs().contacts("crm");
    Receiver hook = shop.destinations().webhook("hook");
    shop.syncs().events("hook");
    identify(eve);
    shop.consent(eve.name(), "marketing", "granted");
    await().atMost(PATIENCE).until(() -> firstName(eve).equals(eve.name()));

    web.send(
        "track",
        Map.of(
            "anonymousId",
            browser,
            "event",
            "Segment Consent Preference Updated",
            "context",
            Map.of("consent", Map.of("categoryPreferences", Map.of("marketing", false)))));
    await().atMost(PATIENCE).until(() -> !shop.profile("anonymous_id", browser).isEmpty());
    shop.delivered();
    long before = hook.received();
    web.send(
        "identify",
        Map.of(
            "anonymousId", browser,
            "userId", eve.name(),
            "traits", Map.of("firstName", "Somebody else")));
    web.order(eve.name(), Instant.now());
    shop.delivered();
    assertThat(shop.profile("anonymous_id", browser))
        .isEqualTo(shop.profile("user_id", eve.name()));
    assertThat(firstName(eve)).isEqualTo(eve.name());
    assertThat(hook.received()).isEqualTo(before);

    shop.consent(eve.name(), "marketing", "granted");
    await().atMost(PATIENCE).until(() -> firstName(eve).equals("Somebody else"));
  }

  /**
   * Both statements of a batch have the same time. Odd batches deny a purpose and then grant it, so
   * that not only the stricter answer wins.
   */
  @Test
  void ofTwoStatementsOfOneBatchAtTheSameTimeTheLaterItemWins() {
    for (int i = 0; i < BATCHES; i++) {
      Person person = person("batch" + i);
      boolean first = i % 2 == 0;
      List<Map<String, Object>> batch =
          List.of(
              plan(person, "first"),
              plan(person, "second"),
              answer(person, first),
              answer(person, !first));
      assertThat(web.send("batch", Map.of("batch", batch))).isEqualTo(200);
    }
    shop.recorded();
    for (int i = 0; i < BATCHES; i++) {
      JsonNode profile =
          shop.admin().get(shop.path("/profiles/user_id:" + person("batch" + i).name()));
      assertThat(profile.path("traits").path("plan").asText()).as("%d", i).isEqualTo("second");
      assertThat(profile.path("consent").path("marketing").asText())
          .as("%d", i)
          .isEqualTo(i % 2 == 0 ? "denied" : "granted");
    }
  }

  private static Map<String, Object> plan(Person person, String plan) {
    return Map.of(
        "type", "identify",
        "messageId", UUID.randomUUID().toString(),
        "userId", person.name(),
        "timestamp", AT_ONCE,
        "traits", Map.of("plan", plan));
  }

  private static Map<String, Object> answer(Person person, boolean allowed) {
    return Map.of(
        "type",
        "track",
        "messageId",
        UUID.randomUUID().toString(),
        "userId",
        person.name(),
        "timestamp",
        AT_ONCE,
        "event",
        "Segment Consent Preference Updated",
        "context",
        Map.of("consent", Map.of("categoryPreferences", Map.of("marketing", allowed))));
  }

  private String firstName(Person person) {
    return sandbox.contact(person.email()).path("properties").path("firstname").asText();
  }
}
