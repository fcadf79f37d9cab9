package dev.tributary.identity.profile;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.SubscriptionState;
import dev.tributary.identity.claim.Answer;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.claim.TraitValue;
import dev.tributary.identity.profile.Traits.AnchoredOrigin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A profile's document: JSON with arrays for repeated values; identifiers are referred to by their
 * place in the list. Written token by token, because every event writes one document.
 *
 * <p>Data that an instance of the previous version does not know come after the data that it reads:
 * the newest value of an origin comes first, those of other identifiers follow.
 */
public final class ProfileCodec {
  private static final Comparator<Map.Entry<AnchoredOrigin, TraitValue>> NEWEST_FIRST =
      Comparator.comparing(
          (Map.Entry<AnchoredOrigin, TraitValue> said) -> said.getValue().stamp(),
          Comparator.reverseOrder());
  private static final long MICROS = 1_000_000;
  private static final int TRAIT = 4;
  private static final int GROUP = 4;
  private static final String REPLACED = "Replaced";

  private ProfileCodec() {}

  public static byte[] write(Profile profile) {
    Map<Identifier, Integer> places = places(profile);
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
      traits(json, profile, places);
      firsts(json, profile, places);
      answers(json, "consent", profile.consent(), ConsentState::wireName);
      answers(json, "subscriptions", profile.subscriptions(), SubscriptionState::wireName);
      groups(json, profile, places);
      seen(json, profile, places);
      if (profile.merges() > 0) {
        json.writeNumberField("merges", profile.merges());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Map<Identifier, Integer> places(Profile profile) {
    Map<Identifier, Integer> places = new HashMap<>();
    profile.identifiers().forEach(identifier -> places.put(identifier, places.size()));
    return places;
  }

  private static void traits(JsonGenerator json, Profile profile, Map<Identifier, Integer> places)
      throws IOException {
    json.writeObjectFieldStart("traits");
    profile
        .traits()
        .forEach((trait, given) -> {
          try {
            json.writeObjectFieldStart(trait);
            for (var origin : newestFirst(given).entrySet()) {
              json.writeArrayFieldStart(origin.getKey().text());
              for (var said : origin.getValue()) {
                json.writeTree(said.getValue().value());
                stamp(json, said.getValue().stamp());
                json.writeNumber(place(places, said.getKey().anchor()));
              }
              json.writeEndArray();
            }
            json.writeEndObject();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    json.writeEndObject();
  }

  private static void firsts(JsonGenerator json, Profile profile, Map<Identifier, Integer> places)
      throws IOException {
    List<Map.Entry<String, Map<AnchoredOrigin, TraitValue>>> all = new ArrayList<>();
    profile.traits().forEachFirst((trait, given) -> all.add(Map.entry(trait, given)));
    if (all.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("firsts");
    for (var trait : all) {
      for (var said : trait.getValue().entrySet()) {
        json.writeStartArray();
        json.writeString(trait.getKey());
        json.writeString(said.getKey().origin().text());
        json.writeNumber(place(places, said.getKey().anchor()));
        json.writeTree(said.getValue().value());
        stamp(json, said.getValue().stamp());
        json.writeEndArray();
      }
    }
    json.writeEndArray();
  }

  private static Map<Origin, List<Map.Entry<AnchoredOrigin, TraitValue>>> newestFirst(
      Map<AnchoredOrigin, TraitValue> given) {
    Map<Origin, List<Map.Entry<AnchoredOrigin, TraitValue>>> origins = new LinkedHashMap<>();
    for (var entry : given.entrySet()) {
      origins.computeIfAbsent(entry.getKey().origin(), _ -> new ArrayList<>(1)).add(entry);
    }
    origins.values().forEach(said -> said.sort(NEWEST_FIRST));
    return origins;
  }

  private static int place(Map<Identifier, Integer> places, Identifier identifier) {
    return Objects.requireNonNull(places.get(identifier), "It is not the person's");
  }

  private static void groups(JsonGenerator json, Profile profile, Map<Identifier, Integer> places)
      throws IOException {
    if (profile.groups().isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("lastGroup");
    for (var entry :
        profile.groups().entrySet().stream()
            .sorted(
                Comparator.comparing(
                    (Map.Entry<Identifier, Profile.Group> each) -> each.getValue().stamp(),
                    Comparator.reverseOrder()))
            .toList()) {
      json.writeString(entry.getValue().groupId());
      stamp(json, entry.getValue().stamp());
      json.writeNumber(place(places, entry.getKey()));
    }
    json.writeEndArray();
  }

  private static void seen(JsonGenerator json, Profile profile, Map<Identifier, Integer> places)
      throws IOException {
    // A profile of a replay copy may have only decisions of users, until its visits are replayed.
    if (!profile.seen().isEmpty()) {
      json.writeNumberField("firstSeen", micros(profile.firstSeen()));
      json.writeNumberField("lastSeen", micros(profile.lastSeen()));
    }
    json.writeArrayFieldStart("seen");
    for (var entry : profile.seen().entrySet()) {
      json.writeStartArray();
      json.writeNumber(place(places, entry.getKey()));
      json.writeNumber(micros(entry.getValue().first()));
      json.writeNumber(micros(entry.getValue().last()));
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private static <S> void answers(
      JsonGenerator json, String field, Answers<S> answers, Function<S, String> wireName)
      throws IOException {
    json.writeObjectFieldStart(field);
    answers.forEach((name, given) -> answers(json, name, given, wireName));
    json.writeEndObject();
    boolean[] any = new boolean[1];
    answers.forEachReplaced((_, _) -> any[0] = true);
    if (any[0]) {
      json.writeObjectFieldStart(field + REPLACED);
      answers.forEachReplaced((name, given) -> answers(json, name, given, wireName));
      json.writeEndObject();
    }
  }

  private static <S> void answers(
      JsonGenerator json,
      String name,
      Map<AnswerKey, Answer<S>> given,
      Function<S, String> wireName) {
    try {
      json.writeArrayFieldStart(name);
      for (var entry : given.entrySet()) {
        // Tied answers are written one by one; the reader joins them again.
        for (Answer<S> answer : entry.getValue().each().toList()) {
          json.writeStartArray();
          json.writeString(entry.getKey().anchor().type());
          json.writeString(entry.getKey().anchor().value());
          json.writeString(wireName.apply(answer.state()));
          stamp(json, answer.stamp());
          json.writeString(answer.source());
          if (answer.by() != SourceKind.SERVER) {
            json.writeString(answer.by().wireName());
          }
          json.writeEndArray();
        }
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void stamp(JsonGenerator json, Stamp stamp) throws IOException {
    json.writeNumber(micros(stamp.time()));
    json.writeString(stamp.cause());
  }

  public static Profile read(WorkspaceId workspace, ProfileId id, long version, byte[] document) {
    JsonNode json = Json.read(document, JsonNode.class);
    Profile profile = new Profile(workspace, id, version);
    long firstSeen = json.path("firstSeen").longValue();
    List<Identifier> places = new ArrayList<>();
    for (JsonNode each : json.path("identifiers")) {
      Identifier identifier = new Identifier(each.get(0).textValue(), each.get(1).textValue());
      // A document of an earlier version has no times per identifier; the first time of the profile
      // is used.
      profile.since().put(identifier, time(each.path(2).asLong(firstSeen)));
      places.add(identifier);
    }
    json.path("traits")
        .properties()
        .forEach(trait ->
            trait
                .getValue()
                .properties()
                .forEach(origin ->
                    trait(
                        profile,
                        trait.getKey(),
                        Origin.of(origin.getKey()),
                        origin.getValue(),
                        places)));
    for (JsonNode each : json.path("firsts")) {
      AnchoredOrigin from =
          new AnchoredOrigin(
              Origin.of(each.get(1).textValue()), places.get(each.get(2).intValue()));
      profile
          .traits()
          .putFirst(each.get(0).textValue(), from, new TraitValue(each.get(3), stamp(each, 4)));
    }
    answers(json, "consent", profile.consent(), ConsentState::named);
    answers(json, "subscriptions", profile.subscriptions(), SubscriptionState::named);
    JsonNode groups = json.path("lastGroup");
    for (int i = 0; i < groups.size(); i += GROUP) {
      profile
          .groups()
          .put(
              anchor(profile, places, groups.path(i + 3)),
              new Profile.Group(groups.get(i).textValue(), stamp(groups, i + 1)));
    }
    for (JsonNode each : json.path("seen")) {
      profile
          .seen()
          .put(
              places.get(each.get(0).intValue()),
              new Profile.Seen(time(each.get(1).longValue()), time(each.get(2).longValue())));
    }
    if (profile.seen().isEmpty() && json.has("lastSeen")) {
      Instant last = time(json.path("lastSeen").longValue());
      profile.seen().put(profile.defaultAnchor(), new Profile.Seen(time(firstSeen), last));
    }
    profile.restore(json.path("merges").intValue());
    return profile;
  }

  private static void trait(
      Profile profile, String name, Origin origin, JsonNode said, List<Identifier> places) {
    for (int i = 0; i < said.size(); i += TRAIT) {
      AnchoredOrigin from = new AnchoredOrigin(origin, anchor(profile, places, said.path(i + 3)));
      profile.traits().put(name, from, new TraitValue(said.get(i), stamp(said, i + 1)));
    }
  }

  /** In a document of an earlier version, all values come from one identifier. */
  private static Identifier anchor(Profile profile, List<Identifier> places, JsonNode place) {
    return place.isMissingNode() ? profile.defaultAnchor() : places.get(place.intValue());
  }

  private static <S> void answers(
      JsonNode json, String field, Answers<S> answers, Function<String, S> named) {
    answers(json.path(field), answers::put, named);
    answers(json.path(field + REPLACED), answers::putReplaced, named);
  }

  private interface Put<S> {
    void put(String name, Identifier anchor, Answer<S> answer);
  }

  private static <S> void answers(JsonNode json, Put<S> put, Function<String, S> named) {
    json.properties()
        .forEach(name ->
            name.getValue()
                .forEach(each ->
                    put.put(
                        name.getKey(),
                        new Identifier(each.get(0).textValue(), each.get(1).textValue()),
                        new Answer<>(
                            named.apply(each.get(2).textValue()),
                            stamp(each, 3),
                            each.get(5).textValue(),
                            SourceKind.orServer(SourceKind.named(each.path(6).textValue()))))));
  }

  private static Stamp stamp(JsonNode array, int from) {
    return new Stamp(time(array.get(from).longValue()), array.get(from + 1).textValue());
  }

  private static long micros(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), MICROS), time.getNano() / 1_000);
  }

  private static Instant time(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000L);
  }
}
