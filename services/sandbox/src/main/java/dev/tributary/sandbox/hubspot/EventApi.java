package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code /events/v3/send} and {@code /events/v3/send/batch}. An event that is refused refuses its
 * request.
 */
public final class EventApi {
  private static final int MAXIMUM = 500;
  private static final int PROPERTIES = 50;
  private static final int CHARACTERS = 256;
  private static final int CHARACTERS_OF_ADDRESS = 1_024;
  private static final Set<String> ADDRESSES = Set.of("hs_url", "hs_referrer");

  /** Each definition has HubSpot's own properties. */
  private static final String OWN = "hs_";

  private static final Pattern MILLISECONDS = Pattern.compile("\\d{1,15}");

  private record Body(
      @Nullable String eventName,
      @Nullable String email,
      @Nullable String objectId,
      @Nullable String utk,
      @Nullable String occurredAt,
      @Nullable Map<String, @Nullable String> properties,
      @Nullable String uuid) {}

  private record Batch(@Nullable List<Body> inputs) {}

  private final Account account;

  public EventApi(Account account) {
    this.account = account;
  }

  public Answer send(Call call) {
    return account.answer(() -> receive(List.of(Inputs.read(call, Body.class))));
  }

  public Answer sendBatch(Call call) {
    return account.answer(() -> {
      var inputs = Inputs.read(call, Batch.class).inputs();
      if (inputs == null || inputs.isEmpty() || inputs.stream().anyMatch(Objects::isNull)) {
        throw Refusal.validation("The field inputs must hold at least one input, and no null.");
      }
      if (inputs.size() > MAXIMUM) {
        throw Refusal.validation(
            "A batch has at most %d events, but %d were provided."
                .formatted(MAXIMUM, inputs.size()));
      }
      return receive(inputs);
    });
  }

  private Answer receive(List<Body> bodies) {
    var events = bodies.stream().map(this::checked).toList();
    events.forEach(account.events()::add);
    return Answer.empty(204);
  }

  private EventLog.Event checked(Body body) {
    var name = body.eventName();
    if (name == null) {
      throw Refusal.validation("eventName is required");
    }
    var defined =
        account
            .events()
            .properties(name)
            .orElseThrow(() ->
                Refusal.validation(
                    "Event with fully qualified name %s does not exist.".formatted(name)));
    var values = body.properties();
    if (values == null) {
      throw Refusal.validation("properties is required");
    }
    if (values.size() > PROPERTIES) {
      throw Refusal.validation("An event has at most %d properties.".formatted(PROPERTIES));
    }
    values.forEach((property, value) -> check(property, value, defined));
    if (body.email() == null && body.objectId() == null && body.utk() == null) {
      throw Refusal.validation("email, utk, or objectId is required");
    }
    var now = account.now();
    return new EventLog.Event(
        name,
        body.email(),
        body.objectId(),
        body.utk(),
        body.occurredAt() == null ? now.toString() : time(body.occurredAt()),
        Map.copyOf(values),
        body.uuid(),
        now);
  }

  private static void check(String property, @Nullable String value, Set<String> defined) {
    if (!property.startsWith(OWN) && !defined.contains(property)) {
      throw Refusal.validation(
          "Property %s does not exist".formatted(property),
          Map.of("invalidPropertyName", List.of(property)));
    }
    int most = ADDRESSES.contains(property) ? CHARACTERS_OF_ADDRESS : CHARACTERS;
    if (value == null || value.length() > most) {
      throw Refusal.validation(
          "The value of %s must be a text of at most %d characters".formatted(property, most));
    }
  }

  private static String time(String text) {
    if (MILLISECONDS.matcher(text).matches()) {
      return text;
    }
    try {
      return OffsetDateTime.parse(text).toInstant().toString();
    } catch (DateTimeException e) {
      throw Refusal.validation("occurredAt %s is no time".formatted(text));
    }
  }
}
