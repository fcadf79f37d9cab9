package dev.tributary.identity.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.TraitValue;
import dev.tributary.identity.postgres.ProfileReads.Person;
import dev.tributary.identity.profile.TraitPolicy;
import dev.tributary.identity.profile.Traits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A trait with where it comes from.
 *
 * @param classification {@code harmless}, {@code personal}, {@code sensitive} or {@code
 *     unclassified}
 * @param policy by which one of several values wins
 * @param value the one that wins; null where every origin has withdrawn it
 * @param said everything that was said, newest first
 */
@Schema(name = "TraitOfProfile")
public record TraitView(
    String trait,
    String classification,
    String policy,
    @Nullable JsonNode value,
    @Nullable OriginView origin,
    List<Said> said) {

  /**
   * @param value null where the origin has withdrawn it
   * @param event the event or command that said it, or the run of the row
   */
  @Schema(name = "TraitStatement")
  public record Said(
      OriginView origin, @Nullable JsonNode value, Instant time, String event, boolean wins) {}

  /**
   * @param kind {@code source}, {@code row} or {@code manual}
   * @param source of an event
   * @param model of a row
   * @param row the row's primary key
   */
  @Schema(name = "Origin")
  public record OriginView(
      String kind, @Nullable String source, @Nullable String model, @Nullable JsonNode row) {
    static OriginView of(Origin origin, Masking masking) {
      return switch (origin) {
        case Origin.Source source -> new OriginView("source", source.source(), null, null);
        case Origin.Row row ->
            new OriginView("row", null, row.model(), masking.personal(row.key()));
        case Origin.Manual _ -> new OriginView("manual", null, null, null);
      };
    }
  }

  static List<TraitView> of(Person person, Masking masking) {
    Traits traits = person.profile().traits();
    Map<String, Traits.Winner> winners = traits.winners(person.policies());
    List<TraitView> views = new ArrayList<>();
    traits.forEachOrigin((trait, origins) ->
        views.add(view(trait, person.policies().of(trait), origins, winners.get(trait), masking)));
    return views;
  }

  private static TraitView view(
      String trait,
      TraitPolicy policy,
      Map<Origin, TraitValue> origins,
      Traits.@Nullable Winner winner,
      Masking masking) {
    List<Said> said = new ArrayList<>();
    origins.forEach((origin, value) ->
        said.add(
            new Said(
                OriginView.of(origin, masking),
                value.withdrawn() ? null : masking.trait(trait, value.value()),
                value.stamp().time(),
                value.stamp().cause(),
                winner != null && winner.origin().equals(origin))));
    said.sort(Comparator.comparing(Said::time).thenComparing(Said::event).reversed());
    return new TraitView(
        trait,
        masking.classification(trait),
        policy.kind().wireName(),
        winner == null ? null : masking.trait(trait, winner.value().value()),
        winner == null ? null : OriginView.of(winner.origin(), masking),
        said);
  }
}
