package dev.tributary.e2e.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is missing is said in one sentence, with exit code 1, before anything starts. */
class RefusedStartTest {
  private static final Path ROOT = Path.of(System.getProperty("tributary.root"));

  @TempDir Path state;

  @Test
  void aTakenPortIsNamedWithItsPartAndTheRemedy() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(
          state.resolve("ports.properties"), "api-gateway=" + taken.getLocalPort() + "\n");

      assertOneSentence(LauncherProcess.fail(LauncherProcess.line(state, "up")))
          .contains("Port %d of api-gateway is taken".formatted(taken.getLocalPort()))
          .contains("ports.properties");
    }
  }

  @Test
  void aFullDiskIsNamedWithWhatIsNeeded() throws Exception {
    var line =
        new ArrayList<>(List.of("mount -t tmpfs -o size=8m none " + state + " && exec \"$@\""));
    line.add("sh");
    line.addAll(LauncherProcess.line(state, "up"));

    assertOneSentence(LauncherProcess.fail(inOwnMounts(line)))
        .contains("are free on the disk of " + state)
        .contains("1024 MB are needed");
  }

  @Test
  void aMissingJdkIsAskedFor() throws Exception {
    // Those of this machine are hidden behind empty file systems.
    String script =
        """
        for jdk in "$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")" \
            "$1" /usr/lib/jvm "$HOME"/.sdkman "$HOME"/.jdks /opt; do
          if [ -d "$jdk" ]; then mount -t tmpfs none "$jdk"; fi
        done
        JAVA_HOME=$1 exec ./cdp status\
        """;

    assertOneSentence(
            LauncherProcess.fail(
                inOwnMounts(List.of(script, "sh", System.getProperty("java.home")))))
        .contains("needs a JDK 25 or newer");
  }

  @Test
  void aMissingNodeIsAskedFor() throws Exception {
    String script =
        """
        mkdir "$1/bin"
        for tool in bash dirname readlink grep ls; do ln -s "$(command -v $tool)" "$1/bin/$tool"; done
        for node in "$HOME"/.nvm /opt/node*/bin /usr/local/bin /opt/homebrew/bin; do
          if [ -d "$node" ]; then mount -t tmpfs none "$node"; fi
        done
        JAVA_HOME=$2 PATH=$1/bin exec "$1/bin/bash" ./cdp demo\
        """;

    assertOneSentence(
            LauncherProcess.fail(
                inOwnMounts(
                    List.of(script, "sh", state.toString(), System.getProperty("java.home")))))
        .contains("needs Node 20.19 or newer");
  }

  @Test
  void aNewerNodeIsAskedFor() throws Exception {
    String script =
        """
        mkdir "$1/bin"
        for tool in bash dirname readlink grep ls; do ln -s "$(command -v $tool)" "$1/bin/$tool"; done
        cp "$(readlink -f "$(command -v node)")" "$1/real-node"
        echo "Object.defineProperty(process, 'versions', { value: { node: '20.18.3' } });" > "$1/old.cjs"
        printf '#!/bin/sh\nexec "%s/real-node" --require "%s/old.cjs" "$@"\n' "$1" "$1" > "$1/bin/node"
        chmod +x "$1/bin/node"
        for node in "$HOME"/.nvm /opt/node*/bin /usr/local/bin /opt/homebrew/bin; do
          if [ -d "$node" ]; then mount -t tmpfs none "$node"; fi
        done
        JAVA_HOME=$2 PATH=$1/bin exec "$1/bin/bash" ./cdp demo\
        """;

    assertOneSentence(
            LauncherProcess.fail(
                inOwnMounts(
                    List.of(script, "sh", state.toString(), System.getProperty("java.home")))))
        .contains("needs Node 20.19 or newer");
  }

  @Test
  void aMissingBrowserIsAskedForWithTheWayToDoWithout() throws Exception {
    String script =
        """
        bash=$(command -v bash)
        ln -s "$(command -v dirname)" "$1/dirname"
        PATH=$1 exec "$bash" "$2/cdp" test\
        """;

    assertOneSentence(
            LauncherProcess.fail(
                List.of("sh", "-c", script, "sh", state.toString(), ROOT.toString())))
        .contains("Chromium or Chrome")
        .contains("./cdp test --without-browser");
  }

  private static org.assertj.core.api.AbstractStringAssert<?> assertOneSentence(String printed) {
    return assertThat(printed).startsWith("cdp: ").hasLineCount(1).doesNotContain("Exception");
  }

  /** A shell that may mount what nobody else sees, where the kernel lets an ordinary user do it. */
  private static List<String> inOwnMounts(List<String> scriptAndArguments)
      throws IOException, InterruptedException {
    Process probe =
        new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt")
            .redirectErrorStream(true)
            .start();
    assumeTrue(probe.waitFor() == 0, "this kernel allows no mounts in a user's own namespace");
    var line = new ArrayList<>(List.of("unshare", "-rm", "env", "-C", ROOT.toString(), "sh", "-c"));
    line.addAll(scriptAndArguments);
    return line;
  }
}
