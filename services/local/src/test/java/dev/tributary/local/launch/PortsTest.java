package dev.tributary.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.infra.Port;
import dev.tributary.local.infra.StartFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("ports.properties");
  }

  @Test
  void thePreferredPortIsTakenWhenItIsFree() {
    int preferred = Port.free();
    assertThat(new Ports(file).of("kafka", preferred)).isEqualTo(preferred);
  }

  @Test
  void anotherFreePortIsChosenOnceAndKept() throws Exception {
    int chosen;
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      chosen = new Ports(file).of("kafka", taken.getLocalPort());
      assertThat(chosen).isNotEqualTo(taken.getLocalPort());
    }
    assertThat(new Ports(file).of("kafka", Port.free())).isEqualTo(chosen);
  }

  @Test
  void twoPartsNeverShareAPort() {
    var ports = new Ports(file);
    int preferred = Port.free();
    assertThat(ports.of("kafka", preferred)).isNotEqualTo(ports.of("redis", preferred));
  }

  @Test
  void aPortOfAnEarlierStartThatIsTakenNowIsSaidWithTheRemedy() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(file, "kafka=" + taken.getLocalPort());
      assertThatThrownBy(() -> new Ports(file).of("kafka", 1))
          .isInstanceOf(StartFailure.class)
          .hasMessage(
              "Port %d of kafka is taken by another process: stop that, or change the line kafka"
                  + " in %s.",
              taken.getLocalPort(), file);
    }
  }

  @Test
  void aPortThatIsNoNumberIsSaidWithItsPlace() throws Exception {
    Files.writeString(file, "kafka=soon");
    assertThatThrownBy(() -> new Ports(file).of("kafka", 1))
        .hasMessage("%s: the port of kafka is not a number: soon", file);
  }
}
