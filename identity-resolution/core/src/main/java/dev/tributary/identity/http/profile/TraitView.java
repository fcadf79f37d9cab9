package dev.tributary.identity.http.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.definitions.http.Actor;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.TraitValue;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.profile.ProfileView.IdentifierView;
import dev.tributary.identity.profile.ProfileQueries.Person;
import dev.tributary.identity.profile.TraitPolicy;
import dev.tributary.identity.profile.Traits;
import dev.tributary.identity.profile.Traits.Statement;
import dev.tributary.runtime.openapi.ValueSchemas;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A trait with its origins.
 *
 * @param trait the name of the trait
 * @param classification {@code harmless}, {@code personal}, {@code sensitive} or {@code
 *     unclassified}
 * @param policy the policy that selects one of several values
 * @param value the value that wins; null where every origin has withdrawn it
 * @param origin the origin of the value that wins; null where there is no such value
 * @param said the value of each origin for each identifier, and its first value where that counts;
 *     newest first
 */
@Schema(name = "TraitOfProfile")
public record TraitView(
    String trait,
    String classification,
    String policy,
    @Nullable @Schema(ref = ValueSchemas.MASKABLE_VALUE) JsonNode value,
    @Nullable OriginView origin,
    List<StatementView> said) {
  private static final Comparator<Statement> NEWEST_FIRST =
      Comparator.comparing((Statement statement) -> statement.value().stamp()).reversed();

  /**
   * The value that one origin gave to a trait, for one identifier.
   *
   * @param origin where the value comes from
   * @param identifier the identifier by which the input named the person
   * @param value null where the origin has withdrawn it
   * @param time when the origin gave the value; of two values, the newer one wins under {@code
   *     latest}
   * @param event the event or command with this value, or the run of the row
   * @param wins whether it is the value of the trait; under {@code union}, whether it is contained
   *     in it
   */
  @Schema(name = "TraitStatement")
  public record StatementView(
      OriginView origin,
      IdentifierView identifier,
      @Nullable @Schema(ref = ValueSchemas.MASKABLE_VALUE) JsonNode value,
      Instant time,
      String event,
      boolean wins) {}

  /**
   * Where a value comes from: a source, a row of a model, or a correction by hand.
   *
   * @param kind {@code source}, {@code row} or {@code manual}
   * @param source of an event
   * @param model of a row
   * @param row the row's primary key
   * @param author the user or the API client who made a correction; null for a source and a row,
   *     and if the author was not recorded
   */
  @Schema(name = "Origin")
  public record OriginView(
      String kind,
      @Nullable String source,
      @Nullable String model,
      @Nullable @Schema(ref = ValueSchemas.MASKABLE_VALUE) JsonNode row,
      @Nullable Actor author) {
    static OriginView of(
        Origin origin, TraitValue value, Map<String, Actor> actors, Masking masking) {
      return switch (origin) {
        case Origin.Source source ->
            new OriginView("source", source.source().value(), null, null, null);
        case Origin.Row row ->
            new OriginView("row", null, row.model().value(), masking.personal(row.key()), null);
        case Origin.Manual _, Origin.CorrectedIdentifier _, Origin.WithdrawnCorrection _ ->
            new OriginView("manual", null, null, null, actors.get(value.stamp().cause()));
      };
    }
  }

  /** The ids of the commands with which users corrected or withdrew traits. */
  static Set<String> corrections(Person person) {
    return person.profile().traits().statements(person.policies()).values().stream()
        .flatMap(List::stream)
        .filter(statement -> statement.from().origin().byHand())
        .map(statement -> statement.value().stamp().cause())
        .collect(Collectors.toSet());
  }

  /**
   * @param actors who made the corrections, by the id of the command
   */
  static List<TraitView> of(Person person, Map<String, Actor> actors, Masking masking) {
    Traits traits = person.profile().traits();
    Map<String, Traits.Winner> winners = traits.winners(person.policies());
    List<TraitView> views = new ArrayList<>();
    traits
        .statements(person.policies())
        .forEach((trait, said) ->
            views.add(
                view(
                    trait,
                    person.policies().of(trait),
                    said,
                    winners.get(trait),
                    actors,
                    masking)));
    return views;
  }

  private static TraitView view(
      String trait,
      TraitPolicy policy,
      List<Statement> statements,
      Traits.@Nullable Winner winner,
      Map<String, Actor> actors,
      Masking masking) {
    return new TraitView(
        trait,
        masking.classification(trait),
        policy.kind().wireName(),
        winner == null ? null : masking.trait(trait, winner.value().value()),
        winner == null ? null : OriginView.of(winner.origin(), winner.value(), actors, masking),
        statements.stream()
            .sorted(NEWEST_FIRST)
            .map(statement -> said(trait, statement, actors, masking))
            .toList());
  }

  private static StatementView said(
      String trait, Statement statement, Map<String, Actor> actors, Masking masking) {
    TraitValue value = statement.value();
    return new StatementView(
        OriginView.of(statement.from().origin(), value, actors, masking),
        IdentifierView.of(statement.from().anchor(), masking),
        value.withdrawn() ? null : masking.trait(trait, value.value()),
        value.stamp().time(),
        value.stamp().cause(),
        statement.wins());
  }
}
