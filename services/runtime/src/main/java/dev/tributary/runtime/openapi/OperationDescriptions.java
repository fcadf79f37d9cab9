package dev.tributary.runtime.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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
    for (Parameter parameter : method.getParameters()) {
      if (parameter.isAnnotationPresent(BeanParam.class)) {
        for (Field field : parameter.getType().getDeclaredFields()) {
          describe(operation, field, () -> StoredJavadoc.ofField(field));
        }
      } else {
        describe(
            operation, parameter, () -> StoredJavadoc.ofParameter(method, parameter.getName()));
      }
    }
    StoredJavadoc.ofResult(method)
        .ifPresent(result ->
            operation.getResponses().getAPIResponses().values().stream()
                .filter(OperationDescriptions::isUndescribed)
                .forEach(response -> response.setDescription(result)));
  }

  private static void describe(
      Operation operation, AnnotatedElement read, Supplier<Optional<String>> description) {
    nameOf(read)
        .ifPresent(name ->
            Objects.requireNonNullElse(
                    operation.getParameters(),
                    List.<org.eclipse.microprofile.openapi.models.parameters.Parameter>of())
                .stream()
                .filter(found -> name.equals(found.getName()) && found.getDescription() == null)
                .forEach(found -> description.get().ifPresent(found::setDescription)));
  }

  private static boolean isUndescribed(APIResponse response) {
    return response.getDescription() == null || REASON_PHRASES.contains(response.getDescription());
  }

  /** The name that a parameter of a method or a field of a bean has in requests. */
  private static Optional<String> nameOf(AnnotatedElement read) {
    return Optional.ofNullable(read.getAnnotation(PathParam.class))
        .map(PathParam::value)
        .or(() -> Optional.ofNullable(read.getAnnotation(QueryParam.class)).map(QueryParam::value))
        .or(() ->
            Optional.ofNullable(read.getAnnotation(HeaderParam.class)).map(HeaderParam::value));
  }
}
