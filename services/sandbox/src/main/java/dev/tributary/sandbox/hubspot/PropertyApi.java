package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@code /crm/v3/properties/{type}}. */
public final class PropertyApi {
  record Option(String label, String value, int displayOrder, boolean hidden) {}

  private record Body(
      @Nullable String name,
      @Nullable String label,
      @Nullable String type,
      @Nullable String fieldType,
      @Nullable String groupName,
      @Nullable List<Option> options,
      boolean hasUniqueValue,
      @Nullable String dataSensitivity) {}

  record Modification(boolean archivable, boolean readOnlyDefinition, boolean readOnlyValue) {}

  @RecordBuilder
  record View(
      String name,
      String label,
      String type,
      String fieldType,
      String description,
      String groupName,
      List<Option> options,
      int displayOrder,
      boolean calculated,
      boolean externalOptions,
      boolean hasUniqueValue,
      boolean hidden,
      boolean hubspotDefined,
      boolean formField,
      boolean archived,
      Modification modificationMetadata) {}

  private record Views(List<View> results) {}

  private record Stage(
      String id,
      String label,
      int displayOrder,
      Map<String, String> metadata,
      Instant createdAt,
      Instant updatedAt,
      boolean archived) {}

  private record Pipeline(
      String id,
      String label,
      int displayOrder,
      List<Stage> stages,
      Instant createdAt,
      Instant updatedAt,
      boolean archived) {}

  private record Pipelines(List<Pipeline> results) {}

  private static final String OTHER_DATA = "non_sensitive";

  private final Account account;

  public PropertyApi(Account account) {
    this.account = account;
  }

  /** Properties with sensitive data are listed only if they are asked for. */
  public Answer list(Call call) {
    var asked = call.query("dataSensitivity").orElse(OTHER_DATA);
    return account.answer(() ->
        Answer.of(
            200,
            new Views(
                catalogue(call).all().stream()
                    .filter(property ->
                        Objects.requireNonNullElse(property.sensitivity(), OTHER_DATA)
                            .equals(asked))
                    .map(this::view)
                    .toList())));
  }

  public Answer get(Call call) {
    return account.answer(() ->
        catalogue(call)
            .find(call.parameter("name"))
            .map(property -> Answer.of(200, view(property)))
            .orElseThrow(() ->
                Refusal.notFound(
                    "Property \"%s\" does not exist".formatted(call.parameter("name")))));
  }

  /** {@code /crm/v3/pipelines/{type}}: one pipeline with the stages of its property. */
  public Answer pipelines(Call call) {
    return account.answer(() -> {
      var catalogue = catalogue(call);
      var deals = ObjectType.named(call.parameter("type")) == ObjectType.DEALS;
      var stages =
          options(catalogue, deals ? "dealstage" : "hs_pipeline_stage").stream()
              .map(id -> new Stage(id, id, 0, Map.of(), Instant.EPOCH, Instant.EPOCH, false))
              .toList();
      var id = options(catalogue, deals ? "pipeline" : "hs_pipeline").getFirst();
      return Answer.of(
          200,
          new Pipelines(
              List.of(new Pipeline(id, id, 0, stages, Instant.EPOCH, Instant.EPOCH, false))));
    });
  }

  private static List<String> options(PropertyCatalogue catalogue, String property) {
    return catalogue.find(property).map(Property::options).orElse(List.of());
  }

  public Answer create(Call call) {
    return account.answer(() -> {
      var body = Inputs.read(call, Body.class);
      var options = Objects.requireNonNullElse(body.options(), List.<Option>of());
      var property =
          PropertyBuilder.builder()
              .name(required(body.name(), "name"))
              .label(required(body.label(), "label"))
              .type(required(body.type(), "type"))
              .fieldType(required(body.fieldType(), "fieldType"))
              .groupName(required(body.groupName(), "groupName"))
              .options(options.stream().map(Option::value).toList())
              .hasUniqueValue(body.hasUniqueValue())
              .sensitivity(body.dataSensitivity())
              .hubspotDefined(false)
              .readOnly(false)
              .build();
      catalogue(call).create(property);
      return Answer.of(201, view(property));
    });
  }

  private PropertyCatalogue catalogue(Call call) {
    return account.store(ObjectType.named(call.parameter("type"))).catalogue();
  }

  private static String required(@Nullable String value, String field) {
    if (value == null || value.isBlank()) {
      throw Refusal.validation("The field %s is required.".formatted(field));
    }
    return value;
  }

  private View view(Property property) {
    var values = property.options();
    return PropertyApiViewBuilder.builder()
        .name(property.name())
        .label(property.label())
        .type(property.type())
        .fieldType(property.fieldType())
        .description("")
        .groupName(property.groupName())
        .options(
            IntStream.range(0, values.size())
                .mapToObj(i -> new Option(values.get(i), values.get(i), i, false))
                .toList())
        .displayOrder(-1)
        .calculated(false)
        .externalOptions(false)
        .hasUniqueValue(property.hasUniqueValue())
        .hidden(false)
        .hubspotDefined(property.hubspotDefined())
        .formField(!property.readOnly())
        .archived(false)
        .modificationMetadata(
            new Modification(
                !property.hubspotDefined(), property.hubspotDefined(), property.readOnly()))
        .build();
  }
}
