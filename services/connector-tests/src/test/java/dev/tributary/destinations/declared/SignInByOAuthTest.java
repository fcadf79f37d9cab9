package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.KeyHash;
import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Authentication.Grant;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Outcome.UnusableCredentials.Reason;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.credential.Connections;
import dev.tributary.destinations.credential.IssuedSessions;
import dev.tributary.destinations.credential.OriginSettings;
import dev.tributary.destinations.credential.SharedSessions;
import dev.tributary.destinations.protocol.Protocols;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connectors to which users sign in by OAuth, against the token endpoints of stand-ins. */
class SignInByOAuthTest {
  private static final Connections.User ADA = new Connections.User("user-1", "Ada");
  private static final URI BACK = URI.create("https://tributary.example/connected");

  private final MemorySessions store = new MemorySessions();
  private final Clock clock = Clock.systemUTC();
  private final IssuedSessions issuing =
      new IssuedSessions(this::token, store, new KeyHash(new byte[16]), new Random(1), clock);
  private final Connections connections =
      new Connections(store, issuing, this::token, store, new SecureRandom(), clock);
  private final SharedSessions sessions = new SharedSessions(store, issuing, new Random(2), clock);
  private ConnectedStandIn vendor = new ConnectedStandIn("salesforce", "{}", Map.of());
  private String tokenRequest = "";

  private enum Case {
    SALESFORCE(
        "salesforce",
        "{\"domain\": \"acme\", \"clientId\": \"3MVG9\"}",
        "https://acme.my.salesforce.com/services/oauth2/authorize?"),
    GOOGLE_ADS(
        "google-ads",
        "{\"customerId\": \"1234567890\", \"loginCustomerId\": \"1234567890\","
            + " \"customerMatchTerms\": \"ACCEPTED\", \"clientId\": \"3MVG9\"}",
        "https://accounts.google.com/o/oauth2/v2/auth?");

    private final String id;
    private final String settings;
    private final String consent;

    Case(String id, String settings, String consent) {
      this.id = id;
      this.settings = settings;
      this.consent = consent;
    }
  }

  @AfterEach
  void close() {
    vendor.close();
    sessions.close();
  }

  private Egress.Answer token(Egress.Request request, Duration timeout) throws EgressFailure {
    byte[] body = request.body();
    tokenRequest = body == null ? "" : new String(body, StandardCharsets.UTF_8);
    return vendor.egress().send(request);
  }

  private void use(Case of) {
    use(of, InstalledConnectors.load().require(of.id));
  }

  private void use(Case of, Connector connector) {
    vendor.close();
    vendor =
        new ConnectedStandIn(of.id, of.settings, Map.of("clientSecret", "the-secret"), connector);
  }

  private void connect() throws Exception {
    Connections.Started started = connections.start(vendor.connector(), vendor.target(), ADA, BACK);
    String state =
        URLDecoder.decode(
            started.address().getRawQuery().replaceAll(".*(^|&)state=([^&]*).*", "$2"),
            StandardCharsets.UTF_8);
    assertThat(connections.finish(vendor.connector(), vendor.target(), ADA, state, "code-1"))
        .isTrue();
  }

  private Outcome probe() {
    return new Protocols(clock, sessions)
        .probe(vendor.connector(), vendor.target(), vendor.egress())
        .outcome();
  }

  @ParameterizedTest
  @EnumSource
  void aUserConsentsAtTheVendorWithPkce(Case of) throws Exception {
    use(of);
    Target withoutBase =
        new Target(
            vendor.target().workspace(),
            vendor.target().destination(),
            vendor.target().settings(),
            vendor.target().secrets(),
            null);
    assertThat(connections.start(vendor.connector(), withoutBase, ADA, BACK).address().toString())
        .startsWith(of.consent)
        .contains("client_id=3MVG9")
        .contains("code_challenge_method=S256")
        .contains("redirect_uri=https%3A%2F%2Ftributary.example%2Fconnected")
        .doesNotContain("the-secret");
    assertThat(Connections.isNeeded(vendor.connector())).isTrue();
    assertThat(OriginSettings.missing(vendor.connector())).isEmpty();
    connect();
    assertThat(tokenRequest)
        .contains("grant_type=authorization_code", "code_verifier=", "client_secret=the-secret");
    assertThat(probe()).isInstanceOf(Outcome.Delivered.class);
  }

  /** Google issues a refresh token for the first consent only, unless it is asked again. */
  @Test
  void googleIsAskedForARefreshToken() throws Exception {
    use(Case.GOOGLE_ADS);
    assertThat(
            connections
                .start(vendor.connector(), vendor.target(), ADA, BACK)
                .address()
                .getRawQuery())
        .contains("access_type=offline", "prompt=consent", "datamanager");
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsSentBeforeAUserHasConsented(Case of) {
    use(of);
    assertThat(probe())
        .isInstanceOfSatisfying(
            Outcome.UnusableCredentials.class,
            unusable -> assertThat(unusable.reason()).isEqualTo(Reason.NOT_CONNECTED));
  }

  @ParameterizedTest
  @EnumSource
  void anExpiredTokenIsReplacedByTheRefreshToken(Case of) throws Exception {
    use(of);
    connect();
    vendor.control("POST", "/tokens/expire", "{}");
    assertThat(probe()).isInstanceOf(Outcome.Delivered.class);
    assertThat(tokenRequest).contains("grant_type=refresh_token");
  }

  @ParameterizedTest
  @EnumSource
  void aRevokedGrantNamesTheUserWhoConnectedTheDestination(Case of) throws Exception {
    use(of);
    connect();
    vendor.control("POST", "/tokens/revoke", "{}");
    assertThat(probe())
        .isInstanceOfSatisfying(
            Outcome.UnusableCredentials.class,
            unusable -> {
              assertThat(unusable.reason()).isEqualTo(Reason.GRANT_REVOKED);
              assertThat(unusable.words()).contains("Ada");
            });
  }

  @ParameterizedTest
  @EnumSource
  void aWrongClientSecretConnectsNothing(Case of) {
    use(of);
    vendor.control("PUT", "/token", "{\"token\": \"3MVG9:another-secret\"}");
    assertThatThrownBy(this::connect).isInstanceOf(EgressFailure.class);
    assertThat(probe()).isInstanceOf(Outcome.UnusableCredentials.class);
  }

  /** A manifest can name the grant of an application without a user. */
  @Test
  void clientCredentialsNeedNoUser() throws IOException {
    use(Case.SALESFORCE, withClientCredentials());
    assertThat(vendor.connector().authentication())
        .isInstanceOfSatisfying(
            Authentication.OAuth.class,
            oauth -> assertThat(oauth.grant()).isInstanceOf(Grant.ClientCredentials.class));
    assertThat(Connections.isNeeded(vendor.connector())).isFalse();
    assertThat(probe()).isInstanceOf(Outcome.Delivered.class);
    vendor.control("POST", "/tokens/expire", "{}");
    assertThat(probe()).isInstanceOf(Outcome.Delivered.class);
    assertThat(tokenRequest).contains("grant_type=client_credentials");
  }

  private static Connector withClientCredentials() throws IOException {
    try (InputStream file =
        SignInByOAuthTest.class.getResourceAsStream("/connectors/salesforce.yaml")) {
      String yaml =
          new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
              .replace("grant: authorization-code", "grant: client-credentials")
              .replaceAll("(?m)^ *(authorize|scopes):.*\n", "");
      Compilation compiled =
          DeclaredConnectors.compile("salesforce.yaml", yaml.getBytes(StandardCharsets.UTF_8));
      assertThat(compiled).isInstanceOf(Compilation.Compiled.class);
      return ((Compilation.Compiled) compiled).connector();
    }
  }
}
