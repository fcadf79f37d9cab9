package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.tributary.local.workspace.ApiFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Ann lends Bob her tablet, the two become one, and are taken apart. Beside it the same shop where
 * Bob signed in on a device of his own: both end alike, down to what the tool holds.
 */
class UnmergeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Map<String, ?> ADMIN = Map.of("role", "admin", "personalData", true);

  private static final Map<String, ?> BY_THE_TABLET =
      Map.of(
          "edge",
          Map.of(
              "a", Map.of("type", "anonymous_id", "value", "tablet"),
              "b", Map.of("type", "user_id", "value", "bob")));

  @RegisterExtension final WebUi ui = new WebUi();

  private final Stack stack = Stack.started();
  private final Sandbox sandbox = stack.sandbox();

  @Test
  void whoIsTakenApartIsEverywhereAsIfTheyHadNeverBeenOne() {
    LentTablet apart = new LentTablet(stack.newShop(), sandbox, true);
    apart.happens("a-phone");
    LentTablet together = new LentTablet(stack.newShop(), sandbox, true);
    together.happens("tablet");
    String one = together.shop.profile("user_id", "ann");
    assertThat(together.shop.profile("user_id", "bob")).isEqualTo(one);
    assertThat(together.state()).isNotEqualTo(apart.state());

    Foreseen foreseen = foresee(together.shop, one);
    seenOnScreen(together.shop, one);
    Instant before = together.shop.deliveries().newestArrival();
    long asked = System.nanoTime();
    together.shop.admin().post(together.shop.path("/profiles/" + one + "/unmerge"), BY_THE_TABLET);
    await()
        .atMost(PATIENCE)
        // The new person is known to one service after the other.
        .ignoreExceptionsInstanceOf(ApiFailure.class)
        .untilAsserted(() -> assertThat(together.state()).isEqualTo(apart.state()));
    Report.latency("unmerge: request to the last repair in the tool", asked);
    together.shop.delivered();
    assertThat(foreseen)
        .isEqualTo(
            new Foreseen(
                audiences(together.shop, one),
                audiences(together.shop, together.shop.profile("user_id", "bob")),
                sentSince(together.shop, before)));

    together.web.send(
        "track", Map.of("event", "Sign In", "userId", "bob", "anonymousId", "tablet"));
    together.shop.delivered();
    assertThat(together.shop.profile("user_id", "bob")).isNotEqualTo(one);
    assertThat(together.shop.profile("user_id", "ann")).isEqualTo(one);
    assertThat(together.shop.deliveries().inState("rejected")).isEmpty();
  }

  /**
   * What a preview says, or what came of it.
   *
   * @param stays the audiences of who stays
   * @param leaves the audiences of who leaves
   * @param sent what is sent of which record
   */
  private record Foreseen(Set<String> stays, Set<String> leaves, Set<String> sent) {}

  private static Foreseen foresee(Shop shop, String person) {
    String profile = shop.path("/profiles/" + person);
    JsonNode who = shop.admin().post(profile + "/unmerge/preview", BY_THE_TABLET);
    JsonNode audiences =
        shop.admin()
            .post(profile + "/audiences/preview", Map.of("ticket", who.path("ticket").asText()));
    JsonNode deliveries =
        shop.admin()
            .post(
                profile + "/deliveries/preview",
                Map.of("ticket", audiences.path("ticket").asText()));
    Set<String> sent = new TreeSet<>();
    for (JsonNode each :
        Stream.of("stays", "leaves").flatMap(side -> list(deliveries, side)).toList()) {
      assertThat(each.has("withheldFor")).as("%s", each).isFalse();
      boolean removal = each.path("change").asText().equals("remove");
      sent.add(record(each, removal ? "remove" : "write"));
    }
    return new Foreseen(
        ids(audiences.path("stays").path("in")), ids(audiences.path("leaves").path("in")), sent);
  }

  private void seenOnScreen(Shop shop, String profile) {
    try (Visitor admin = ui.visit(shop, ADMIN, "/profiles/" + profile + "?tab=identity")) {
      Page page = admin.page();
      page.getByRole(
              AriaRole.BUTTON,
              new Page.GetByRoleOptions()
                  .setName(Pattern.compile("Separate into a new person between .*tablet.*bob.*")))
          .first()
          .click();
      assertThat(side(page, "Stays")).containsText("new record in list-memberships");
      assertThat(side(page, "Becomes a new person")).containsText("removed from list-memberships");
      Soundness.check(page, "unmerge-foreseen");
    }
  }

  private static Locator side(Page page, String name) {
    return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(name));
  }

  private static Stream<JsonNode> list(JsonNode of, String field) {
    return of.path(field).valueStream();
  }

  private static Set<String> audiences(Shop shop, String profile) {
    return ids(shop.admin().get(shop.path("/profiles/" + profile + "/audiences")).path("data"));
  }

  private static Set<String> ids(JsonNode audiences) {
    return new TreeSet<>(audiences.findValuesAsText("audience"));
  }

  private static Set<String> sentSince(Shop shop, Instant before) {
    Set<String> sent = new TreeSet<>();
    for (JsonNode each : shop.deliveries().inState("delivered")) {
      if (Instant.parse(each.path("deliveredAt").asText()).isAfter(before)) {
        sent.add(ofMember(shop, each));
      }
    }
    return sent;
  }

  /** A membership is of the record that it needs. */
  private static String ofMember(Shop shop, JsonNode delivery) {
    String sent = record(delivery, delivery.path("operation").asText());
    String name = delivery.path("record").asText();
    int member = name.indexOf("/dlv_");
    return member < 0
        ? sent
        : sent.replace(
            name, shop.deliveries().find(name.substring(member + 1)).path("record").asText());
  }

  private static String record(JsonNode delivery, String operation) {
    return "%s %s of %s to %s"
        .formatted(
            operation,
            delivery.path("object").asText(),
            delivery.path("record").asText(),
            delivery.path("sync").asText());
  }
}
