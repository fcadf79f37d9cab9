package dev.tributary.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testkit.keycloak.Realm;
import dev.tributary.testkit.services.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the gateway adds to invitations, which the control plane keeps. */
@QuarkusTest
@QuarkusTestResource(GatewayEnvironment.class)
class NewMemberTest {
  private static final String ACCEPT = "/api/v1/me/invitations/accept";
  private static final String ACCOUNT = "/invitation/account";
  private static final String ME = "/api/v1/me";

  private final String name = "person-" + UUID.randomUUID();
  private final Browser browser = new Browser();

  @BeforeEach
  void open() {
    GatewayFixture.redis().reopen();
  }

  @Test
  void theSessionOfAPersonWhoHasAcceptedAnInvitationIsOver() {
    signedIn();
    String session = browser.sessionCookie();
    GatewayFixture.services().prepare(ACCEPT, 200, "{\"key\":\"shop\"}");
    Answer accepted = browser.post(ACCEPT, "{\"token\":\"t\"}");
    assertThat(accepted.status()).isEqualTo(200);
    assertThat(accepted.json().path("key").asText()).isEqualTo("shop");
    assertThat(browser.sessionCookie()).isEmpty();
    Browser thief = new Browser();
    thief.setSessionCookie(session);
    assertThat(thief.fetch("GET", ME).status()).isEqualTo(401);
  }

  @Test
  void theSessionStaysIfNothingWasAccepted() {
    signedIn();
    GatewayFixture.services().prepare(ACCEPT, 404, "{\"code\":\"not-found\"}");
    assertThat(browser.post(ACCEPT, "{\"token\":\"t\"}").status()).isEqualTo(404);
    assertThat(browser.fetch("GET", ME).status()).isEqualTo(200);
  }

  @Test
  void aNewAccountIsOpenedByTheControlPlaneForOurPageOnly() {
    assertThat(browser.fetch("POST", ACCOUNT).code()).isEqualTo("cross-site-request");
    Answer opened = new Browser().post(ACCOUNT, "{\"token\":\"t\"}");
    assertThat(opened.status()).isEqualTo(200);
    assertThat(opened.json().path("uri").asText()).isEqualTo(ACCOUNT);
    assertThat(opened.json().path("headers").has("authorization")).isFalse();
    assertThat(opened.json().path("headers").has("cookie")).isFalse();
  }

  private void signedIn() {
    Realm.createUser(name, Realm.PASSWORD);
    assertThat(browser.signIn(name, Realm.PASSWORD, ME).status()).isEqualTo(200);
  }
}
