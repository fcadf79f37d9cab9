package dev.tributary.destinations.protocol;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Manifest.BatchLimits;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import dev.tributary.destinations.connector.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A batch, cut so that no request is larger than the limits of its object. The sizes are those of
 * the requests that the connector renders: it is pure, so rendering has no effect. An object
 * without limits in bytes costs nothing.
 *
 * @param parts in the order of the batch; the batch itself if nothing is cut
 * @param tooLarge the outcomes of items that are larger than a limit, by {@link Item#delivery};
 *     each is alone in its part
 */
record BatchParts(List<Batch> parts, Map<String, Outcome> tooLarge) {

  static BatchParts of(Connector connector, Batch batch) {
    BatchLimits limits =
        ConnectorCode.result(batch.target(), connector::manifest)
            .flatMap(manifest -> manifest.object(batch.object()))
            .map(ObjectType::batch)
            .orElse(null);
    List<Batch> sendable = sendable(connector, List.of(batch));
    if (limits == null || limits.bytes() == null && limits.itemBytes() == null) {
      return new BatchParts(sendable, Map.of());
    }
    // More items than the connector can send at once have no requests, so no size.
    List<Batch> parts = new ArrayList<>();
    Map<String, Outcome> tooLarge = new HashMap<>();
    for (Batch part : sendable) {
      Cutting cutting = new Cutting(connector, part, limits);
      cutting.findTooLarge(part.items());
      parts.addAll(cutting.parts());
      tooLarge.putAll(cutting.tooLarge);
    }
    return new BatchParts(sendable(connector, parts), tooLarge);
  }

  /** Cuts parts that have more items than the connector can send at once, and their parts again. */
  private static List<Batch> sendable(Connector connector, List<Batch> parts) {
    return parts.stream().flatMap(part -> sendable(connector, part)).toList();
  }

  private static Stream<Batch> sendable(Connector connector, Batch part) {
    int items = part.items().size();
    int most = ConnectorCode.result(part.target(), () -> connector.mostItems(part)).orElse(items);
    return most < 1 || items <= most
        ? Stream.of(part)
        : IntStream.range(0, Math.ceilDiv(items, most))
            .mapToObj(
                i -> part.part(part.items().subList(i * most, Math.min(items, (i + 1) * most))))
            .flatMap(smaller -> sendable(connector, smaller));
  }

  /** The outcome of a part whose item is too large; null for a part that is sent. */
  @Nullable Outcome refused(Batch part) {
    return part.items().isEmpty() ? null : tooLarge.get(part.items().getFirst().delivery());
  }

  private static final class Cutting {
    /** As long as a UUID: few vendors have longer ids. */
    private static final String LONG_ID = "0".repeat(36);

    /** In the place of a name that only the vendor gives. */
    private static final String SOME_JOB = "job";

    private static final Pattern LAST = Pattern.compile("[A-Za-z0-9](?=[^A-Za-z0-9]*$)");

    private final Connector connector;
    private final Batch batch;
    private final @Nullable Integer bytes;
    private final @Nullable Integer itemBytes;
    private final @Nullable String place;
    private final Map<String, Outcome> tooLarge = new HashMap<>();
    private final List<Batch> cut = new ArrayList<>();

    Cutting(Connector connector, Batch batch, BatchLimits limits) {
      this.connector = connector;
      this.batch = batch;
      this.bytes = limits.bytes();
      this.itemBytes = limits.itemBytes();
      this.place =
          ConnectorCode.result(
                  batch.target(),
                  () -> {
                    Place placed = connector.place(batch);
                    return placed == null ? "" : placed.placeholder();
                  })
              .filter(placeholder -> !placeholder.isEmpty())
              .orElse(null);
    }

    /** Halves the items until a request with several of them is within the limit of one. */
    void findTooLarge(List<Item> items) {
      Integer most = itemBytes;
      if (most == null || size(items) <= most) {
        return;
      }
      if (items.size() > 1) {
        findTooLarge(items.subList(0, items.size() / 2));
        findTooLarge(items.subList(items.size() / 2, items.size()));
        return;
      }
      int size = withoutEnvelope(items.getFirst());
      if (size > most) {
        refuse(items.getFirst(), "The record", size, most, "one record");
      }
    }

    /**
     * A second item of the same size makes a request larger by this item, and not by what is around
     * it. If it does not, the item has a request of its own, and all of this request counts.
     */
    private int withoutEnvelope(Item item) {
      int alone = size(List.of(item));
      int grown = size(List.of(item, another(item))) - alone;
      return grown > 0 ? grown : alone;
    }

    /** Another record of the same size: a request may have a record only once. */
    private static Item another(Item item) {
      String vendorId = item.vendorId();
      return ItemBuilder.builder(item)
          .delivery(another(item.delivery()))
          .matchValue(another(item.matchValue()))
          .vendorId(vendorId == null ? null : another(vendorId))
          .build();
    }

    /** The text with another last letter or digit. */
    private static String another(String text) {
      Matcher last = LAST.matcher(text);
      if (!last.find()) {
        return text;
      }
      char before = text.charAt(last.start());
      char other = Character.isDigit(before) ? '0' : 'x';
      char after = Character.toLowerCase(before) == other ? (char) (other + 1) : other;
      return text.substring(0, last.start()) + after + text.substring(last.end());
    }

    private void refuse(Item item, String words, int size, int most, String what) {
      tooLarge.put(
          item.delivery(),
          new Outcome.Rejected(
              null,
              String.format(
                  Locale.ROOT,
                  "%s has %,d bytes; %s accepts at most %,d bytes for %s",
                  words,
                  size,
                  connector.manifest().name(),
                  most,
                  what)));
    }

    List<Batch> parts() {
      List<Item> together = new ArrayList<>();
      for (Item item : batch.items()) {
        if (tooLarge.containsKey(item.delivery())) {
          cut(together);
          together.clear();
          cut.add(batch.part(List.of(item)));
        } else {
          together.add(item);
        }
      }
      cut(together);
      return cut.size() == 1 ? List.of(batch) : List.copyOf(cut);
    }

    /** Cuts items into as many parts as their bytes need; a part that is still too large again. */
    private void cut(List<Item> items) {
      if (items.isEmpty()) {
        return;
      }
      Integer most = bytes;
      // Several items may be sent with all their fields after all, if the vendor has lost them.
      int size =
          most == null
              ? 0
              : size(items.size() == 1 ? items : items.stream().map(Item::whole).toList());
      if (most == null || size <= most) {
        cut.add(batch.part(List.copyOf(items)));
      } else if (items.size() == 1) {
        refuse(items.getFirst(), "The request with this record", size, most, "a request");
        cut.add(batch.part(List.copyOf(items)));
      } else {
        int parts = Math.min(items.size(), Math.ceilDiv(size, most));
        for (int part = 0; part < parts; part++) {
          cut(items.subList(part * items.size() / parts, (part + 1) * items.size() / parts));
        }
      }
    }

    /** The bytes of the largest request with these items; 0 if the connector cannot render one. */
    private int size(List<Item> items) {
      Batch some = batch.of(items);
      return ConnectorCode.result(
              batch.target(),
              () -> largest(connector.protocol(place == null ? some : some.at(place)), items))
          .orElse(0);
    }

    private int largest(Protocol protocol, List<Item> items) {
      return requests(protocol, items)
          .mapToInt(request -> {
            byte[] body = request.body();
            return body == null ? 0 : body.length;
          })
          .max()
          .orElse(0);
    }

    private Stream<Egress.Request> requests(Protocol protocol, List<Item> items) {
      return switch (protocol) {
        case Protocol.DirectCalls direct -> direct.calls().stream().map(Call::request);
        case Protocol.FindThenWrite find -> {
          List<Item> sent =
              items.stream().filter(item -> !find.decided().containsKey(item.delivery())).toList();
          yield sent.isEmpty() ? Stream.empty() : requests(find, sent);
        }
        case Protocol.ResolveThenSend resolving ->
            ResolveThenSendRun.requests(resolving, items, LONG_ID).stream();
        case Protocol.Job job ->
            Stream.concat(Stream.of(job.submit()), job.parts().stream())
                .map(step -> step.of(SOME_JOB).request());
        case Protocol.Transaction transaction -> Stream.empty();
      };
    }

    /** It is not known yet which items the vendor has: each write may have all of them. */
    private Stream<Egress.Request> requests(Protocol.FindThenWrite find, List<Item> items) {
      List<Egress.Request> requests = new ArrayList<>();
      requests.add(find.search().of(items).request());
      for (Protocol.FindThenWrite.FurtherSearch further : find.further()) {
        List<Item> named =
            items.stream().filter(item -> item.furtherMatchValue(further.field()) != null).toList();
        if (!named.isEmpty()) {
          ConnectorCode.result(batch.target(), () -> further.search().of(named).request())
              .ifPresent(requests::add);
        }
      }
      if (batch.mode() != Mode.UPDATE_ONLY) {
        find.create().calls(items).forEach(call -> requests.add(call.request()));
      }
      if (batch.mode() != Mode.CREATE_ONLY) {
        List<Item> found = items.stream().map(Cutting::found).toList();
        // A connector may refuse an id that looks different from those of its vendor.
        ConnectorCode.result(batch.target(), () -> find.update().calls(found))
            .ifPresent(calls -> calls.forEach(call -> requests.add(call.request())));
      }
      return requests.stream();
    }

    /** The item with an id of the vendor. */
    private static Item found(Item item) {
      return item.vendorId() == null ? ItemBuilder.builder(item).vendorId(LONG_ID).build() : item;
    }
  }
}
