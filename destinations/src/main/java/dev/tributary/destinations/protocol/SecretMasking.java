package dev.tributary.destinations.protocol;

import dev.tributary.destinations.connector.CountedRefusal;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Exchange;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.Outcome;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prepares exchanges for display and storage: without secrets, and of limited size. */
public final class SecretMasking {
  private static final String MASK = "***";
  private static final int MOST_CHARACTERS = 64 * 1024;
  private static final int SHORTEST_SECRET = 4;

  /** Shorter ones can be ordinary words. */
  private static final int SHORTEST_BEGINNING = 8;

  private static final Set<String> SECRET_HEADERS =
      Set.of("authorization", "cookie", "set-cookie", "x-api-key", "webhook-signature");

  private final List<String> secrets;

  /**
   * @param secrets replaced wherever they occur, also as a parameter of a query
   */
  public SecretMasking(Collection<String> secrets) {
    this.secrets =
        secrets.stream()
            .filter(secret -> secret.length() >= SHORTEST_SECRET)
            .flatMap(SecretMasking::forms)
            .distinct()
            .toList();
  }

  private static Stream<String> forms(String secret) {
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    return Stream.of(secret, encoded, encoded.replace("+", "%20"));
  }

  /** A request with its answer. */
  public Exchange exchange(Request request, Answer answer) {
    Map<String, String> headers = new TreeMap<>();
    answer.headers().forEach((name, values) -> headers.put(name, String.join(", ", values)));
    return mask(
        new Exchange(
            request.method(),
            request.uri().toString(),
            request.headers(),
            text(request.body()),
            answer.status(),
            headers,
            text(answer.body())));
  }

  /** A request without an answer. */
  public Exchange exchange(Request request, String failure) {
    return mask(
        new Exchange(
            request.method(),
            request.uri().toString(),
            request.headers(),
            text(request.body()),
            null,
            Map.of(),
            failure));
  }

  /** A request that is not sent. */
  Exchange exchange(Request request) {
    return mask(
        Exchange.request(
            request.method(), request.uri().toString(), request.headers(), text(request.body())));
  }

  public Exchange mask(Exchange exchange) {
    return new Exchange(
        exchange.method(),
        masked(exchange.target()),
        masked(exchange.headers()),
        bounded(exchange.body()),
        exchange.status(),
        masked(exchange.answerHeaders()),
        bounded(exchange.answer()));
  }

  /** The outcome with secrets masked: a vendor can repeat the request in its answer. */
  public Outcome mask(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered delivered -> delivered;
      case Outcome.Accepted accepted -> accepted;
      case Outcome.PartlyRefused(int items, List<CountedRefusal> refusals) ->
          new Outcome.PartlyRefused(
              items,
              refusals.stream()
                  .map(each -> new CountedRefusal(words(each.reason()), each.count()))
                  .toList());
      case Outcome.Submitted(String job, Instant askAt, String said, Integer position) ->
          new Outcome.Submitted(job, askAt, words(said), position);
      case Outcome.Rejected(String field, String said) -> new Outcome.Rejected(field, words(said));
      case Outcome.RefusedExisting(String said) -> new Outcome.RefusedExisting(words(said));
      case Outcome.RefusedMissing(String said) -> new Outcome.RefusedMissing(words(said));
      case Outcome.WaitsForRecord(String said) -> new Outcome.WaitsForRecord(words(said));
      case Outcome.RefusedTogether(String field, String said) ->
          new Outcome.RefusedTogether(field, words(said));
      case Outcome.Missing(String said) -> new Outcome.Missing(words(said));
      case Outcome.Exists(String vendorId, String said) ->
          new Outcome.Exists(vendorId, words(said));
      case Outcome.PlaceGone(String said) -> new Outcome.PlaceGone(words(said));
      case Outcome.RateLimited(Instant until, String said) ->
          new Outcome.RateLimited(until, words(said));
      case Outcome.QuotaSpent(Instant until, String said) ->
          new Outcome.QuotaSpent(until, words(said));
      case Outcome.Unauthorised(String said) -> new Outcome.Unauthorised(words(said));
      case Outcome.Gone(String said) -> new Outcome.Gone(words(said));
      case Outcome.Transient(String said, Instant notBefore) ->
          new Outcome.Transient(words(said), notBefore);
      case Outcome.Ambiguous(String said, Instant notBefore) ->
          new Outcome.Ambiguous(words(said), notBefore);
      case Outcome.Misconfigured(String setting, String said) ->
          new Outcome.Misconfigured(setting, words(said));
    };
  }

  /** Words are cut, so the beginning of a secret can be at their end. */
  private String words(String text) {
    String shown = masked(text);
    for (String secret : secrets) {
      for (int cut = secret.length() - 1; cut >= SHORTEST_BEGINNING; cut--) {
        if (shown.endsWith(secret.substring(0, cut))) {
          return shown.substring(0, shown.length() - cut) + MASK;
        }
      }
    }
    return shown;
  }

  private Map<String, String> masked(Map<String, String> headers) {
    Map<String, String> shown = new TreeMap<>();
    headers.forEach((name, value) ->
        shown.put(
            name, SECRET_HEADERS.contains(name.toLowerCase(Locale.ROOT)) ? MASK : masked(value)));
    return shown;
  }

  private @Nullable String bounded(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String whole = masked(text);
    return whole.length() <= MOST_CHARACTERS
        ? whole
        : whole.substring(0, MOST_CHARACTERS) + " … (cut)";
  }

  private String masked(String text) {
    String shown = text;
    for (String secret : secrets) {
      shown = shown.replace(secret, MASK);
    }
    return shown;
  }

  private static @Nullable String text(byte @Nullable [] body) {
    return body == null ? null : new String(body, StandardCharsets.UTF_8);
  }
}
