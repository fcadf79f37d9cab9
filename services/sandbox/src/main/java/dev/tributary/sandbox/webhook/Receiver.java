package dev.tributary.sandbox.webhook;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.StandIn;
import dev.tributary.sandbox.fault.FaultPlan;
import dev.tributary.sandbox.kit.record.DistinctIds;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The receiving end of one webhook. Thread-safe. */
public final class Receiver implements StandIn {
  /** Limit for the total number of characters of the kept bodies. */
  private static final long MAXIMUM_KEPT_CHARACTERS = 8L << 20;

  /**
   * @param secret as in Standard Webhooks; null: signatures are not checked
   * @param keep how many of the latest requests are kept whole; 0 to 10,000
   * @param items the path of the items in a body (see {@link ItemIds}); null: items are not counted
   * @param id the path of the id in an item
   * @param refuse a text; a request whose body has it gets 422, and is not kept; null: all requests
   *     are accepted
   */
  public record Settings(
      @Nullable String secret,
      @Nullable Integer keep,
      @Nullable String items,
      @Nullable String id,
      @Nullable String refuse) {
    static final Settings DEFAULT = new Settings(null, null, null, null, null);
    private static final int DEFAULT_KEEP = 1_000;

    public Settings {
      if (keep != null && (keep < 0 || keep > 10_000)) {
        throw new IllegalArgumentException("keep must be between 0 and 10000");
      }
      if ((items == null) != (id == null)) {
        throw new IllegalArgumentException("items and id belong together");
      }
      if (refuse != null && refuse.isEmpty()) {
        throw new IllegalArgumentException("refuse must be a text that is not empty, or absent");
      }
    }

    int kept() {
      return keep == null ? DEFAULT_KEEP : keep;
    }
  }

  /** A received request. */
  public record Arrival(
      long sequence, Instant at, Map<String, String> headers, String body, boolean signed) {}

  /**
   * A page of received requests: ask again with {@code after} = the last sequence until the page is
   * empty.
   */
  public record Arrivals(List<Arrival> requests, long firstKept, long received) {}

  /**
   * @param refused number of requests with a wrong signature; no other count includes them
   * @param webhookIds by the header {@code webhook-id}; without the requests that have none
   * @param items by the id of each item, if the settings contain its path
   */
  public record Counts(
      String name,
      long requests,
      long refused,
      long bytes,
      DistinctIds.Counts webhookIds,
      DistinctIds.@Nullable Counts items) {}

  private final String name;
  private final Clock clock;
  private final FaultPlan faults = new FaultPlan();
  private final ArrayDeque<Arrival> kept = new ArrayDeque<>();
  private Settings settings = Settings.DEFAULT;
  private @Nullable SigningSecret secret;
  private @Nullable ItemIds itemIds;
  private DistinctIds webhookIds = new DistinctIds();
  private DistinctIds items = new DistinctIds();
  private long received;
  private long refused;
  private long bytes;
  private long keptCharacters;

  Receiver(String name, Clock clock) {
    this.name = name;
    this.clock = clock;
  }

  /**
   * Deletes the received requests, because counts under two settings have no meaning.
   *
   * @throws IllegalArgumentException if the secret or the paths are impossible
   */
  public synchronized void configure(Settings wanted) {
    secret = wanted.secret() == null ? null : new SigningSecret(wanted.secret());
    itemIds =
        wanted.items() == null || wanted.id() == null
            ? null
            : new ItemIds(wanted.items(), wanted.id());
    settings = wanted;
    clear();
  }

  /** Deletes the received requests, keeps the settings. */
  public synchronized void clear() {
    kept.clear();
    webhookIds = new DistinctIds();
    items = new DistinctIds();
    received = 0;
    refused = 0;
    bytes = 0;
    keptCharacters = 0;
  }

  public synchronized Answer receive(Call call) {
    var fault = signatureFault(call);
    if (fault.isPresent()) {
      refused++;
      return Answer.of(401, Map.of("error", fault.get()));
    }
    var wrong = settings.refuse();
    if (wrong != null && call.text().contains(wrong)) {
      return Answer.of(422, Map.of("error", "an item has " + wrong));
    }
    received++;
    bytes += call.body().length;
    call.header("webhook-id").ifPresent(webhookIds::add);
    countItems(call);
    keep(call);
    return Answer.empty(204);
  }

  /** Oldest first. */
  public synchronized Arrivals arrivals(long after, int limit) {
    var page = kept.stream().filter(a -> a.sequence() > after).limit(limit).toList();
    return new Arrivals(page, kept.isEmpty() ? 0 : kept.getFirst().sequence(), received);
  }

  public synchronized Counts counts() {
    return new Counts(
        name,
        received,
        refused,
        bytes,
        webhookIds.counts(),
        itemIds == null ? null : items.counts());
  }

  private Optional<String> signatureFault(Call call) {
    return secret == null
        ? Optional.empty()
        : secret.fault(
            call.header("webhook-id").orElse(""),
            call.header("webhook-timestamp").orElse(""),
            call.header("webhook-signature").orElse(""),
            call.body(),
            clock.instant());
  }

  private void countItems(Call call) {
    if (itemIds == null) {
      return;
    }
    try {
      itemIds.forEach(call.body(), items::add);
    } catch (IOException notJson) {
      // A body that cannot be read: its items are missing in the counts, and the request is kept
      // unchanged.
      return;
    }
  }

  private void keep(Call call) {
    var body = call.text();
    kept.addLast(new Arrival(received, clock.instant(), call.headers(), body, secret != null));
    keptCharacters += body.length();
    while (kept.size() > settings.kept() || keptCharacters > MAXIMUM_KEPT_CHARACTERS) {
      keptCharacters -= kept.removeFirst().body().length();
    }
  }

  @Override
  public String name() {
    return "webhook/" + name;
  }

  @Override
  public FaultPlan faults() {
    return faults;
  }

  @Override
  public Optional<Answer> refusal(Call call) {
    return Optional.empty();
  }

  @Override
  public Answer rateLimited(Map<String, String> headers) {
    return Answer.of(429, Map.of("error", "too many requests")).with(headers);
  }

  @Override
  public Answer serverError(int status) {
    return Answer.of(status, Map.of("error", "internal error"));
  }

  @Override
  public Answer unauthorised(Call call) {
    return Answer.of(401, Map.of("error", "unauthorised"));
  }

  @Override
  public Map<String, String> standingHeaders(Call call, Answer answer) {
    return Map.of();
  }
}
