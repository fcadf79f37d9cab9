package dev.tributary.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @Test
  void theTableAndTheFileHaveThePartOfTheCompilersBesideTheCpuPerEvent(@TempDir Path folder)
      throws IOException {
    var out = new ByteArrayOutputStream();
    var report = new Report("bench", new PrintStream(out, true, StandardCharsets.UTF_8));

    report.heading();
    report.add(Rows.row(31.5, 4.5));
    Path file = report.write(folder);

    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsPattern("us/ev +compile +p50 ms")
        .containsPattern("31\\.5 +4\\.5 ");
    assertThat(new ObjectMapper().readTree(file.toFile()).at("/rows/0/compileMicrosPerEvent"))
        .hasToString("4.5");
  }
}
