package dev.tributary.destinations.credential;

import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.Setting;
import dev.tributary.destinations.connector.ManifestBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A connector with the given form of credentials, whose test names the account. */
record FakeConnector(Authentication authentication, String path, List<Setting> settings)
    implements Connector {
  static final String ID = "vendor";
  private static final URI VENDOR = URI.create("https://api.vendor.example");

  FakeConnector(Authentication authentication, String path) {
    this(authentication, path, List.of());
  }

  @Override
  public Manifest manifest() {
    return ManifestBuilder.builder()
        .id(ID)
        .name("Vendor")
        .description("For tests")
        .effectClass(EffectClass.A)
        .api(null)
        .settings(settings)
        .objects(List.of())
        .rateLimits(List.of())
        .budgets(List.of())
        .concurrency(1)
        .connections(0)
        .openJobs(0)
        .addressOverridable(true)
        .sources(List.of())
        .added(false)
        .authentication(null)
        .build();
  }

  @Override
  public Protocol protocol(Batch batch) {
    Request request =
        new Request("POST", batch.target().at(VENDOR, path), Map.of(), new byte[] {'{', '}'});
    return new Protocol.DirectCalls(
        List.of(
            new Call(
                request, batch.items(), (answer, now) -> batch.each(new Outcome.Delivered(null)))));
  }

  @Override
  public Probe probe(Target target) {
    return new Probe.OfAccount(
        new Request("GET", target.at(VENDOR, path), Map.of(), null), FakeConnector::read);
  }

  private static Probe.Result read(Answer answer, Instant now) {
    if (!answer.successful()) {
      String words = "HTTP " + answer.status();
      return Probe.Result.of(
          answer.status() == 401 || answer.status() == 403
              ? new Outcome.Unauthorised(words)
              : new Outcome.Transient(words, null));
    }
    try {
      String account = Json.MAPPER.readTree(answer.body()).path("account").asText();
      return new Probe.Result(
          new Outcome.Delivered(null), new Probe.Account(account, "Account " + account));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
