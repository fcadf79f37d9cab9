package dev.tributary.local.infra;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.local.infra.EmbeddedPostgres.Durability;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphansTest {

  @TempDir Path directory;

  @Test
  void everyChildEndsWhenTheProcessThatStartedItIsKilled() throws Exception {
    // A server can start and end workers at any time: only the servers themselves must be alive.
    List<ProcessHandle> all;
    Path errors = directory.resolve("parent.log");
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dtributary.root=" + Checkout.locate().root(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                directory.toString())
            .redirectError(errors.toFile())
            .start();
    try (BufferedReader output = parent.inputReader()) {
      String pids = output.readLine();
      assertThat(pids).as("the pids that the parent prints; %s", errors).isNotNull();
      List<ProcessHandle> servers =
          Arrays.stream(pids.split(" "))
              .map(Long::valueOf)
              .flatMap(pid -> ProcessHandle.of(pid).stream())
              .toList();
      all =
          servers.stream()
              .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
              .toList();
      assertThat(servers).hasSize(3).allMatch(ProcessHandle::isAlive);
      assertThat(all).hasSizeGreaterThan(servers.size());
    } finally {
      parent.destroyForcibly().waitFor();
    }
    await().atMost(30, SECONDS).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
  }

  /** Starts one server of each kind, prints their pids, and waits to be killed. */
  static final class Parent {
    public static void main(String[] arguments) throws Exception {
      Path directory = Path.of(arguments[0]);
      Checkout checkout = Checkout.locate();
      long kafka =
          EmbeddedKafka.start(checkout, directory.resolve("k"), Port.free()).process().pid();
      long redis =
          EmbeddedRedis.start(checkout, directory.resolve("r"), Port.free()).process().pid();
      long postgres =
          EmbeddedPostgres.start(
                  checkout, directory.resolve("p"), Port.free(), Durability.DISPOSABLE)
              .process()
              .pid();
      System.out.println(kafka + " " + redis + " " + postgres);
      Thread.currentThread().join();
    }
  }
}
