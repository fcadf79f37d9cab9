package dev.tributary.sandbox.kit.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.TestClock;
import dev.tributary.sandbox.kit.credential.Credentials.Reason;
import dev.tributary.sandbox.kit.credential.Credentials.Verdict;
import dev.tributary.sandbox.kit.credential.IssuedTokens.Issue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialsTest {
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final TestClock clock = new TestClock("2026-11-01T12:00:00Z");
  private final IssuedTokens tokens =
      new IssuedTokens(clock, new IssuedTokens.Policy(LIFETIME, true));

  @Test
  void anyKeyIsAcceptedUntilOneIsSet() {
    var key = new ApiKey("x-api-key", "", "");

    assertThat(key.check(call("x-api-key", "any"))).isEqualTo(new Verdict.Accepted("account"));
    assertThat(key.check(call("x-api-key", ""))).isEqualTo(new Verdict.Refused(Reason.MISSING));
    key.acceptOnly("right");
    assertThat(key.check(call("x-api-key", "any"))).isEqualTo(new Verdict.Refused(Reason.WRONG));
    assertThat(key.check(call("x-api-key", "right"))).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void theUserOfBasicAuthenticationIsTheAccount() {
    var basic = new BasicCredentials();
    var shop = call("authorization", basic("shop", "secret"));

    assertThat(basic.check(shop)).isEqualTo(new Verdict.Accepted("shop"));
    assertThat(basic.check(call("authorization", "Basic ???")))
        .isEqualTo(new Verdict.Refused(Reason.WRONG));
    basic.acceptOnly("shop:other");
    assertThat(basic.check(shop)).isEqualTo(new Verdict.Refused(Reason.WRONG));
  }

  @Test
  void aPasswordWithoutAUserGoesWithAnyUser() {
    var basic = new BasicCredentials();
    basic.acceptOnly("secret");

    assertThat(basic.check(call("authorization", basic("any", "secret"))))
        .isEqualTo(new Verdict.Accepted("any"));
    assertThat(basic.check(call("authorization", basic("any", "other"))))
        .isEqualTo(new Verdict.Refused(Reason.WRONG));
  }

  @Test
  void aKeyCanBeInTheQuery() {
    var key = ApiKey.inQuery("secret");
    var call = new Call("GET", "/", Map.of(), Map.of("secret", "k"), Map.of(), new byte[0]);

    assertThat(key.check(call)).isEqualTo(new Verdict.Accepted("account"));
    assertThat(key.check(call("secret", "k"))).isEqualTo(new Verdict.Refused(Reason.MISSING));
  }

  @Test
  void aSecondApiHasCredentialsOfItsOwn() {
    var both = Credentials.below("/v1/", new ApiKey("x-app", "", ""), new ApiKey("x-key", "", ""));

    assertThat(both.check(call("x-key", "k"))).isInstanceOf(Verdict.Accepted.class);
    assertThat(both.check(call("x-app", "k"))).isEqualTo(new Verdict.Refused(Reason.MISSING));
    var second = new Call("GET", "/v1/x", Map.of(), Map.of(), Map.of("x-app", "k"), new byte[0]);
    assertThat(both.check(second)).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void anAssertionIsTakenUntilItExpires() {
    var now = clock.instant().getEpochSecond();

    assertThat(tokens.issue(form(assertion("{\"iss\":\"robot\",\"exp\":%d}".formatted(now + 1)))))
        .isInstanceOf(Issue.Issued.class);
    assertThat(tokens.issue(form(assertion("{\"iss\":\"robot\",\"exp\":%d}".formatted(now)))))
        .isEqualTo(new Issue.Refused("invalid_grant"));
    assertThat(tokens.issue(form(assertion("{\"exp\":%d}".formatted(now + 1)))))
        .isEqualTo(new Issue.Refused("invalid_grant"));
    tokens.acceptOnly("other:secret");
    assertThat(tokens.issue(form(assertion("{\"iss\":\"robot\",\"exp\":%d}".formatted(now + 1)))))
        .isEqualTo(new Issue.Refused("invalid_grant"));
  }

  private static String assertion(String claims) {
    return "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=e30.%s.s"
        .formatted(
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void anAccessTokenExpires() {
    var issued = issued("grant_type=client_credentials");

    assertThat(issued.refreshToken()).isNull();
    assertThat(check(issued)).isEqualTo(new Verdict.Accepted("client app"));
    clock.pass(LIFETIME);
    assertThat(check(issued)).isEqualTo(new Verdict.Refused(Reason.EXPIRED));
  }

  @Test
  void aRefreshTokenRotatesAndItsReuseRevokesTheGrant() {
    var first = issued("grant_type=authorization_code&code=c1");
    var second = issued("grant_type=refresh_token&refresh_token=" + first.refreshToken());

    assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
    assertThat(check(second)).isInstanceOf(Verdict.Accepted.class);
    assertThat(tokens.issue(form("grant_type=refresh_token&refresh_token=" + first.refreshToken())))
        .isEqualTo(new Issue.Refused("invalid_grant"));
    assertThat(check(second)).isEqualTo(new Verdict.Refused(Reason.REVOKED));
    assertThat(
            tokens.issue(form("grant_type=refresh_token&refresh_token=" + second.refreshToken())))
        .isEqualTo(new Issue.Refused("invalid_grant"));
  }

  @Test
  void tokensAreExpiredAndRevokedOnRequest() {
    var first = issued("grant_type=authorization_code&code=c1");
    tokens.expireAll();
    assertThat(check(first)).isEqualTo(new Verdict.Refused(Reason.EXPIRED));
    var second = issued("grant_type=refresh_token&refresh_token=" + first.refreshToken());
    assertThat(check(second)).isInstanceOf(Verdict.Accepted.class);

    tokens.revokeAll();

    assertThat(check(second)).isEqualTo(new Verdict.Refused(Reason.REVOKED));
    assertThat(
            tokens.issue(form("grant_type=refresh_token&refresh_token=" + second.refreshToken())))
        .isEqualTo(new Issue.Refused("invalid_grant"));
  }

  @Test
  void aWrongClientAndAnUnknownGrantAreRefused() {
    assertThat(tokens.issue(form("grant_type=password")))
        .isEqualTo(new Issue.Refused("unsupported_grant_type"));
    tokens.acceptOnly("app:right");
    assertThat(tokens.issue(form("grant_type=client_credentials")))
        .isEqualTo(new Issue.Refused("invalid_client"));
  }

  @Test
  void oneOfSeveralKindsIsEnough() {
    var either = Credentials.anyOf(List.of(new ApiKey("authorization", "Key ", ""), tokens));

    assertThat(either.check(call("authorization", "Key k"))).isInstanceOf(Verdict.Accepted.class);
    assertThat(either.check(bearer(issued("grant_type=client_credentials").accessToken())))
        .isInstanceOf(Verdict.Accepted.class);
    assertThat(either.check(bearer("unknown"))).isEqualTo(new Verdict.Refused(Reason.WRONG));
    assertThat(either.check(call("accept", "any"))).isEqualTo(new Verdict.Refused(Reason.MISSING));
  }

  private Issue.Issued issued(String form) {
    var issue = tokens.issue(form(form));
    assertThat(issue).isInstanceOf(Issue.Issued.class);
    return (Issue.Issued) issue;
  }

  private Verdict check(Issue.Issued issued) {
    return tokens.check(bearer(issued.accessToken()));
  }

  private static Call bearer(String token) {
    return call("authorization", "Bearer " + token);
  }

  private static Call call(String header, String value) {
    return new Call("GET", "/", Map.of(), Map.of(), Map.of(header, value), new byte[0]);
  }

  private static Call form(String form) {
    return new Call(
        "POST",
        "/token",
        Map.of(),
        Map.of(),
        Map.of("authorization", basic("app", "secret")),
        form.getBytes(StandardCharsets.UTF_8));
  }

  private static String basic(String user, String password) {
    var pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
