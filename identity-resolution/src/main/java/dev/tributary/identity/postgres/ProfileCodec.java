package dev.tributary.identity.postgres;

import static dev.tributary.runtime.postgres.Columns.micros;
import static dev.tributary.runtime.postgres.Columns.time;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.SubscriptionState;
import dev.tributary.identity.claim.Answer;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.claim.TraitValue;
import dev.tributary.identity.profile.Answers;
import dev.tributary.identity.profile.Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

/**
 * A profile's document: JSON with arrays for what repeats. Written token by token, because every
 * event writes one.
 */
public final class ProfileCodec {
  private ProfileCodec() {}

  public static byte[] write(Profile profile) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
    try (JsonGenerator json = Json.MAPPER.getFactory().createGenerator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("identifiers");
      for (var entry : profile.since().entrySet()) {
        json.writeStartArray();
        json.writeString(entry.getKey().type());
        json.writeString(entry.getKey().value());
        json.writeNumber(micros(entry.getValue()));
        json.writeEndArray();
      }
      json.writeEndArray();
      traits(json, profile);
      answers(json, "consent", profile.consent(), ConsentState::wireName);
      answers(json, "subscriptions", profile.subscriptions(), SubscriptionState::wireName);
      Profile.Group group = profile.lastGroup();
      if (group != null) {
        json.writeArrayFieldStart("lastGroup");
        json.writeString(group.groupId());
        stamp(json, group.stamp());
        json.writeEndArray();
      }
      json.writeNumberField("firstSeen", micros(profile.firstSeen()));
      json.writeNumberField("lastSeen", micros(profile.lastSeen()));
      if (profile.merges() > 0) {
        json.writeNumberField("merges", profile.merges());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void traits(JsonGenerator json, Profile profile) throws IOException {
    json.writeObjectFieldStart("traits");
    profile
        .traits()
        .forEach((trait, origins) -> {
          try {
            json.writeObjectFieldStart(trait);
            for (var entry : origins.entrySet()) {
              json.writeArrayFieldStart(entry.getKey().text());
              json.writeTree(entry.getValue().value());
              stamp(json, entry.getValue().stamp());
              json.writeEndArray();
            }
            json.writeEndObject();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    json.writeEndObject();
  }

  private static <S> void answers(
      JsonGenerator json, String field, Answers<S> answers, Function<S, String> wireName)
      throws IOException {
    json.writeObjectFieldStart(field);
    answers.forEach((name, anchors) -> {
      try {
        json.writeArrayFieldStart(name);
        for (var entry : anchors.entrySet()) {
          json.writeStartArray();
          json.writeString(entry.getKey().type());
          json.writeString(entry.getKey().value());
          json.writeString(wireName.apply(entry.getValue().state()));
          stamp(json, entry.getValue().stamp());
          json.writeString(entry.getValue().source());
          json.writeEndArray();
        }
        json.writeEndArray();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    json.writeEndObject();
  }

  private static void stamp(JsonGenerator json, Stamp stamp) throws IOException {
    json.writeNumber(micros(stamp.time()));
    json.writeString(stamp.cause());
  }

  public static Profile read(String workspace, String id, long version, byte[] document) {
    JsonNode json = Json.read(document, JsonNode.class);
    Profile profile = new Profile(workspace, id, version);
    long firstSeen = json.path("firstSeen").longValue();
    // A document of an earlier version does not say since when; the person's own first time does.
    json.path("identifiers")
        .forEach(each ->
            profile
                .since()
                .put(
                    new Identifier(each.get(0).textValue(), each.get(1).textValue()),
                    time(each.path(2).asLong(firstSeen))));
    json.path("traits")
        .properties()
        .forEach(trait ->
            trait
                .getValue()
                .properties()
                .forEach(origin ->
                    profile
                        .traits()
                        .put(
                            trait.getKey(), Origin.of(origin.getKey()), value(origin.getValue()))));
    answers(json.path("consent"), profile.consent(), ConsentState::named);
    answers(json.path("subscriptions"), profile.subscriptions(), SubscriptionState::named);
    JsonNode group = json.path("lastGroup");
    profile.restore(
        group.isArray() ? new Profile.Group(group.get(0).textValue(), stamp(group, 1)) : null,
        time(firstSeen),
        time(json.path("lastSeen").longValue()),
        json.path("merges").intValue());
    return profile;
  }

  private static TraitValue value(JsonNode array) {
    return new TraitValue(array.get(0), stamp(array, 1));
  }

  private static <S> void answers(JsonNode json, Answers<S> answers, Function<String, S> named) {
    json.properties()
        .forEach(name ->
            name.getValue()
                .forEach(each ->
                    answers.put(
                        name.getKey(),
                        new Identifier(each.get(0).textValue(), each.get(1).textValue()),
                        new Answer<>(
                            named.apply(each.get(2).textValue()),
                            stamp(each, 3),
                            each.get(5).textValue()))));
  }

  private static Stamp stamp(JsonNode array, int from) {
    return new Stamp(time(array.get(from).longValue()), array.get(from + 1).textValue());
  }
}
