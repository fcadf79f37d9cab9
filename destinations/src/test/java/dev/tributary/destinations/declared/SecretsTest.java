package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.protocol.SecretMasking;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests have the credentials that a manifest declares, and nobody sees them. */
class SecretsTest {
  private static final String SECRET = "s3cr&t +key";
  private static final Protocols PROTOCOLS = new Protocols(Clock.systemUTC());

  /** Keeps the requests, and answers 200. */
  private static final class KeptRequests implements Egress {
    private final List<Request> sent = new ArrayList<>();

    @Override
    public Answer send(Request request) {
      sent.add(request);
      return Sample.answer(200, "{}");
    }

    @Override
    public InetAddress checked(String host, int port) {
      throw new UnsupportedOperationException("Nothing is reached without HTTP");
    }

    @Override
    public void note(Exchange exchange) {}
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "bearer: token; authorization: Bearer s3cr&t +key",
        "basic: { user: app, password: token }; authorization: Basic YTpzM2NyJnQgK2tleQ==",
        "basic: { user: app, suffix: /token, password: token };"
            + " authorization: Basic YS90b2tlbjpzM2NyJnQgK2tleQ==",
        "header: { name: x-key, prefix: 'Token ', secret: token }; x-key: Token s3cr&t +key",
        "query: { name: key, secret: token }; ?key=s3cr%26t%20%2Bkey",
      })
  void aRequestHasTheCredentialsAndAPreviewDoesNot(String auth, String expected) {
    Connector connector =
        Sample.connector(Sample.with("auth: { bearer: token }", "auth:\n  " + auth));
    Target target = Sample.target("{\"app\": \"a\"}");
    Target withSecret =
        new Target(
            target.workspace(),
            target.destination(),
            target.settings(),
            Map.of("token", SECRET),
            null);
    Item item = Sample.item(1, "email", "ann@example.org", "{}");
    Batch batch = Sample.batch(target, "people", Operation.WRITE, "{}", item);
    KeptRequests egress = new KeptRequests();
    PROTOCOLS.send(connector, batch, withSecret, egress, Places.NONE);
    assertThat(egress.sent).hasSize(1);
    assertThat(Sample.text(egress.sent.getFirst())).contains(expected);
    assertThat(masked(PROTOCOLS.preview(connector, batch, withSecret).toString())).isTrue();
    Egress.Exchange kept =
        new SecretMasking(withSecret.secrets().values())
            .exchange(egress.sent.getFirst(), Sample.answer(200, SECRET));
    assertThat(masked(kept.toString())).as(kept.toString()).isTrue();
  }

  /** A vendor can repeat the address, with the credentials in its query. */
  @Test
  void theWordsOfAnAnswerThatRepeatsTheCredentialsAreMasked() {
    SecretMasking masking = new SecretMasking(List.of(SECRET, "a-long-secret-key"));
    Connector connector = Sample.connector(Sample.GOOD);
    Batch batch = Sample.batch("people", Sample.item(1, "email", "ann@example.org", "{}"));
    for (int status : List.of(200, 400, 401, 404, 429, 500)) {
      Outcome outcome =
          Sample.read(connector, batch, status, "[\"GET /v1?key=s3cr%26t%20%2Bkey s3cr&t +key\"]")
              .getFirst();
      assertThat(masked(masking.mask(outcome).words())).as("%d", status).isTrue();
    }
    assertThat(masking.mask(new Outcome.Rejected("plan", "key=a-long-secret-key")))
        .isEqualTo(new Outcome.Rejected("plan", "key=***"));
    assertThat(masking.mask(new Outcome.Transient("key=a-long-secr", null)))
        .isEqualTo(new Outcome.Transient("key=***", null));
  }

  private static boolean masked(String shown) {
    return !shown.contains("s3cr") && !shown.contains("czNjc") && !shown.contains("zM2NyJn");
  }

  @Test
  void aConnectorDecidesWithoutSecrets() {
    Connector connector = Sample.connector(Sample.GOOD);
    Batch batch = Sample.batch("people", Sample.item(1, "email", "ann@example.org", "{}"));
    assertThat(Sample.requests(connector, batch)).doesNotContain("authorization");
  }
}
