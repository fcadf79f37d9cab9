package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import dev.tributary.e2e.kill.Parts;
import dev.tributary.local.launch.Service;
import dev.tributary.testkit.browser.Chromium;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A person at a real browser: signs in at Keycloak, works with a session, and signs out. */
@Isolated("the gateway is killed")
class BrowserSignInTest {
  private static final Duration BOUND = Duration.ofSeconds(90);
  private static final String PASSWORD = "correct horse battery staple";
  private static final Map<String, String> OWN_PAGE =
      Map.of("X-Tributary-CSRF", "1", "Content-Type", "application/json");

  private static final String ME = "/api/v1/me";

  /** How a token that Keycloak signs begins, in Base64. */
  private static final String TOKEN = "eyJhbGciOiJSUzI1Ni";

  private final String username = "person-" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void aPersonWorksInABrowserThatNeverHoldsAToken() {
    try (Chromium chromium = Chromium.launch()) {
      Stack stack = Stack.started();
      Shop shop = stack.newShop();
      stack.users().ensure(username, PASSWORD);
      shop.join(username, Map.of("role", "engineer"));
      String gateway = stack.url(Service.GATEWAY);
      try (BrowserSession browser = new BrowserSession(chromium.browser(), gateway)) {
        browser.open(ME);
        assertThat(browser.asksForThePassword()).isTrue();
        browser.signIn(username, PASSWORD);

        assertThat(browser.page().url()).isEqualTo(gateway + ME);
        assertThat(browser.get(ME).body()).contains(username, shop.key());
        Cookie session = browser.sessionCookie().orElseThrow();
        assertThat(session.httpOnly).isTrue();
        assertThat(session.sameSite).isEqualTo(SameSiteAttribute.LAX);
        assertThat(browser.readableByScripts()).doesNotContain("q_session", session.value, TOKEN);

        changesComeFromOwnPagesOnly(browser, shop, stack.url(Service.SANDBOX));
        theSessionOutlivesTheGateway(browser, stack);
        signingOutEndsKeycloaksSessionToo(browser);

        assertThat(browser.seen()).noneMatch(seen -> seen.contains(TOKEN));
        assertThat(browser.seen()).noneMatch(seen -> seen.contains("id_token_hint"));
      }
    }
  }

  private void changesComeFromOwnPagesOnly(BrowserSession browser, Shop shop, String elsewhere) {
    String sources = shop.path("/sources");
    String body = "{\"key\":\"web\",\"name\":\"Web\"}";
    assertThat(browser.fetch("POST", sources, Map.of(), body).body())
        .contains("cross-site-request");
    assertThat(browser.fetch("POST", sources, OWN_PAGE, body).status()).isEqualTo(201);

    // Same host, another port: the browser sends the cookie along, so the header must decide.
    String here = browser.page().url();
    browser.page().navigate(elsewhere + "/none");
    browser
        .page()
        .evaluate(
            """
            url => {
              const form = document.createElement('form');
              form.method = 'POST';
              form.action = url;
              document.documentElement.append(form);
              form.submit();
            }\
            """,
            here.replace(ME, sources));
    browser.page().waitForURL(here.replace(ME, sources));
    assertThat(browser.page().content()).contains("cross-site-request");
    browser.page().navigate(here);
    assertThat(shop.admin().get(sources).path("data")).hasSize(1);
  }

  private void theSessionOutlivesTheGateway(BrowserSession browser, Stack stack) {
    String before = browser.sessionCookie().orElseThrow().value;
    Parts parts = new Parts(stack.installation().checkout());
    parts.awaitAnother(Service.GATEWAY.name(), parts.kill(Service.GATEWAY.name()));
    await().atMost(BOUND).ignoreExceptions().until(() -> browser.get(ME).status() == 200);
    assertThat(browser.sessionCookie().orElseThrow().value).isEqualTo(before);
  }

  private void signingOutEndsKeycloaksSessionToo(BrowserSession browser) {
    assertThat(browser.fetch("POST", "/auth/end", OWN_PAGE, "").status()).isEqualTo(204);

    assertThat(browser.sessionCookie()).isEmpty();
    assertThat(browser.get(ME).status()).isEqualTo(401);
    browser.open(ME);
    assertThat(browser.asksForThePassword()).isTrue();
  }
}
