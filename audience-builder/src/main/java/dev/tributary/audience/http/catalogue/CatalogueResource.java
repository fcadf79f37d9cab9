package dev.tributary.audience.http.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.definition.SynonymSpec;
import dev.tributary.audience.dictionary.Dictionary;
import dev.tributary.audience.dictionary.DictionaryReading;
import dev.tributary.audience.dictionary.FieldTally;
import dev.tributary.audience.dictionary.NumberSummary;
import dev.tributary.audience.dictionary.Synonyms;
import dev.tributary.audience.dictionary.ValuePlace;
import dev.tributary.audience.dictionary.ValueReading;
import dev.tributary.audience.dictionary.ValueTally;
import dev.tributary.audience.http.WorkspaceTimes;
import dev.tributary.audience.http.catalogue.CatalogueAnswers.Events;
import dev.tributary.audience.http.catalogue.CatalogueAnswers.Numbers;
import dev.tributary.audience.http.catalogue.CatalogueAnswers.Properties;
import dev.tributary.audience.http.catalogue.CatalogueAnswers.Traits;
import dev.tributary.audience.http.catalogue.CatalogueAnswers.Value;
import dev.tributary.audience.http.catalogue.CatalogueAnswers.Values;
import dev.tributary.audience.postgres.catalogue.TraitNames;
import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.audience.rule.Rule.Call;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.definition.WorkspaceTypes;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.query.AnswerCache;
import dev.tributary.runtime.query.CallerDeadline;
import dev.tributary.runtime.query.ConcurrencyLimit;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.Visibility;
import dev.tributary.runtime.tenancy.VisibilityPolicy;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The names that rules can use: the traits and events that were received, and their values. */
@Path("/api/v1/workspaces/{workspace}/catalogue")
@RunOnVirtualThread
@Tag(name = "Catalogue")
public class CatalogueResource {
  /** The cache key of a question that depends only on its workspace. */
  private static final String NOTHING_MORE = "";

  private final WorkspaceTypes<DeclaredTypes> types;
  private final DefinitionStore<SynonymSpec> synonyms;
  private final Dictionary reads;
  private final TraitNames names;
  private final WorkspaceTimes times;
  private final Tenant tenant;
  private final VisibilityPolicy visibilityPolicy;
  private final ReadTrail trail;
  private final AnswerCache<Map<String, DeclaredType>, Traits> traits;
  private final AnswerCache<String, Events> events;
  private final AnswerCache<OfKind, Properties> properties;
  private final AnswerCache<OfPlace, CountedValues> values;

  public CatalogueResource(
      WorkspaceTypes<DeclaredTypes> types,
      DefinitionStore<SynonymSpec> synonyms,
      Dictionary reads,
      TraitNames names,
      WorkspaceTimes times,
      Tenant tenant,
      VisibilityPolicy visibilityPolicy,
      ReadTrail trail,
      Clock clock,
      TributaryConfig config,
      CallerDeadline deadline) {
    this.types = types;
    this.synonyms = synonyms;
    this.reads = reads;
    this.names = names;
    this.times = times;
    this.tenant = tenant;
    this.visibilityPolicy = visibilityPolicy;
    this.trail = trail;
    ConcurrencyLimit turn =
        new ConcurrencyLimit(
            "Others are reading the catalogue; try again", config.questionsAtOnce(), deadline);
    this.traits = new AnswerCache<>(clock, turn);
    this.events = new AnswerCache<>(clock, turn);
    this.properties = new AnswerCache<>(clock, turn);
    this.values = new AnswerCache<>(clock, turn);
  }

  private record OfKind(EventKind kind, Map<String, DeclaredType> declared) {}

  private record OfPlace(ValuePlace place, String search) {}

  private record CountedValues(Instant asOf, ValueReading values) {
    DictionaryReading<ValueTally.Counted> found() {
      return values.found();
    }
  }

  /**
   * @param trait a trait whose {@code unreadable} is counted as if it had the type {@code as};
   *     nothing is declared
   * @param as {@code text}, {@code number}, {@code boolean} or {@code date-time}; required with
   *     {@code trait}
   * @return the traits, with the number of people who have each trait
   */
  @GET
  @Path("/traits")
  @Operation(
      operationId = "listCatalogueTraits",
      summary = "The traits that people have, the most frequent first")
  public Traits traits(
      @QueryParam("trait") @Nullable String trait, @QueryParam("as") @Nullable String as) {
    WorkspaceId workspace = tenant.workspaceId();
    Map<String, DeclaredType> stored = types.of(workspace).traits();
    Map<String, DeclaredType> declared = supposed(stored, "trait", trait, as);
    return traits
        .answer(
            workspace,
            declared,
            () -> {
              Instant asOf = times.now();
              DictionaryReading<FieldTally.Field> found = reads.traits(workspace, declared);
              return Traits.of(
                  asOf, found, names.lastSeen(workspace, found.map(FieldTally.Field::name)));
            })
        .declaredAs(stored)
        .with(synonyms())
        .as(visibilityPolicy.of(tenant));
  }

  /**
   * @return the kinds of events, with the number of people and of events of each kind
   */
  @GET
  @Path("/events")
  @Operation(
      operationId = "listCatalogueEvents",
      summary = "The kinds of events in the workspace, the most frequent first")
  public Events events() {
    WorkspaceId workspace = tenant.workspaceId();
    return events
        .answer(
            workspace,
            NOTHING_MORE,
            () -> {
              Instant asOf = times.now();
              return Events.of(asOf, reads.events(workspace));
            })
        .with(synonyms());
  }

  /** Read for each answer, so that a new synonym is found at once. */
  private Synonyms synonyms() {
    return SynonymSpec.all(
        synonyms.readable(tenant.workspaceId()).stream().map(StoredDefinition::spec).toList());
  }

  /**
   * @param call the call of the events: {@code track}, {@code page}, {@code screen}, {@code group}
   *     or {@code alias}; required
   * @param event the name of the event, at most 1,000 characters; all events of the call if absent
   * @param property a property whose {@code unreadable} is counted as if it had the type {@code
   *     as}; nothing is declared
   * @param as {@code text}, {@code number}, {@code boolean} or {@code date-time}; required with
   *     {@code property}
   * @return the properties, with the number of events that have each property
   */
  @GET
  @Path("/events/properties")
  @Operation(
      operationId = "listCatalogueProperties",
      summary = "The properties of an event, the most frequent first",
      description = "If `event` is absent, the properties of all events of the call.")
  public Properties properties(
      @QueryParam("call") @Nullable String call,
      @QueryParam("event") @Nullable String event,
      @QueryParam("property") @Nullable String property,
      @QueryParam("as") @Nullable String as) {
    WorkspaceId workspace = tenant.workspaceId();
    EventKind kind = kind(call, event);
    Map<String, DeclaredType> stored = types.of(workspace).of(kind);
    Map<String, DeclaredType> declared = supposed(stored, "property", property, as);
    return properties
        .answer(
            workspace,
            new OfKind(kind, declared),
            () -> {
              Instant asOf = times.now();
              return Properties.of(asOf, reads.properties(workspace, kind, declared));
            })
        .declaredAs(stored)
        .as(visibilityPolicy.of(tenant));
  }

  /**
   * The declared types, with one that a user may declare: the answer says before the declaration
   * how many values it makes unreadable.
   */
  private static Map<String, DeclaredType> supposed(
      Map<String, DeclaredType> declared,
      String parameter,
      @Nullable String name,
      @Nullable String as) {
    if (name == null && as == null) {
      return declared;
    }
    DeclaredType type =
        DeclaredType.named(as)
            .orElseThrow(
                () -> Problems.BAD_PARAMETER.problem("as is text, number, boolean or date-time"));
    if (name == null || name.isEmpty() || name.length() > ValuesRequest.LONGEST_NAME) {
      throw Problems.BAD_PARAMETER.problem(
          "%s must be a name of at most %d characters"
              .formatted(parameter, ValuesRequest.LONGEST_NAME));
    }
    Map<String, DeclaredType> supposed = new HashMap<>(declared);
    supposed.put(name, type);
    return Map.copyOf(supposed);
  }

  private static EventKind kind(@Nullable String call, @Nullable String event) {
    Call named = Call.named(call);
    if (named == null) {
      throw Problems.BAD_PARAMETER.problem(ValuesRequest.CALLS);
    }
    if (event != null
        && (event.length() > ValuesRequest.LONGEST_NAME || event.indexOf('\0') >= 0)) {
      throw Problems.BAD_PARAMETER.problem(
          "event must be a name of at most %d characters".formatted(ValuesRequest.LONGEST_NAME));
    }
    return new EventKind(named, event);
  }

  /**
   * @return the values, with the number of people or events that have each value
   */
  @POST
  @Path("/values")
  @Operation(
      operationId = "listCatalogueValues",
      summary = "The values of a trait or a property, as rules read them, the most frequent first",
      description =
          "The search is in the body of the request, because it may contain personal data. The"
              + " answer is masked and empty for a sensitive trait and, without the right"
              + " personal-data:read, for everything that is not classified as harmless.")
  public Values values(ValuesRequest request) {
    ValuePlace place = request.place(types.of(tenant.workspaceId()));
    String search = request.searched();
    int most = request.most();
    Visibility visibility = visibilityPolicy.of(tenant);
    if (!shown(place, visibility)) {
      return Values.masked(times.now());
    }
    CountedValues all = known(place, "");
    CountedValues known =
        all.found().cut().more() && !search.isEmpty() ? known(place, search) : all;
    Values answer = answer(place, known, search, most, numbers(all));
    if ((!answer.data().isEmpty() || answer.numbers() != null) && personal(place, visibility)) {
      trail.shownPart("listCatalogueValues", null, field(place));
    }
    return answer;
  }

  private static String field(ValuePlace place) {
    return switch (place) {
      case ValuePlace.OfTrait(var trait) -> trait.text();
      case ValuePlace.OfProperty(var _, var property) -> property.text();
    };
  }

  /** Whether the values are visible only because of the right to personal data. */
  private static boolean personal(ValuePlace place, Visibility visibility) {
    return switch (place) {
      case ValuePlace.OfTrait(var trait) -> visibility.everyTraitByRight(trait.names());
      case ValuePlace.OfProperty _ -> true;
    };
  }

  private static boolean shown(ValuePlace place, Visibility visibility) {
    return switch (place) {
      case ValuePlace.OfTrait(var trait) -> !visibility.hides(trait.names());
      case ValuePlace.OfProperty(var _, var property) ->
          !visibility.hidesProperty(property.names());
    };
  }

  private CountedValues known(ValuePlace place, String search) {
    WorkspaceId workspace = tenant.workspaceId();
    return values.answer(
        workspace,
        new OfPlace(place, search),
        () -> new CountedValues(times.now(), reads.values(workspace, place, search)));
  }

  private static @Nullable Numbers numbers(CountedValues all) {
    NumberSummary summary = all.values().numbers();
    return summary == null ? null : Numbers.of(summary, all.found().coverage());
  }

  private static Values answer(
      ValuePlace place, CountedValues known, String search, int most, @Nullable Numbers numbers) {
    DictionaryReading<ValueTally.Counted> found = known.found();
    List<Value> matching =
        found.cut().first().stream()
            .filter(counted -> counted.has(search))
            .map(counted -> value(place, counted.value(), found.coverage().scaled(counted.count())))
            .toList();
    return new Values(
        false,
        known.asOf(),
        found.coverage().estimated(),
        matching.stream().limit(most).toList(),
        found.cut().more() || matching.size() > most,
        numbers);
  }

  private static Value value(ValuePlace place, JsonNode value, long count) {
    return switch (place) {
      case ValuePlace.OfTrait _ -> new Value(value, count, null);
      case ValuePlace.OfProperty _ -> new Value(value, null, count);
    };
  }
}
