package dev.tributary.local.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortTest {
  private static final int COUNT = 4;

  /** Where so many are free in a row. */
  private final int first =
      IntStream.range(5_000, 10_000)
          .filter(from -> IntStream.range(from, from + COUNT).allMatch(Port::isFree))
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

  private int free() {
    return Port.free(first, first + COUNT);
  }
}
