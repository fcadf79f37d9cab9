package dev.tributary.audience.http.catalogue;

import dev.tributary.audience.dictionary.Coverage;
import dev.tributary.audience.dictionary.Dictionary;
import dev.tributary.audience.dictionary.DictionaryReading;
import dev.tributary.audience.dictionary.FrequentPropertyValues;
import dev.tributary.audience.dictionary.FrequentValues;
import dev.tributary.audience.http.WorkspaceTimes;
import dev.tributary.audience.http.catalogue.CatalogueAnswers.EventProperties;
import dev.tributary.audience.http.catalogue.CatalogueAnswers.FoundPropertyValue;
import dev.tributary.audience.http.catalogue.CatalogueAnswers.FoundPropertyValues;
import dev.tributary.audience.http.catalogue.CatalogueAnswers.FoundValue;
import dev.tributary.audience.http.catalogue.CatalogueAnswers.FoundValues;
import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.definition.WorkspaceTypes;
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
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The results of a search by the rule editor, besides the names of traits and events. */
@Path("/api/v1/workspaces/{workspace}/catalogue")
@RunOnVirtualThread
@Tag(name = "Catalogue")
public class CatalogueSearchResource {
  private final WorkspaceTypes<DeclaredTypes> types;
  private final Dictionary reads;
  private final WorkspaceTimes times;
  private final Tenant tenant;
  private final VisibilityPolicy visibilityPolicy;
  private final ReadTrail trail;
  private final AnswerCache<DeclaredTypes, EventProperties> properties;
  private final AnswerCache<Map<String, DeclaredType>, Frequent> values;
  private final AnswerCache<InProperties, FrequentInProperties> propertyValues;

  public CatalogueSearchResource(
      WorkspaceTypes<DeclaredTypes> types,
      Dictionary reads,
      WorkspaceTimes times,
      Tenant tenant,
      VisibilityPolicy visibilityPolicy,
      ReadTrail trail,
      Clock clock,
      TributaryConfig config,
      CallerDeadline deadline) {
    this.types = types;
    this.reads = reads;
    this.times = times;
    this.tenant = tenant;
    this.visibilityPolicy = visibilityPolicy;
    this.trail = trail;
    ConcurrencyLimit turn =
        new ConcurrencyLimit(
            "Others are searching the catalogue; try again", config.questionsAtOnce(), deadline);
    this.properties = new AnswerCache<>(clock, turn);
    this.values = new AnswerCache<>(clock, turn);
    this.propertyValues = new AnswerCache<>(clock, turn);
  }

  private record Frequent(Instant asOf, DictionaryReading<FrequentValues.Counted> found) {}

  private record InProperties(DeclaredTypes declared, String search) {}

  private record FrequentInProperties(
      Instant asOf, DictionaryReading<FrequentPropertyValues.Counted> found) {}

  /**
   * @return the properties, with the number of events that have each property
   */
  @GET
  @Path("/properties")
  @Operation(
      operationId = "listCatalogueEventProperties",
      summary = "The properties of events of all kinds, the most frequent first",
      description =
          "If there are many people, the events of a sample of them are read, and a rare property"
              + " may be missing.")
  public EventProperties properties() {
    WorkspaceId workspace = tenant.workspaceId();
    DeclaredTypes declared = types.of(workspace);
    return properties
        .answer(
            workspace,
            declared,
            () -> {
              Instant asOf = times.now();
              return EventProperties.of(asOf, reads.allProperties(workspace, declared));
            })
        .as(visibilityPolicy.of(tenant));
  }

  /**
   * @return the values that the caller may see, each with its trait and the number of its people
   */
  @POST
  @Path("/values/search")
  @Operation(
      operationId = "searchCatalogueValues",
      summary = "Frequent values of all traits that contain a text, the most frequent first",
      description =
          "A value is found if at least 5 people have it. Values of sensitive traits are never"
              + " found. Without the right personal-data:read, only values of harmless traits are"
              + " found. If there are many people, a sample of them is read.")
  public FoundValues search(@Nullable ValueSearch body) {
    ValueSearch.Conditions conditions =
        Objects.requireNonNullElse(body, new ValueSearch(null, null, null)).conditions();
    WorkspaceId workspace = tenant.workspaceId();
    Map<String, DeclaredType> declared = types.of(workspace).traits();
    Frequent frequent =
        values.answer(
            workspace,
            declared,
            () -> new Frequent(times.now(), reads.frequentValues(workspace, declared)));
    Visibility visibility = visibilityPolicy.of(tenant);
    List<FrequentValues.Counted> found =
        frequent.found().cut().first().stream()
            .filter(conditions::fits)
            .filter(counted -> !visibility.hides(counted.names()))
            .limit(conditions.most())
            .toList();
    recordReads(found, visibility);
    return new FoundValues(
        frequent.asOf(),
        frequent.found().coverage().estimated(),
        found.stream()
            .map(counted ->
                new FoundValue(
                    counted.trait(),
                    counted.type(),
                    counted.value(),
                    frequent.found().coverage().scaled(counted.count())))
            .toList());
  }

  /** Values that are visible only because of the right to personal data are on record. */
  private void recordReads(List<FrequentValues.Counted> found, Visibility visibility) {
    found.stream()
        .filter(counted -> visibility.everyTraitByRight(counted.names()))
        .map(FrequentValues.Counted::trait)
        .collect(Collectors.toCollection(TreeSet::new))
        .forEach(trait -> trail.shownPart("searchCatalogueValues", null, trait));
  }

  /**
   * @return the values, each with its event, its property and the number of events; none if the
   *     caller may not see values of properties
   */
  @POST
  @Path("/properties/values/search")
  @Operation(
      operationId = "searchCataloguePropertyValues",
      summary = "Frequent values of all properties of events that contain a text",
      description =
          "A value is found if events of at least 5 people have it. Without the right"
              + " personal-data:read, no value is found. Values of properties with the name of a"
              + " sensitive trait are never found. Of each property of each kind of event, at most"
              + " 200 values are counted, so a rare value may be missing if very many values"
              + " contain the text. If there are many people, the events of a sample of them are"
              + " read.")
  public FoundPropertyValues searchProperties(@Nullable PropertyValueSearch body) {
    PropertyValueSearch.Conditions conditions =
        Objects.requireNonNullElse(body, new PropertyValueSearch(null, null)).conditions();
    Visibility visibility = visibilityPolicy.of(tenant);
    if (!visibility.personalData()) {
      return new FoundPropertyValues(times.now(), false, List.of());
    }
    FrequentInProperties all = inProperties("");
    FrequentInProperties known =
        all.found().cut().more() ? inProperties(conditions.contained()) : all;
    List<FrequentPropertyValues.Counted> found =
        known.found().cut().first().stream()
            .filter(conditions::fits)
            .filter(counted -> !visibility.hidesProperty(counted.names()))
            .limit(conditions.most())
            .toList();
    found.stream()
        .map(FrequentPropertyValues.Counted::property)
        .collect(Collectors.toCollection(TreeSet::new))
        .forEach(property -> trail.shownPart("searchCataloguePropertyValues", null, property));
    Coverage coverage = known.found().coverage();
    return new FoundPropertyValues(
        known.asOf(),
        coverage.estimated(),
        found.stream().map(counted -> FoundPropertyValue.of(counted, coverage)).toList());
  }

  private FrequentInProperties inProperties(String search) {
    WorkspaceId workspace = tenant.workspaceId();
    DeclaredTypes declared = types.of(workspace);
    return propertyValues.answer(
        workspace,
        new InProperties(declared, search),
        () ->
            new FrequentInProperties(
                times.now(), reads.frequentPropertyValues(workspace, declared, search)));
  }
}
