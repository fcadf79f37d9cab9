package dev.tributary.destinations.link;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol.Lookup;
import dev.tributary.destinations.connector.Protocol.Matches;
import dev.tributary.destinations.connector.RecordLink;
import dev.tributary.destinations.connector.RecordLink.Pair;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes the records of one batch, and links them with the records that their fields name. A record
 * whose other record is missing, or cannot be searched for, is not written. A failure of a link
 * concerns the records that were to be linked, and no others.
 */
public final class LinkedRecords {
  private static final System.Logger LOG = System.getLogger(LinkedRecords.class.getName());

  /** In the place of an id that a search would find. */
  private static final String SOME_ID = "ID_OF_RECORD";

  private final List<RecordLink> links;
  private final Sending sending;
  private final Clock clock;

  /** The outcomes of items that are not written, or not linked, by {@link Item#delivery}. */
  private final Map<String, Outcome> failed = new HashMap<>();

  /** The ids of the other records by {@link Item#delivery}, for each link. */
  private final List<Map<String, String>> found = new ArrayList<>();

  /** Why no further request about links is sent; null while they are sent. */
  private @Nullable Outcome ended;

  /** Sends a request with the credentials of the destination. */
  @FunctionalInterface
  public interface Sending {
    Egress.Answer send(Egress.Request request) throws EgressFailure;
  }

  private LinkedRecords(List<RecordLink> links, Sending sending, Clock clock) {
    this.links = links;
    this.sending = sending;
    this.clock = clock;
  }

  /**
   * @param links at least one
   * @param writing writes a batch, and returns one outcome per item, in its order
   * @return one outcome per item, in the order of the batch
   */
  public static List<Outcome> send(
      Batch batch,
      List<RecordLink> links,
      Sending sending,
      Clock clock,
      Function<Batch, List<Outcome>> writing) {
    return new LinkedRecords(links, sending, clock).send(batch, writing);
  }

  /** The requests that {@link #send} would send, besides those that write. Nothing is sent. */
  public static List<Egress.Request> requests(Batch batch, List<RecordLink> links) {
    List<Egress.Request> requests = new ArrayList<>();
    for (RecordLink link : links) {
      List<Item> items = batch.items().stream().filter(link::isIn).toList();
      if (!items.isEmpty()) {
        requests.add(link.search().of(items).request());
        List<Pair> pairs =
            items.stream()
                .map(item -> item.vendorId() == null ? withId(item, SOME_ID) : item)
                .map(item -> new Pair(item, SOME_ID))
                .toList();
        requests.add(link.linking().of(pairs).request());
      }
    }
    return requests;
  }

  private List<Outcome> send(Batch batch, Function<Batch, List<Outcome>> writing) {
    links.forEach(link -> found.add(search(link, batch.items())));
    List<Item> open = batch.items().stream().filter(item -> !isFailed(item)).toList();
    Map<String, Outcome> outcomes = new HashMap<>();
    if (!open.isEmpty()) {
      List<Outcome> written =
          writing.apply(open.size() == batch.items().size() ? batch : batch.part(open));
      for (int i = 0; i < open.size(); i++) {
        outcomes.put(open.get(i).delivery(), written.get(i));
      }
      for (int i = 0; i < links.size(); i++) {
        link(links.get(i), found.get(i), open, outcomes);
      }
    }
    outcomes.putAll(failed);
    return batch.items().stream()
        .map(item ->
            outcomes.getOrDefault(item.delivery(), new Outcome.Ambiguous("Nothing was decided")))
        .toList();
  }

  private boolean isFailed(Item item) {
    return failed.containsKey(item.delivery());
  }

  /** Returns the ids of the named records. Items without one get their outcome. */
  private Map<String, String> search(RecordLink link, List<Item> all) {
    List<Item> items = all.stream().filter(item -> link.isIn(item) && !isFailed(item)).toList();
    if (items.isEmpty()) {
      return Map.of();
    }
    Matches matches = ended == null ? matches(link, items) : new Matches.Failed(ended);
    if (matches instanceof Matches.Found(Map<String, String> ids, Map<String, Outcome> refused)) {
      for (Item item : items) {
        Outcome outcome = refused.get(item.delivery());
        if (outcome != null) {
          fail(item, ofField(link, outcome, 1));
        } else if (!ids.containsKey(item.delivery())) {
          fail(
              item,
              new Outcome.WaitsForRecord(
                  "The destination lacks the record that the field %s names"
                      .formatted(link.field())));
        }
      }
      return ids;
    }
    Outcome failure = ofField(link, ((Matches.Failed) matches).outcome(), items.size());
    if (!(failure instanceof Outcome.RefusedTogether || failure instanceof Outcome.Rejected)) {
      ended = failure;
    }
    items.forEach(item -> fail(item, failure));
    return Map.of();
  }

  private void fail(Item item, Outcome outcome) {
    failed.put(item.delivery(), outcome);
  }

  /** A refusal names the field of the items, not that of the other record. */
  private static Outcome ofField(RecordLink link, Outcome outcome, int items) {
    return switch (outcome) {
      case Outcome.RefusedTogether(var field, String words) when items > 1 ->
          new Outcome.RefusedTogether(link.field(), words);
      case Outcome.RefusedTogether(var field, String words) ->
          new Outcome.Rejected(link.field(), words);
      case Outcome.Rejected(var field, String words) -> new Outcome.Rejected(link.field(), words);
      default -> outcome;
    };
  }

  private Matches matches(RecordLink link, List<Item> items) {
    try {
      Lookup lookup = link.search().of(items);
      return lookup.reading().matches(sending.send(lookup.request()), clock.instant());
    } catch (EgressFailure e) {
      // A search changes nothing, so it does not matter whether it arrived.
      Outcome outcome = e.outcome();
      return new Matches.Failed(
          outcome instanceof Outcome.Ambiguous(String words, Instant notBefore)
              ? new Outcome.Transient(words, notBefore)
              : outcome);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The search for linked records failed", e);
      return new Matches.Failed(
          new Outcome.Transient("The answer about linked records cannot be read", null));
    }
  }

  private void link(
      RecordLink link, Map<String, String> ids, List<Item> written, Map<String, Outcome> outcomes) {
    List<Pair> pairs = new ArrayList<>();
    for (Item item : written) {
      String other = link.isIn(item) ? ids.get(item.delivery()) : null;
      if (other == null || isFailed(item)) {
        continue;
      }
      switch (outcomes.get(item.delivery())) {
        case Outcome.Delivered(String id) when id != null ->
            pairs.add(new Pair(withId(item, id), other));
        case Outcome.Delivered delivered ->
            fail(item, unlinked(link, "the destination does not name the record", null));
        case Outcome.Accepted accepted ->
            fail(item, unlinked(link, "the destination does not confirm the record", null));
        case Outcome.PartlyRefused refused ->
            fail(item, unlinked(link, "the destination does not confirm the record", null));
        case null, default -> {}
      }
    }
    if (!pairs.isEmpty()) {
      List<Outcome> linked = linked(link, pairs);
      for (int i = 0; i < pairs.size(); i++) {
        Outcome outcome = linked.get(i);
        if (!(outcome instanceof Outcome.Delivered)) {
          fail(pairs.get(i).item(), unlinked(link, outcome.words(), notBefore(outcome)));
        }
      }
    }
  }

  /** One outcome per pair. After an answer for all pairs that is no success, nothing is sent. */
  private List<Outcome> linked(RecordLink link, List<Pair> pairs) {
    if (ended != null) {
      return Collections.nCopies(pairs.size(), ended);
    }
    Outcome failure;
    try {
      Call call = link.linking().of(pairs);
      List<Outcome> outcomes =
          call.reading().outcomes(sending.send(call.request()), clock.instant());
      if (outcomes.size() == pairs.size()) {
        return outcomes;
      }
      failure = new Outcome.Ambiguous("the answer about links does not fit");
    } catch (EgressFailure e) {
      failure = e.outcome();
      ended = failure;
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The answer about links cannot be read", e);
      failure = new Outcome.Ambiguous("the answer about links cannot be read");
    }
    return Collections.nCopies(pairs.size(), failure);
  }

  /**
   * The record is written, so the next attempt must expect it: only {@link Outcome.Ambiguous} says
   * so.
   */
  private static Outcome unlinked(RecordLink link, String words, @Nullable Instant notBefore) {
    return new Outcome.Ambiguous(
        "The record is written, but not linked by the field %s: %s".formatted(link.field(), words),
        notBefore);
  }

  private static @Nullable Instant notBefore(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Transient(var words, Instant notBefore) -> notBefore;
      case Outcome.Ambiguous(var words, Instant notBefore) -> notBefore;
      case Outcome.RateLimited(Instant until, var words) -> until;
      case Outcome.HeldBack(Instant until, var words) -> until;
      default -> null;
    };
  }

  private static Item withId(Item item, String id) {
    return ItemBuilder.builder(item).vendorId(id).build();
  }
}
