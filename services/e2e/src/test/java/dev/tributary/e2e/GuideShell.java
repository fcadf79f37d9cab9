package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.workspace.WorkspaceSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A reader's shell: in a folder with {@code ./cdp}, which speaks for the stack under test. */
record GuideShell(Path folder) {
  private static final String BLOCK_ENDS = "=== block ends ===";

  /** Nothing of a page may fail, a refused request neither. */
  private static final String STRICT =
      """
      set -euo pipefail
      curl() { command curl --fail-with-body "$@"; }
      """;

  static GuideShell of(Stack stack) throws IOException {
    new WorkspaceSetup(stack.installation()).ensure();
    Path folder = Files.createDirectories(stack.installation().directory("guide"));
    Path cdp = folder.resolve("cdp");
    Files.writeString(
        cdp,
        """
        #!/usr/bin/env bash
        exec '%s' -Xmx192m -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \\
          -Dtributary.root='%s' -Dtributary.state='%s' -cp '%s' dev.tributary.local.Main "$@"
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("tributary.root"),
                System.getProperty("tributary.state"),
                System.getProperty("java.class.path")));
    assertThat(cdp.toFile().setExecutable(true)).isTrue();
    return new GuideShell(folder);
  }

  /** Runs the blocks of a page one after the other in one shell; what each printed. */
  List<String> runAll(Guide guide, List<Guide.Block> blocks) throws Exception {
    var script = new StringBuilder(STRICT);
    for (Guide.Block block : blocks) {
      script.append(block.text()).append("\necho; echo '").append(BLOCK_ENDS).append("'\n");
    }
    Finished finished = finish(script.toString());
    assertThat(finished.code()).as("%s: %s", guide, finished.printed()).isZero();
    var printed = new ArrayList<>(List.of(finished.printed().split(BLOCK_ENDS, -1)));
    printed.removeLast();
    return printed;
  }

  void run(String command) throws Exception {
    Finished finished = finish(STRICT + command);
    assertThat(finished.code()).as("%s: %s", command, finished.printed()).isZero();
  }

  /** Whether a shell can read the block; 0 if it can. */
  int read(Guide.Block block) throws Exception {
    Path script = Files.writeString(folder.resolve("block.sh"), block.text());
    return new ProcessBuilder("bash", "-n", script.toString()).start().waitFor();
  }

  private record Finished(int code, String printed) {}

  private Finished finish(String text) throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("page.sh"), text);
    Process process =
        new ProcessBuilder("bash", script.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes());
    return new Finished(process.waitFor(), printed);
  }
}
