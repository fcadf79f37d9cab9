package dev.tributary.destinations.delivery;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Connections that also record the statements that they prepare. */
final class RecordedStatements {
  private RecordedStatements() {}

  static DataSource recording(DataSource database, List<String> statements) {
    return before(database, statements::add);
  }

  /**
   * @param prepared gets each statement before it is prepared
   */
  static DataSource before(DataSource database, Consumer<String> prepared) {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          Object answer = method.invoke(database, arguments);
          return answer instanceof Connection connection ? before(connection, prepared) : answer;
        });
  }

  private static Connection before(Connection connection, Consumer<String> prepared) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          if (method.getName().equals("prepareStatement")) {
            prepared.accept((String) arguments[0]);
          }
          return method.invoke(connection, arguments);
        });
  }

  private interface Call {
    Object to(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            RecordedStatements.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> call.to(method, arguments)));
  }
}
