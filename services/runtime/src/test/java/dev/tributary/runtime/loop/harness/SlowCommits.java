package dev.tributary.runtime.loop.harness;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/**
 * Stays a while between a commit and what follows it, now and then, and says so on the standard
 * output: whoever reads it can hit that window.
 */
final class SlowCommits {
  static final String WINDOW = "committed, not yet published";
  private static final long STAY_MILLIS = 100;
  private static final int ONE_IN = 10;

  private final RandomGenerator random;

  SlowCommits(RandomGenerator random) {
    this.random = random;
  }

  DataSource around(DataSource pool) {
    return (DataSource)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataSource.class},
            (_, method, arguments) -> {
              Object result = invoke(() -> method.invoke(pool, arguments));
              return result instanceof Connection connection ? around(connection) : result;
            });
  }

  private Connection around(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              Object result = invoke(() -> method.invoke(connection, arguments));
              if (method.getName().equals("commit") && random.nextInt(ONE_IN) == 0) {
                System.out.println(WINDOW);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STAY_MILLIS));
              }
              return result;
            });
  }

  private interface Call {
    Object run() throws ReflectiveOperationException;
  }

  private static Object invoke(Call call) throws Throwable {
    try {
      return call.run();
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
