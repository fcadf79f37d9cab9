package dev.tributary.runtime.openapi;

import dev.tributary.runtime.page.Page;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Describes the parameters and the answers that mean the same on every route. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class Conventions implements OASFilter {
  private static final Map<String, String> DESCRIPTIONS =
      Map.of(
          "workspace", "The workspace's id or key",
          "limit", "The maximum number of items",
          "cursor", "The `nextCursor` of the previous page; absent for the first page",
          "If-Match",
              "The ETag of an earlier answer: the request fails if the object changed since",
          "If-None-Match",
              "The ETag of an earlier answer; the answer is 304 if the object has not changed since",
          "Idempotency-Key", "Makes retries safe: requests with the same key are processed once");

  /** Places in paths. A definition is found by its id or by its key. */
  private static final Map<String, String> PLACES =
      Map.ofEntries(
          Map.entry("audience", "The audience's id or key"),
          Map.entry("connector", "The connector's id in its manifest"),
          Map.entry("destination", "The destination's id or key"),
          Map.entry("model", "The model's id or key"),
          Map.entry("source", "The source's id or key"),
          Map.entry("sync", "The sync's id or key"),
          Map.entry("warehouse", "The warehouse's id or key"),
          Map.entry("profile", "The profile's id"),
          Map.entry("rule", "The alert rule's id"),
          Map.entry("run", "The run's id"));

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z]+)}");

  /**
   * Declares a parameter of the path that no method reads, because the tenancy's filter reads it.
   */
  @Override
  public void filterOpenAPI(OpenAPI document) {
    document
        .getPaths()
        .getPathItems()
        .forEach((path, item) -> {
          for (MatchResult found : PLACEHOLDER.matcher(path).results().toList()) {
            item.getOperations().values().forEach(operation -> declare(operation, found.group(1)));
          }
        });
  }

  private void declare(Operation operation, String name) {
    boolean declared =
        operation.getParameters() != null
            && operation.getParameters().stream()
                .anyMatch(known -> known.getIn() == In.PATH && name.equals(known.getName()));
    if (!declared) {
      Schema text = OASFactory.createSchema().addType(SchemaType.STRING);
      Parameter parameter =
          OASFactory.createParameter().name(name).in(In.PATH).required(true).schema(text);
      operation.addParameter(filterParameter(parameter));
    }
  }

  @Override
  public APIResponse filterAPIResponse(APIResponse response) {
    if ("No Content".equals(response.getDescription())) {
      response.setDescription("The request has succeeded; the answer has no body");
    }
    return response;
  }

  @Override
  public Parameter filterParameter(Parameter parameter) {
    String name = String.valueOf(parameter.getName());
    String description =
        parameter.getIn() == In.PATH && PLACES.containsKey(name)
            ? PLACES.get(name)
            : DESCRIPTIONS.get(name);
    if (description != null && parameter.getDescription() == null) {
      parameter.setDescription(description);
    }
    Schema schema = parameter.getSchema();
    if ("limit".equals(parameter.getName()) && schema != null) {
      schema.setMinimum(BigDecimal.ONE);
      schema.setMaximum(BigDecimal.valueOf(Page.MAX_LIMIT));
      schema.setDefaultValue(Page.DEFAULT_LIMIT);
    }
    return parameter;
  }
}
