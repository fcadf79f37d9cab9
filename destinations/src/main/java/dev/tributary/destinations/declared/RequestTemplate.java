package dev.tributary.destinations.declared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.declared.answer.Answers;
import dev.tributary.destinations.declared.api.Host;
import dev.tributary.destinations.declared.template.Function;
import dev.tributary.destinations.declared.template.JsonTemplates;
import dev.tributary.destinations.declared.template.NamedText;
import dev.tributary.destinations.declared.template.Template;
import dev.tributary.destinations.declared.template.UnfitValue;
import dev.tributary.destinations.declared.template.UrlTemplate;
import dev.tributary.destinations.declared.template.Values;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A compiled request.
 *
 * @param each the content of an item in the body of a request for a batch; null if each item has a
 *     request of its own, or the request carries none
 * @param limits of an item
 */
record RequestTemplate(
    String method,
    Host host,
    UrlTemplate url,
    List<NamedText> headers,
    Body body,
    @Nullable Template each,
    ItemLimits limits) {

  /** The body of a request. */
  sealed interface Body {
    record None() implements Body {}

    /**
     * @param contentType the type of JSON that the vendor reads
     */
    record OfJson(String contentType, Template template) implements Body {
      static final String USUAL = "application/json";
    }

    /** {@code application/x-www-form-urlencoded}. */
    record OfForm(List<NamedText> fields) implements Body {}
  }

  /**
   * The calls that carry the items.
   *
   * @param decided gets the outcomes of items that cannot be in a request, by delivery
   */
  List<Call> calls(Batch batch, List<Item> items, Answers answers, Map<String, Outcome> decided) {
    return each == null
        ? perItem(batch, items, answers, decided)
        : together(batch, items, answers, decided, each);
  }

  private List<Call> perItem(
      Batch batch, List<Item> items, Answers answers, Map<String, Outcome> decided) {
    List<Call> calls = new ArrayList<>(items.size());
    Values values = Values.of(batch);
    for (Item item : items) {
      try {
        Request request = only(batch, values.of(item));
        calls.add(new Call(request, List.of(item), answers.reading(batch, List.of(item))));
      } catch (RuntimeException e) {
        decided.put(item.delivery(), refusal(e));
      }
    }
    return calls;
  }

  private List<Call> together(
      Batch batch,
      List<Item> items,
      Answers answers,
      Map<String, Outcome> decided,
      Template content) {
    Values values = Values.of(batch);
    Request written = written(batch, items, Values.of(batch));
    if (written != null) {
      return List.of(new Call(written, items, answers.reading(batch, items)));
    }
    ArrayNode contents = JsonNodeFactory.instance.arrayNode(items.size());
    List<Item> carried = new ArrayList<>(items.size());
    for (Item item : items) {
      try {
        contents.add(content(content, values.of(item)));
        carried.add(item);
      } catch (RuntimeException e) {
        decided.put(item.delivery(), refusal(e));
      }
    }
    return carried.isEmpty()
        ? List.of()
        : List.of(
            new Call(
                request(batch.target(), Values.of(batch).withEach(contents)),
                carried,
                answers.reading(batch, carried)));
  }

  /** A request that is written without a tree; null if an item cannot be in it, or none can be. */
  private @Nullable Request written(Batch batch, List<Item> items, Values values) {
    if (items.isEmpty()
        || limits.bytes() != null
        || !(body instanceof Body.OfJson(String _, Template whole) && whole.isStreamed())) {
      return null;
    }
    try {
      items.forEach(item -> limits.check(item, values.output().work()));
      return request(batch.target(), values.withItems(items));
    } catch (RuntimeException e) {
      // The caller renders each item alone, and finds those that cannot be in a request.
      return null;
    }
  }

  /**
   * A request for items that one request carries, such as a search.
   *
   * @throws UnfitValue if one of them cannot be in it
   */
  Request requestFor(Batch batch, List<Item> items) {
    Values values = Values.of(batch);
    if (each == null) {
      return only(batch, values.of(items.getFirst()));
    }
    ArrayNode contents = JsonNodeFactory.instance.arrayNode(items.size());
    for (Item item : items) {
      contents.add(content(each, values.of(item)));
    }
    return request(batch.target(), values.withEach(contents));
  }

  /**
   * The part of a request for a batch that is about an item; empty if the item cannot be in one.
   */
  Optional<JsonNode> part(Batch batch, Item item) {
    try {
      return Optional.of(content(Objects.requireNonNull(each), Values.of(batch).of(item)));
    } catch (RuntimeException e) {
      if (e instanceof UnfitValue unfit && unfit.isOfSettings()) {
        throw unfit;
      }
      return Optional.empty();
    }
  }

  /** A request for a batch with these parts. */
  Request requestOf(Batch batch, List<JsonNode> parts) {
    ArrayNode contents = JsonNodeFactory.instance.arrayNode(parts.size());
    contents.addAll(parts);
    return request(batch.target(), Values.of(batch).withEach(contents));
  }

  /** Why an item cannot be in a request; null if it can. */
  @Nullable Outcome refusal(Batch batch, Item item) {
    Values values = Values.of(batch).of(item);
    try {
      if (each == null) {
        only(batch, values);
      } else {
        content(each, values);
      }
      return null;
    } catch (RuntimeException e) {
      return refusal(e);
    }
  }

  private Request only(Batch batch, Values values) {
    limits.check(values.someItem(), values.output().work());
    Request request = request(batch.target(), values);
    limits.check(request.body());
    return request;
  }

  private JsonNode content(Template template, Values values) {
    limits.check(values.someItem(), values.output().work());
    JsonNode value = template.value(values);
    if (value == null) {
      return JsonNodeFactory.instance.nullNode();
    }
    if (limits.bytes() != null) {
      limits.check(JsonTemplates.bytes(value, values));
    }
    return value;
  }

  /** A failure of one item, also an unexpected one, does not keep back the others of its batch. */
  private static Outcome refusal(RuntimeException e) {
    if (!(e instanceof UnfitValue unfit)) {
      return new Outcome.Rejected(
          null, "A value cannot be in a request: " + e.getClass().getSimpleName());
    }
    if (unfit.isOfSettings()) {
      throw unfit;
    }
    return new Outcome.Rejected(unfit.field(), unfit.words());
  }

  Request request(Target target, Values values) {
    Map<String, String> all = new LinkedHashMap<>();
    byte[] content =
        switch (body) {
          case Body.None none -> null;
          case Body.OfJson(String contentType, Template template) -> {
            all.put("content-type", contentType);
            yield JsonTemplates.bytes(template, values);
          }
          case Body.OfForm(List<NamedText> fields) -> {
            all.put("content-type", "application/x-www-form-urlencoded");
            yield NamedText.encoded(fields, values).getBytes(StandardCharsets.UTF_8);
          }
        };
    all.put("user-agent", "Tributary");
    for (NamedText header : headers) {
      if (!header.text().isAbsent(values)) {
        all.put(header.name(), visible(header.text().text(values)));
      }
    }
    URI other = target.baseUrl();
    URI vendor = other == null ? host.address(values.settings()) : other;
    return new Request(method, target.at(vendor, url.pathAndQuery(values)), all, content);
  }

  /** Characters that a header cannot have are percent-encoded. */
  private static String visible(String text) {
    return text.chars().allMatch(each -> each >= ' ' && each <= '~')
        ? text
        : Function.urlEncoded(text);
  }
}
