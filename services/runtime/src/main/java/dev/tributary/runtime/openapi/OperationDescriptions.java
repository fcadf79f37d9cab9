package dev.tributary.runtime.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jspecify.annotations.Nullable;

/**
 * Describes parameters and answers of operations by the Javadoc of their methods, unless
 * annotations did. The id of an operation says which method it is.
 */
@OpenApiFilter(
    stages = OpenApiFilter.RunStage.BUILD,
    priority = OperationDescriptions.BEFORE_CONVENTIONS)
public final class OperationDescriptions implements OASFilter {
  static final int BEFORE_CONVENTIONS = 2;

  private static final String OPERATION =
      org.eclipse.microprofile.openapi.annotations.Operation.class.getName();

  /** What an answer has if nobody describes it. */
  private static final Set<String> REASON_PHRASES = Set.of("OK", "Created", "Accepted");

  private final Map<String, Method> methods = new HashMap<>();

  /**
   * @throws IllegalStateException if two methods have one operation's id
   */
  public OperationDescriptions(IndexView index) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    for (AnnotationInstance annotation : index.getAnnotations(OPERATION)) {
      if (annotation.target().kind() == AnnotationTarget.Kind.METHOD
          && annotation.value("operationId") != null) {
        String id = annotation.value("operationId").asString();
        Method method = load(annotation.target().asMethod(), id, loader);
        Method other = methods.put(id, method);
        if (other != null && !other.equals(method)) {
          throw new IllegalStateException(
              "Two methods have the operation id %s: %s and %s".formatted(id, other, method));
        }
      }
    }
  }

  private static Method load(MethodInfo info, String id, ClassLoader loader) {
    try {
      Class<?> type = Class.forName(info.declaringClass().name().toString(), false, loader);
      return Arrays.stream(type.getDeclaredMethods())
          .filter(method -> method.getName().equals(info.name()) && id.equals(idOf(method)))
          .findFirst()
          .orElseThrow();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("The build's index names a class that it lacks", e);
    }
  }

  private static @Nullable String idOf(Method method) {
    var operation =
        method.getAnnotation(org.eclipse.microprofile.openapi.annotations.Operation.class);
    return operation == null ? null : operation.operationId();
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    document.getPaths().getPathItems().values().stream()
        .flatMap(path -> path.getOperations().values().stream())
        .forEach(operation ->
            Optional.ofNullable(methods.get(String.valueOf(operation.getOperationId())))
                .ifPresent(method -> describe(operation, method)));
  }

  private static void describe(Operation operation, Method method) {
    for (java.lang.reflect.Parameter parameter : method.getParameters()) {
      nameOf(parameter)
          .flatMap(name -> undescribed(operation, name))
          .ifPresent(found ->
              StoredJavadoc.ofParameter(method, parameter.getName())
                  .ifPresent(found::setDescription));
    }
    StoredJavadoc.ofResult(method)
        .ifPresent(result ->
            operation.getResponses().getAPIResponses().values().stream()
                .filter(OperationDescriptions::isUndescribed)
                .forEach(response -> response.setDescription(result)));
  }

  private static Optional<org.eclipse.microprofile.openapi.models.parameters.Parameter> undescribed(
      Operation operation, String name) {
    return Optional.ofNullable(operation.getParameters()).orElse(List.of()).stream()
        .filter(parameter -> name.equals(parameter.getName()) && parameter.getDescription() == null)
        .findFirst();
  }

  private static boolean isUndescribed(APIResponse response) {
    return response.getDescription() == null || REASON_PHRASES.contains(response.getDescription());
  }

  private static Optional<String> nameOf(java.lang.reflect.Parameter parameter) {
    return Optional.ofNullable(parameter.getAnnotation(PathParam.class))
        .map(PathParam::value)
        .or(() ->
            Optional.ofNullable(parameter.getAnnotation(QueryParam.class)).map(QueryParam::value))
        .or(() ->
            Optional.ofNullable(parameter.getAnnotation(HeaderParam.class))
                .map(HeaderParam::value));
  }
}
