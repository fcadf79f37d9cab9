package dev.tributary.identity.claim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.definition.ModelBody.Mapping;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.SubscriptionState;
import dev.tributary.contracts.row.RowChange;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a row of a people model as a claim. Each column has a time of its own. */
public final class RowClaims {
  private final RowChange change;
  private final Mapping mapping;
  private final IdentifierReader reader;
  private final Origin.Row origin;

  private RowClaims(RowChange change, Mapping mapping, IdentifierReader reader) {
    this.change = change;
    this.mapping = mapping;
    this.reader = reader;
    this.origin = new Origin.Row(change.model(), change.keyText());
  }

  /**
   * @param change added or changed
   */
  public static Claim of(RowChange change, Mapping mapping, IdentifierReader reader) {
    return new RowClaims(change, mapping, reader).claim();
  }

  private Claim claim() {
    Identifiers identifiers = identifiers();
    return ClaimBuilder.builder()
        .workspace(change.workspace())
        .origin(origin)
        .stamp(stamp(newestColumn()))
        .identifiers(identifiers.byPriority())
        .leftOut(identifiers.leftOut())
        .traits(traits())
        .consent(consent())
        .subscriptions(subscriptions())
        .group(null)
        .build();
  }

  private Identifiers identifiers() {
    Identifiers found = new Identifiers(reader);
    mapping
        .identifiers()
        .forEach(
            (column, type) -> value(column).ifPresent(value -> found.add(type, value.asText())));
    return found;
  }

  private Map<String, TraitValue> traits() {
    Map<String, TraitValue> traits = new LinkedHashMap<>();
    mapping
        .traits()
        .forEach((column, trait) ->
            value(column)
                .ifPresent(value -> traits.put(trait, new TraitValue(value, stamp(time(column))))));
    return traits;
  }

  private Map<String, Answer<ConsentState>> consent() {
    Map<String, Answer<ConsentState>> answers = new LinkedHashMap<>();
    mapping
        .consent()
        .forEach((column, purpose) ->
            value(column)
                .flatMap(value -> yesOrNo(value, "granted", "denied"))
                .map(yes -> yes ? ConsentState.GRANTED : ConsentState.DENIED)
                .ifPresent(state -> answers.put(purpose, answer(state, column))));
    return answers;
  }

  private Map<String, Answer<SubscriptionState>> subscriptions() {
    Map<String, Answer<SubscriptionState>> answers = new LinkedHashMap<>();
    mapping
        .subscriptions()
        .forEach((column, channel) ->
            value(column)
                .flatMap(value -> yesOrNo(value, "subscribed", "unsubscribed"))
                .map(yes -> yes ? SubscriptionState.SUBSCRIBED : SubscriptionState.UNSUBSCRIBED)
                .ifPresent(state -> answers.put(channel, answer(state, column))));
    return answers;
  }

  private <S> Answer<S> answer(S state, String column) {
    return new Answer<>(state, stamp(time(column)), origin.text());
  }

  private static Optional<Boolean> yesOrNo(JsonNode value, String yes, String no) {
    if (value.isBoolean()) {
      return Optional.of(value.booleanValue());
    }
    String word = value.asText().toLowerCase(Locale.ROOT);
    if (word.equals(yes)) {
      return Optional.of(true);
    }
    return word.equals(no) ? Optional.of(false) : Optional.empty();
  }

  private Optional<JsonNode> value(String column) {
    return Optional.ofNullable(change.row().get(column)).filter(value -> !value.isNull());
  }

  private Instant time(String column) {
    return change.columnTimes().getOrDefault(column, change.runStartedAt());
  }

  private Instant newestColumn() {
    return change.columnTimes().values().stream()
        .max(Instant::compareTo)
        .orElse(change.runStartedAt());
  }

  private Stamp stamp(Instant time) {
    return new Stamp(time, change.run().value());
  }
}
