package dev.tributary.local.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortTest {
  private static final int COUNT = 4;

  /** Every test has ports of its own: this process reserves them until it ends. */
  private static final AtomicInteger NEXT = new AtomicInteger(5_000);

  /** The first of so many in a row that nobody uses. */
  private final int first =
      IntStream.generate(() -> NEXT.getAndAdd(COUNT))
          .filter(from -> IntStream.range(from, from + COUNT).allMatch(Port::isUnused))
          .findFirst()
          .orElseThrow();

  @Test
  void nobodyElseIsGivenAPortThatIsTakenOrReservedOrWasGiven() throws Exception {
    Port.reserve(first + 1);
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), first + 2));
      List<Integer> given = List.of(free(), free());
      assertThat(given).containsExactlyInAnyOrder(first, first + 3);
      assertThatThrownBy(this::free)
          .isInstanceOf(StartFailure.class)
          .hasMessage(
              "No free port from %d to %d on the loopback address", first, first + COUNT - 1);
    }
  }

  @Test
  void aPortThatAnotherProgramHasReservedIsNotGiven() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Reservation.class.getName(),
                Integer.toString(first))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader answer = other.inputReader()) {
      assertThat(answer.readLine()).isEqualTo("true");
      assertThat(Port.isUnused(first)).isTrue();
      assertThat(Port.reserve(first)).isFalse();
      assertThatThrownBy(() -> Port.free(first, first + 1)).isInstanceOf(StartFailure.class);
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertThat(Port.reserve(first)).isTrue();
  }

  @Test
  void aPortThatAnotherClassLoaderOfThisProcessHasReservedIsNotGiven(@TempDir Path directory) {
    assertThat(new PortLocks(directory).take(first)).isTrue();
    PortLocks others = new PortLocks(directory);
    assertThat(others.take(first)).isFalse();
    assertThat(others.take(first + 1)).isTrue();
    assertThat(others.take(first + 1)).isTrue();
  }

  /** Reserves a port, says whether it could, and stays. */
  static final class Reservation {
    public static void main(String[] arguments) throws InterruptedException {
      System.out.println(Port.reserve(Integer.parseInt(arguments[0])));
      Thread.currentThread().join();
    }
  }

  private int free() {
    return Port.free(first, first + COUNT);
  }
}
