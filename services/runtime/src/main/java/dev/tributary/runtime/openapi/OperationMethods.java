package dev.tributary.runtime.openapi;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jspecify.annotations.Nullable;

/** The methods of operations. The id of an operation says which method it is. */
final class OperationMethods {
  private final Map<String, Method> methods = new HashMap<>();

  /**
   * @throws IllegalStateException if two methods have one operation's id
   */
  OperationMethods(IndexView index) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    for (AnnotationInstance annotation : index.getAnnotations(Operation.class.getName())) {
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

  /** The method of the operation, or empty if an operation has no id of its own. */
  Optional<Method> of(org.eclipse.microprofile.openapi.models.Operation operation) {
    return Optional.ofNullable(methods.get(String.valueOf(operation.getOperationId())));
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
    Operation operation = method.getAnnotation(Operation.class);
    return operation == null ? null : operation.operationId();
  }
}
