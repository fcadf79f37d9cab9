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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.IndexView;

/**
 * Describes parameters, bodies and answers of operations by the Javadoc of their methods, unless
 * annotations did. The id of an operation says which method it is.
 */
@OpenApiFilter(
    stages = OpenApiFilter.RunStage.BUILD,
    priority = OperationDescriptions.BEFORE_CONVENTIONS)
public final class OperationDescriptions implements OASFilter {
  static final int BEFORE_CONVENTIONS = 2;

  /** The reason phrases, which are the descriptions of answers that nobody describes. */
  private static final Set<String> REASON_PHRASES = Set.of("OK", "Created", "Accepted");

  private final OperationMethods methods;

  /**
   * @throws IllegalStateException if two methods have one operation's id
   */
  public OperationDescriptions(IndexView index) {
    this.methods = new OperationMethods(index);
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    document.getPaths().getPathItems().values().stream()
        .flatMap(path -> path.getOperations().values().stream())
        .forEach(
            operation -> methods.of(operation).ifPresent(method -> describe(operation, method)));
  }

  private static void describe(Operation operation, Method method) {
    for (Parameter parameter : method.getParameters()) {
      if (parameter.isAnnotationPresent(BeanParam.class)) {
        for (Field field : parameter.getType().getDeclaredFields()) {
          describe(operation, field, () -> StoredJavadoc.ofField(field));
        }
      } else if (isBody(parameter)) {
        describeBody(operation, StoredJavadoc.ofParameter(method, parameter.getName()));
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

  /** A method reads the body of the request by its only parameter that JAX-RS does not annotate. */
  private static boolean isBody(Parameter parameter) {
    return Arrays.stream(parameter.getAnnotations())
        .map(annotation -> annotation.annotationType().getPackageName())
        .noneMatch(name -> name.startsWith("jakarta.ws.rs"));
  }

  private static void describeBody(Operation operation, Optional<String> description) {
    RequestBody body = operation.getRequestBody();
    if (body != null && body.getDescription() == null) {
      description.ifPresent(body::setDescription);
    }
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
