package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress.Exchange;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.protocol.Protocols;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Vendors with several APIs: each request has the host and the credentials of its API. */
class ApisTest {
  private static final Protocols PROTOCOLS = new Protocols(Clock.systemUTC());
  private static final String GOOD =
      Sample.GOOD
          .replace(
              "  - name: app\n",
              "  - name: admin\n    label: Admin key\n    help: Of your account\n    secret: true\n"
                  + "  - name: app\n")
          .replace(
              "auth: { bearer: token }\n",
              """
              auth: { bearer: token }
              apis:
                - paths: /v2/
                  host: https://admin.example.net
                  auth: { header: { name: x-admin, secret: admin } }
              """)
          .replace("path: /v1/people/${item.knownAs}", "path: /v2/people/${item.knownAs}");

  @ParameterizedTest
  @CsvSource({
    ", https://api.example.com/v1/people, https://admin.example.net/v2/people/ann%40example.org",
    "https://proxy.example.org, https://proxy.example.org/v1/people,"
        + " https://proxy.example.org/v2/people/ann%40example.org",
    "https://proxy.example.org/v2, https://proxy.example.org/v2/v1/people,"
        + " https://proxy.example.org/v2/v2/people/ann%40example.org",
  })
  void eachRequestHasTheHostAndTheCredentialsOfItsApi(
      @Nullable String base, String write, String removal) {
    Exchange written = only(Operation.WRITE, base);
    assertThat(written.target()).isEqualTo(write);
    assertThat(written.headers()).containsKey("authorization").doesNotContainKey("x-admin");

    Exchange removed = only(Operation.REMOVE, base);
    assertThat(removed.target()).isEqualTo(removal);
    assertThat(removed.headers()).containsKey("x-admin").doesNotContainKey("authorization");
    assertThat(written + " " + removed).doesNotContain("of-people", "of-admin");
  }

  @Test
  void theHeadersOfAllCredentialsAreMasked() {
    assertThat(Protocols.secretHeaders(Sample.connector(GOOD))).contains("x-admin");
  }

  @Test
  void anObjectNeedsTheSecretsOfTheApisOfItsRequests() {
    assertThat(Sample.connector(GOOD).secrets("people")).containsExactly("admin");
    assertThat(Sample.connector(Sample.GOOD).secrets("people")).isEmpty();
  }

  private static Exchange only(Operation operation, @Nullable String base) {
    Connector connector = Sample.connector(GOOD);
    Target without = Sample.target("{\"app\": \"a\"}");
    Target target =
        new Target(
            without.workspace(),
            without.destination(),
            without.settings(),
            Map.of("token", "of-people", "admin", "of-admin"),
            base == null ? null : URI.create(base));
    Item item =
        ItemBuilder.builder(Sample.item(1, "email", "ann@example.org", "{}"))
            .deliveredAs("ann@example.org")
            .build();
    return PROTOCOLS
        .preview(connector, Sample.batch(target, "people", operation, "{}", item), target)
        .getFirst();
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("paths: /v2/", "paths: v2", "/apis/0/paths", "no beginning of a path"),
        Arguments.of("paths: /v2/", "paths: /v2", "/apis/0/paths", "no beginning of a path"),
        Arguments.of("paths: /v2/", "paths: /v3/", "/apis/0/paths", "of no path of a request"),
        Arguments.of(
            "host: https://admin.example.net",
            "host: https://${settings.app}",
            "/apis/0/host",
            "is no address"),
        Arguments.of(
            "auth: { header: { name: x-admin, secret: admin } }",
            "auth: { header: { name: x-admin, secret: app } }",
            "/apis/0/auth/header/secret",
            "must name a setting with"),
        Arguments.of(
            "auth: { header: { name: x-admin, secret: admin } }",
            "auth: { csrf: { path: /token, within: { bearer: admin } } }",
            "/apis/0/auth",
            "is a session"),
        Arguments.of(
            "  - paths: /v2/\n",
            "  - { paths: /v2/, host: 'https://other.example.net', auth: none }\n"
                + "  - paths: /v2/\n",
            "/apis/1/paths",
            "shares paths with /v2/"),
        Arguments.of(
            "  - paths: /v2/\n",
            "  - { paths: /v2/people/, host: 'https://other.example.net', auth: none }\n"
                + "  - paths: /v2/\n",
            "/apis/1/paths",
            "shares paths with /v2/people/"),
        Arguments.of(
            "path: /v1/people\n",
            "path: /${settings.app}/people\n",
            "/objects/0/requests/write/path",
            "can begin with /v2/"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsFoundWhenTheManifestIsLoaded(
      String part, String other, String place, String words) {
    Sample.assertMistake(GOOD, part, other, place, words);
  }
}
