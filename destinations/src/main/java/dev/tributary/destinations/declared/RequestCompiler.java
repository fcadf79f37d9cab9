package dev.tributary.destinations.declared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.destinations.declared.RequestTemplate.Body;
import dev.tributary.destinations.declared.api.AuthCompiler;
import dev.tributary.destinations.declared.api.VendorApis;
import dev.tributary.destinations.declared.template.ExpressionCompiler;
import dev.tributary.destinations.declared.template.ExpressionNames;
import dev.tributary.destinations.declared.template.JsonTemplates;
import dev.tributary.destinations.declared.template.NamedText;
import dev.tributary.destinations.declared.template.Part;
import dev.tributary.destinations.declared.template.Scope;
import dev.tributary.destinations.declared.template.Scope.PartOfBatch;
import dev.tributary.destinations.declared.template.TextTemplate;
import dev.tributary.destinations.declared.template.UrlTemplate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compiles requests.
 *
 * @param apis null if they have a mistake
 * @param clock for limits of the age of values
 */
record RequestCompiler(@Nullable VendorApis apis, InstantSource clock) {
  private static final Map<String, String> METHODS =
      Stream.of("GET", "POST", "PUT", "PATCH", "DELETE")
          .collect(Collectors.toUnmodifiableMap(Function.identity(), Function.identity()));

  /** RFC 3986, 3.3, without percent-encoding. */
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@-]+");

  private static final Pattern HEADER = Pattern.compile("[a-z][a-z0-9-]*");

  /** A type of JSON, such as that of RFC 6839. */
  private static final Pattern CONTENT_TYPE = Pattern.compile("application/([a-z0-9.-]+\\+)?json");

  /** A compiled request of which nothing carries an item. */
  @Nullable RequestTemplate withoutItems(Part part, Scope scope, String... more) {
    return isRequest(part, more) ? compile(part, scope) : null;
  }

  /** A compiled request that carries items: the whole batch with {@code $each}, or one of them. */
  @Nullable RequestTemplate withItems(Part part, Scope scope, String... more) {
    if (!isRequest(
        part, Stream.concat(Stream.of("limits"), Stream.of(more)).toArray(String[]::new))) {
      return null;
    }
    boolean together = hasEach(part.node().path("body"));
    if (!together && !namesItem(part.node())) {
      part.fault(
          "carries no item; accepted is a request with \"$each\" in its body, or one with"
              + " ${item.…}");
    }
    return compile(part, together ? scope : scope.with(PartOfBatch.ITEM));
  }

  private static boolean isRequest(Part part, String... more) {
    return part.isMap(
        Stream.concat(
                Stream.of(
                    "method", "path", "query", "headers", "contentType", "body", "form", "answers"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private @Nullable RequestTemplate compile(Part part, Scope scope) {
    String method = part.at("method").choice(METHODS);
    UrlTemplate url = url(part, scope);
    List<NamedText> headers = named(part.at("headers"), scope);
    part.at("headers").entries().forEach(RequestCompiler::checkHeader);
    Part json = part.at("body");
    Part form = part.at("form");
    if (json.isPresent() && form.isPresent()) {
      form.fault("is there beside \"body\"; accepted is one of them");
    }
    JsonTemplates templates = new JsonTemplates(scope);
    Body body =
        json.isPresent()
            ? new Body.OfJson(contentType(part.at("contentType")), templates.compile(json))
            : form.isPresent() ? new Body.OfForm(named(form, scope)) : new Body.None();
    if (part.at("contentType").isPresent() && !json.isPresent()) {
      part.at("contentType").fault("is accepted beside \"body\" only");
    }
    if (method == null || apis == null) {
      return null;
    }
    String path = part.at("path").node().asText();
    String undecided = apis.undecided(path);
    if (undecided != null) {
      part.at("path")
          .fault(
              "can begin with %s, the paths of another API, as a value decides; accepted is a path"
                      .formatted(undecided)
                  + " that says by its beginning to which API it goes");
    }
    return url == null
        ? null
        : new RequestTemplate(
            method,
            apis.host(path),
            url,
            headers,
            body,
            templates.each(),
            LimitCompiler.compile(part.at("limits"), scope, clock));
  }

  private static String contentType(Part part) {
    if (!part.isPresent()) {
      return Body.OfJson.USUAL;
    }
    String type = part.node().asText("");
    if (!CONTENT_TYPE.matcher(type).matches()) {
      part.fault("is no type of JSON; accepted is, for example, application/vnd.api+json");
    }
    return type;
  }

  private static void checkHeader(String name, Part header) {
    if (!HEADER.matcher(name).matches()) {
      header.fault("\"%s\" is no name of a header in lower case".formatted(name));
    } else if (AuthCompiler.RESERVED.contains(name)) {
      header.fault(
          "\"%s\" cannot be declared; credentials are declared in \"auth\", and the engine sets the"
                  .formatted(name)
              + " others");
    }
  }

  private static @Nullable UrlTemplate url(Part request, Scope scope) {
    List<NamedText> query = named(request.at("query"), scope);
    Part part = request.at("path");
    String path = part.text("a path, such as /v1/people/${item.matchValue}");
    if (path == null) {
      return null;
    }
    if (!path.startsWith("/") || path.startsWith("//")) {
      part.fault(
          "must begin with one slash; a path cannot name a host: \"host\" names all hosts of a"
              + " connector");
      return null;
    }
    boolean slash = path.endsWith("/");
    String inner = path.substring(1, Math.max(1, slash ? path.length() - 1 : path.length()));
    ExpressionCompiler expressions = new ExpressionCompiler(scope);
    List<UrlTemplate.Segment> segments = new ArrayList<>();
    for (String segment : inner.isEmpty() ? new String[0] : inner.split("/", -1)) {
      TextTemplate text =
          expressions.text(new Part(TextNode.valueOf(segment), part.pointer(), part.faults()));
      if (UrlTemplate.leavesFolder(segment)) {
        part.fault("has a part that is one or two dots; accepted is the path that it leads to");
      } else if (text != null && text.constants().allMatch(SEGMENT.asMatchPredicate())) {
        segments.add(new UrlTemplate.Segment(text, namesItem(TextNode.valueOf(segment))));
      } else {
        part.fault(
            "has a part that is empty or is no part of a path; parameters are declared in"
                + " \"query\"");
      }
    }
    return new UrlTemplate(segments, slash ? "/" : "", query);
  }

  private static List<NamedText> named(Part part, Scope scope) {
    List<NamedText> all = new ArrayList<>();
    if (part.isPresent() && !part.node().isObject()) {
      part.fault("is not accepted; accepted is a map of names and texts");
    }
    part.entries()
        .forEach((name, value) -> {
          TextTemplate text = new ExpressionCompiler(scope).text(value);
          if (text != null) {
            all.add(new NamedText(name, text));
          }
        });
    return all;
  }

  private static boolean hasEach(JsonNode node) {
    if (node.has(JsonTemplates.EACH)) {
      return true;
    }
    for (JsonNode child : node) {
      if (hasEach(child)) {
        return true;
      }
    }
    return false;
  }

  private static boolean namesItem(JsonNode request) {
    return names(request).stream()
        .anyMatch(name -> name.startsWith("item.") || name.startsWith("field."));
  }

  /** The request of a list in pages names the page. */
  void requirePage(Part request) {
    if (!names(request.node()).contains("page.cursor")) {
      request.fault("names no page; accepted is a request with ${page.cursor}");
    }
  }

  /** The names that a request uses, without the meaning of its answers. */
  static Set<String> names(JsonNode request) {
    return ExpressionNames.of(sent(request));
  }

  /** The names without whose values an item is refused before its request is sent. */
  static Set<String> required(JsonNode request) {
    return ExpressionNames.required(sent(request));
  }

  private static JsonNode sent(JsonNode request) {
    JsonNode sent = request;
    if (request instanceof ObjectNode map) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      map.properties().stream()
          .filter(part -> !part.getKey().equals("answers"))
          .forEach(part -> copy.set(part.getKey(), part.getValue()));
      sent = copy;
    }
    return sent;
  }
}
