package dev.tributary.sandbox.googleads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.job.ItemResult;
import dev.tributary.sandbox.kit.record.EventLog;
import dev.tributary.sandbox.kit.record.Members;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The effects of members and events, after a request was taken. */
final class Ingestion {
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{43}=?");
  private static final int MAXIMUM_IDENTIFIERS = 10;
  private static final Duration OLDEST = Duration.ofDays(90);
  private static final String REASON = "PROCESSING_ERROR_REASON_";

  /**
   * One member or event for one destination.
   *
   * @param requestConsent the consent of the request, which that of the record replaces
   */
  record Item(JsonNode destination, JsonNode record, JsonNode requestConsent) {
    String place() {
      return destination.path("productDestinationId").asText();
    }
  }

  private final Parts parts;
  private final Members audiences;
  private final EventLog events;

  Ingestion(Parts parts, Members audiences) {
    this.parts = parts;
    this.audiences = audiences;
    events = parts.events("events");
  }

  /** Refuses a request with an identifier that is not a hash in its encoding. */
  static void require(String place, JsonNode userData, String encoding) {
    var identifiers = userData.path("userIdentifiers");
    if (identifiers.size() > MAXIMUM_IDENTIFIERS) {
      throw GoogleAdsWords.invalid(place + ".userIdentifiers", "TOO_MANY_USER_IDENTIFIERS");
    }
    if (!identifiers.isEmpty() && encoding.isEmpty()) {
      throw GoogleAdsWords.invalid("encoding", "REQUIRED_FIELD_MISSING");
    }
    var rule = encoding.equals("BASE64") ? BASE64 : HEX;
    for (int i = 0; i < identifiers.size(); i++) {
      for (var hash : hashes(identifiers.path(i))) {
        if (!rule.matcher(hash).matches()) {
          throw GoogleAdsWords.invalid(
              "%s.userIdentifiers[%d]".formatted(place, i),
              "INVALID_%s_ENCODING".formatted(encoding));
        }
      }
    }
  }

  private static List<String> hashes(JsonNode identifier) {
    var hashes = new ArrayList<String>();
    for (var field : List.of("emailAddress", "phoneNumber")) {
      if (identifier.has(field)) {
        hashes.add(identifier.path(field).asText());
      }
    }
    for (var field : List.of("givenName", "familyName")) {
      if (identifier.path("address").has(field)) {
        hashes.add(identifier.path("address").path(field).asText());
      }
    }
    return hashes;
  }

  ItemResult perform(String kind, Item item) {
    var consent =
        item.record().path("consent").has("adUserData")
            ? item.record().path("consent")
            : item.requestConsent();
    if (consent.path("adUserData").asText().equals("CONSENT_DENIED")) {
      return refused("DENIED_CONSENT");
    }
    return switch (kind) {
      case "ingest" -> add(item);
      case "remove" -> remove(item);
      default -> take(item);
    };
  }

  private ItemResult add(Item item) {
    item.record()
        .path("userData")
        .path("userIdentifiers")
        .forEach(each -> audiences.add(item.place(), identifier(each)));
    return new ItemResult.Done(item.place(), true);
  }

  private ItemResult remove(Item item) {
    item.record()
        .path("userData")
        .path("userIdentifiers")
        .forEach(each -> audiences.remove(item.place(), identifier(each)));
    return new ItemResult.Done(item.place(), false);
  }

  private static String identifier(JsonNode identifier) {
    return identifier.toString().toLowerCase(Locale.ROOT);
  }

  private ItemResult take(Item item) {
    var event = (ObjectNode) item.record();
    try {
      var at = Instant.parse(event.path("eventTimestamp").asText());
      if (at.isBefore(parts.now().minus(OLDEST))) {
        return refused("EVENT_TOO_OLD");
      }
    } catch (DateTimeException e) {
      return refused("INVALID_FORMAT");
    }
    var transaction = event.path("transactionId").asText("");
    if (transaction.isEmpty()) {
      events.append(event.toString(), event);
    } else if (!events.appendOnce(item.place() + "\n" + transaction, event)) {
      return refused("DUPLICATE_TRANSACTION_ID");
    }
    return new ItemResult.Done(item.place(), true);
  }

  private static ItemResult refused(String reason) {
    return new ItemResult.Refused(REASON + reason, reason, "");
  }
}
