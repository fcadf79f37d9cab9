package dev.tributary.identity.model;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/**
 * Says on the standard output when a transaction is about to commit and when it has committed, and
 * now and then stays there: so that whoever reads it can kill the process at that boundary.
 */
final class Boundaries {
  static final String BEFORE_COMMIT = "about to commit";

  /** In PostgreSQL, and nothing of it in Kafka. */
  static final String COMMITTED = "committed";

  static final long STAY_MILLIS = 60;
  private static final int ONE_IN = 3;

  private final RandomGenerator random;

  Boundaries(RandomGenerator random) {
    this.random = random;
  }

  DataSource around(DataSource pool) {
    return around(
        DataSource.class,
        pool,
        (_, run) -> {
          Object result = run.call();
          return result instanceof Connection connection
              ? around(Connection.class, connection, this::commit)
              : result;
        });
  }

  private Object commit(String method, Call run) throws Throwable {
    if (!method.equals("commit")) {
      return run.call();
    }
    stay(BEFORE_COMMIT);
    Object result = run.call();
    stay(COMMITTED);
    return result;
  }

  private void stay(String where) {
    if (random.nextInt(ONE_IN) == 0) {
      System.out.println(where);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STAY_MILLIS));
    }
  }

  private interface Call {
    Object call() throws Throwable;
  }

  private interface Around {
    Object run(String method, Call call) throws Throwable;
  }

  private static <T> T around(Class<T> type, T inner, Around around) {
    return type.cast(
        Proxy.newProxyInstance(
            Boundaries.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) ->
                around.run(
                    method.getName(),
                    () -> {
                      try {
                        return method.invoke(inner, arguments);
                      } catch (InvocationTargetException e) {
                        throw e.getCause();
                      }
                    })));
  }
}
