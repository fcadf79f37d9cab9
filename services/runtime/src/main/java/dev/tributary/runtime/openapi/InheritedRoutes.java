package dev.tributary.runtime.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

/**
 * Completes the operations of resources with {@link RoutesFor}. It runs after the filters that find
 * the method of an operation by its id, which several resources share until then.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = InheritedRoutes.AFTER_DESCRIPTIONS)
public final class InheritedRoutes implements OASFilter {
  static final int AFTER_DESCRIPTIONS = 0;

  /** By the path of the resource. */
  private final Map<String, Subject> subjects = new HashMap<>();

  private record Subject(RouteTexts texts, String reading, String changing) {}

  public InheritedRoutes(IndexView index) {
    for (AnnotationInstance annotation : index.getAnnotations(RoutesFor.class.getName())) {
      AnnotationInstance path =
          annotation.target().asClass().declaredAnnotation(Path.class.getName());
      subjects.put(
          path.value().asString(),
          new Subject(
              new RouteTexts(annotation.value().asString()),
              text(annotation.value("reading")),
              text(annotation.value("changing"))));
    }
  }

  private static String text(@Nullable AnnotationValue value) {
    return value == null ? "" : value.asString();
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    document
        .getPaths()
        .getPathItems()
        .forEach((route, item) ->
            subjects.forEach((path, subject) -> {
              if (route.equals(path) || route.startsWith(path + "/")) {
                item.getOperations()
                    .forEach((method, operation) -> complete(operation, method, subject));
              }
            }));
  }

  private static void complete(Operation operation, HttpMethod method, Subject subject) {
    RouteTexts texts = subject.texts();
    operation.setOperationId(texts.filled(operation.getOperationId()));
    operation.setSummary(texts.filled(operation.getSummary()));
    String more = method == HttpMethod.GET ? subject.reading() : subject.changing();
    String description =
        Stream.of(Objects.requireNonNullElse(operation.getDescription(), ""), more)
            .filter(text -> !text.isEmpty())
            .map(texts::filled)
            .collect(Collectors.joining(" "));
    operation.setDescription(description.isEmpty() ? null : description);
    operation
        .getResponses()
        .getAPIResponses()
        .values()
        .forEach(response -> response.setDescription(texts.filled(response.getDescription())));
    sort(operation, texts.subject());
  }

  /**
   * The parameter of the subject comes last from {@link Conventions}, because no method declares
   * it. It moves to the other ones of the path.
   */
  private static void sort(Operation operation, String subject) {
    List<Parameter> parameters = new ArrayList<>(operation.getParameters());
    if (parameters.stream().anyMatch(parameter -> subject.equals(parameter.getName()))) {
      parameters.sort(Comparator.comparing(InheritedRoutes::place));
      operation.setParameters(parameters);
    }
  }

  private static String place(Parameter parameter) {
    boolean early = parameter.getIn() == In.PATH && !parameter.getName().equals("workspace");
    return early ? parameter.getName() : "~";
  }
}
