package dev.tributary.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeterTest {
  @Test
  void countsWhatAProcessAndItsEndedChildrenHaveUsed() throws IOException, InterruptedException {
    String busy = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done";
    Process shell =
        new ProcessBuilder("sh", "-c", "read go; sh -c '%s'; echo done; read end".formatted(busy))
            .start();
    try {
      Meter.Start start = new Meter(Map.of("shell", shell.pid())).start();
      shell.getOutputStream().write('\n');
      shell.getOutputStream().flush();
      assertThat(shell.inputReader().readLine()).isEqualTo("done");

      assertThat(start.end().cpu("shell").micros()).isPositive();
    } finally {
      shell.destroy();
      shell.waitFor();
    }
  }
}
