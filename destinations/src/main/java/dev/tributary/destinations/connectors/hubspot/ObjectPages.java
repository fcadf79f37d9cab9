package dev.tributary.destinations.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Listing;
import dev.tributary.destinations.connector.Listing.Listed;
import dev.tributary.destinations.connector.Listing.Page;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.web.PercentEncoding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists the records of an object, in the order of their ids, without archived ones. */
final class ObjectPages {
  private static final int MOST = 100;
  private static final Set<String> LOWER_CASE = Set.of("email", "domain");

  /** The match values of records that were merged into this one, by the object. */
  private static final Map<String, String> ALSO_NAMED =
      Map.of("contacts", "hs_additional_emails", "companies", "hs_additional_domains");

  private static final String MERGED = "hs_merged_object_ids";

  private ObjectPages() {}

  static Listing page(Listing.Scope scope) {
    String properties =
        Stream.of(
                Stream.of(scope.matchField()),
                scope.fields().stream(),
                Optional.ofNullable(ALSO_NAMED.get(scope.object())).stream(),
                Stream.of(MERGED))
            .flatMap(each -> each)
            .distinct()
            .map(PercentEncoding::of)
            .collect(Collectors.joining("%2C"));
    String after = scope.cursor() == null ? "" : "&after=" + PercentEncoding.of(scope.cursor());
    String path =
        "/crm/v3/objects/%s?limit=%d&archived=false&properties=%s%s"
            .formatted(scope.object(), MOST, properties, after);
    return new Listing.OfRequest(
        HubSpotApi.get(scope.target(), path), (answer, now) -> read(scope, answer, now));
  }

  private static Page read(Listing.Scope scope, Answer answer, Instant now) {
    if (!answer.successful()) {
      return new Page.Failed(failure(scope, answer, now));
    }
    JsonNode body = HubSpotApi.json(answer);
    JsonNode results = body.path("results");
    if (!results.isArray()) {
      return new Page.Failed(
          new Outcome.Transient("HubSpot's list of records cannot be read", null));
    }
    List<Listed> records = new ArrayList<>();
    for (JsonNode result : results) {
      String id = result.path("id").asText("");
      JsonNode properties = result.path("properties");
      if (id.isEmpty() || !properties.isObject()) {
        return new Page.Failed(
            new Outcome.Transient("HubSpot's list has a record that cannot be read", null));
      }
      String also = ALSO_NAMED.get(scope.object());
      records.add(
          new Listed(
              matchValue(scope, properties),
              id,
              fields(scope, properties),
              also == null ? List.of() : parts(properties.path(also), true),
              parts(properties.path(MERGED), false)));
    }
    String next = body.path("paging").path("next").path("after").asText("");
    return new Page.Records(records, next.isEmpty() ? null : next);
  }

  private static Outcome failure(Listing.Scope scope, Answer answer, Instant now) {
    Outcome failure = HubSpotApi.failure(answer, now);
    if (answer.status() == 414) {
      return new Outcome.Misconfigured(
          "The sync has so many fields that HubSpot refuses the address of the list. Its records"
              + " cannot be compared");
    }
    if (answer.status() != 403) {
      return failure;
    }
    String scopeOfToken = "crm.objects.%s.read".formatted(scope.object());
    return new Outcome.Misconfigured(
        "The list needs an access token with the scope %s. HubSpot's answer: %s"
            .formatted(scopeOfToken, failure.words()));
  }

  /** HubSpot stores addresses and domains in lower case. */
  private static @Nullable String matchValue(Listing.Scope scope, JsonNode properties) {
    String value = properties.path(scope.matchField()).asText("").strip();
    if (value.isEmpty()) {
      return null;
    }
    return LOWER_CASE.contains(scope.matchField()) ? value.toLowerCase(Locale.ROOT) : value;
  }

  /** HubSpot separates the values by semicolons. */
  private static List<String> parts(JsonNode value, boolean lowerCase) {
    return Stream.of(value.asText("").split(";"))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .map(each -> lowerCase ? each.toLowerCase(Locale.ROOT) : each)
        .toList();
  }

  /** HubSpot leaves out a property that the account does not have, and has null for no value. */
  private static ObjectNode fields(Listing.Scope scope, JsonNode properties) {
    ObjectNode fields = Json.MAPPER.createObjectNode();
    for (String field : scope.fields()) {
      JsonNode value = properties.get(field);
      if (value == null || value.isNull() || value.asText("").isEmpty()) {
        fields.putNull(field);
      } else {
        fields.set(field, value);
      }
    }
    return fields;
  }
}
