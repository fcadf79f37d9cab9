package dev.tributary.runtime.loop.harness;

import dev.tributary.runtime.loop.Effects;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Output;
import dev.tributary.runtime.loop.Poll;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/**
 * Stays between a commit and the publishing of its outputs: a while, now and then, or when asked to
 * until it is let go. It says so on the standard output: whoever reads it can hit that window.
 */
final class SlowCommits {
  static final String WINDOW = "committed, not yet published";
  static final String HELD = "held";
  private static final long STAY_MILLIS = 100;
  private static final int ONE_IN = 10;

  private final RandomGenerator random;
  private final AtomicBoolean hold = new AtomicBoolean();
  private final Semaphore letGo = new Semaphore(0);
  private boolean unpublished;

  SlowCommits(RandomGenerator random) {
    this.random = random;
  }

  /** Stays in the next window. */
  void hold() {
    hold.set(true);
  }

  void letGo() {
    letGo.release();
  }

  /** Learns which commits have something to publish: claims commit as well. */
  Effects around(Effects effects) {
    return new Effects() {
      @Override
      public List<Output> apply(Connection tx, Poll poll) throws Exception {
        List<Output> outputs = effects.apply(tx, poll);
        unpublished = !outputs.isEmpty();
        return outputs;
      }

      @Override
      public List<Output> quarantine(Connection tx, Input input, Exception failure)
          throws Exception {
        return effects.quarantine(tx, input, failure);
      }
    };
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
              switch (method.getName()) {
                case "commit" -> committed();
                case "rollback" -> unpublished = false;
                default -> {}
              }
              return result;
            });
  }

  private void committed() {
    if (!unpublished) {
      return;
    }
    unpublished = false;
    if (hold.getAndSet(false)) {
      System.out.println(HELD);
      letGo.acquireUninterruptibly();
    } else if (random.nextInt(ONE_IN) == 0) {
      System.out.println(WINDOW);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STAY_MILLIS));
    }
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
