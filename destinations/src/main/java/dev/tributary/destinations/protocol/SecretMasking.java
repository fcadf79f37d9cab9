package dev.tributary.destinations.protocol;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.CountedRefusal;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Exchange;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Probe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Prepares exchanges for display and storage: without secrets, and of limited size. */
public final class SecretMasking {
  private static final String MASK = "***";
  private static final int MOST_CHARACTERS = 64 * 1024;

  /** Of a long body, no more becomes a text: still more characters than are shown. */
  private static final int MOST_BYTES = 8 * MOST_CHARACTERS;

  private static final int SHORTEST_SECRET = 4;

  /** Shorter ones can be ordinary words. */
  private static final int SHORTEST_BEGINNING = 8;

  private static final Set<String> SECRET_HEADERS =
      Set.of(
          "authorization",
          "cookie",
          "set-cookie",
          "x-api-key",
          "x-csrf-token",
          "webhook-signature");

  private final Set<String> headers;

  /** The longest first, so that no part of a secret stays that contains another one. */
  private volatile List<String> secrets = List.of();

  /**
   * @param secrets replaced wherever they occur, also in the form that they have in an address or
   *     in JSON
   */
  public SecretMasking(Collection<String> secrets) {
    this(secrets, Set.of());
  }

  /**
   * @param headers whose values are replaced as a whole, in lower case
   */
  public SecretMasking(Collection<String> secrets, Set<String> headers) {
    this.headers = headers;
    conceal(secrets);
  }

  /** These texts are secrets too, in exchanges that are masked from now on. */
  public synchronized void conceal(Collection<String> more) {
    if (secrets.containsAll(more)) {
      return;
    }
    Set<String> all = new HashSet<>(secrets);
    for (String secret : more) {
      if (secret.length() >= SHORTEST_SECRET) {
        all.addAll(forms(secret));
      }
    }
    secrets = all.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  private static List<String> forms(String secret) {
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    String json = new String(Json.write(TextNode.valueOf(secret)), StandardCharsets.UTF_8);
    return List.of(
        secret, encoded, encoded.replace("+", "%20"), json.substring(1, json.length() - 1));
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

  /** The same text without secrets. */
  public String text(String text) {
    return masked(text);
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
      case Outcome.ResultUnknown(String said) -> new Outcome.ResultUnknown(words(said));
      case Outcome.NotRepeated(String said) -> new Outcome.NotRepeated(words(said));
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
      case Outcome.HeldBack(Instant until, String said) -> new Outcome.HeldBack(until, words(said));
      case Outcome.WaitsForAccount(Instant until, String said) ->
          new Outcome.WaitsForAccount(until, words(said));
      case Outcome.WaitsForPlace(Instant until, String said) ->
          new Outcome.WaitsForPlace(until, words(said));
      case Outcome.QuotaSpent(Instant until, String said) ->
          new Outcome.QuotaSpent(until, words(said));
      case Outcome.Unauthorised(String said) -> new Outcome.Unauthorised(words(said));
      case Outcome.UnusableCredentials(var reason, String said) ->
          new Outcome.UnusableCredentials(reason, words(said));
      case Outcome.Gone(String said) -> new Outcome.Gone(words(said));
      case Outcome.Transient(String said, Instant notBefore) ->
          new Outcome.Transient(words(said), notBefore);
      case Outcome.Ambiguous(String said, Instant notBefore) ->
          new Outcome.Ambiguous(words(said), notBefore);
      case Outcome.Misconfigured(String setting, String said) ->
          new Outcome.Misconfigured(setting, words(said));
    };
  }

  /** The result of a probe with secrets masked. */
  public Probe.Result mask(Probe.Result result) {
    String withheld = result.withheld();
    return new Probe.Result(
        mask(result.outcome()), result.account(), withheld == null ? null : words(withheld));
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
        shown.put(name, isSecret(name.toLowerCase(Locale.ROOT)) ? MASK : masked(value)));
    return shown;
  }

  private boolean isSecret(String header) {
    return SECRET_HEADERS.contains(header) || headers.contains(header);
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

  /** Compressed text is shown as text; a body that is no text is shown as its size. */
  private static @Nullable String text(byte @Nullable [] body) {
    if (body == null) {
      return null;
    }
    byte[] shown = isCompressed(body) ? decompressed(body) : body;
    String text = new String(shown, 0, Math.min(shown.length, MOST_BYTES), StandardCharsets.UTF_8);
    return text.indexOf('\0') < 0 ? text : "(%d bytes that are no text)".formatted(body.length);
  }

  private static boolean isCompressed(byte[] body) {
    return body.length > 2 && body[0] == (byte) 0x1f && body[1] == (byte) 0x8b;
  }

  /** The beginning of the content. */
  private static byte[] decompressed(byte[] body) {
    try (GZIPInputStream content = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return content.readNBytes(MOST_BYTES);
    } catch (IOException e) {
      return body;
    }
  }
}
