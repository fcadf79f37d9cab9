package dev.tributary.runtime.openapi;

import com.github.therapi.runtimejavadoc.ClassJavadoc;
import com.github.therapi.runtimejavadoc.Comment;
import com.github.therapi.runtimejavadoc.MethodJavadoc;
import com.github.therapi.runtimejavadoc.ParamJavadoc;
import com.github.therapi.runtimejavadoc.RuntimeJavadoc;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/** The Javadoc that the compiler has stored beside a class. */
final class StoredJavadoc {
  private StoredJavadoc() {}

  /** The description of a type: the first paragraph of its Javadoc. */
  static Optional<String> of(Class<?> type) {
    return JavadocMarkdown.firstParagraph(read(type).getComment());
  }

  /**
   * The description of a component of a record: its {@code @param} in the Javadoc of the record.
   */
  static Optional<String> ofComponent(Class<?> type, String component) {
    return parameter(read(type).getRecordComponents(), component);
  }

  /** The description of a field: the first paragraph of its Javadoc. */
  static Optional<String> ofField(Field field) {
    return JavadocMarkdown.firstParagraph(RuntimeJavadoc.getJavadoc(field).getComment());
  }

  /** The description of a parameter: its {@code @param} in the Javadoc of the method. */
  static Optional<String> ofParameter(Method method, String parameter) {
    return parameter(read(method).getParams(), parameter);
  }

  /** The description of the result of a method: its {@code @return}. */
  static Optional<String> ofResult(Method method) {
    return JavadocMarkdown.whole(Comment.nullToEmpty(read(method).getReturns()));
  }

  private static ClassJavadoc read(Class<?> type) {
    return RuntimeJavadoc.getJavadoc(type);
  }

  private static MethodJavadoc read(Method method) {
    return RuntimeJavadoc.getJavadoc(method);
  }

  private static Optional<String> parameter(List<ParamJavadoc> described, String name) {
    return described.stream()
        .filter(parameter -> parameter.getName().equals(name))
        .findFirst()
        .flatMap(parameter -> JavadocMarkdown.whole(parameter.getComment()));
  }
}
