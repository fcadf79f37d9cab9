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
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dtributary.root=" + Checkout.locate().root(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<ProcessHandle> children;
    try (BufferedReader output = parent.inputReader()) {
      String pids = output.readLine();
      assertThat(pids).as("the parent started its children").isNotNull();
      children =
          Arrays.stream(pids.split(" "))
              .map(Long::valueOf)
              .flatMap(pid -> ProcessHandle.of(pid).stream())
              .flatMap(child -> Stream.concat(Stream.of(child), child.descendants()))
              .toList();
      assertThat(children).hasSizeGreaterThan(3).allMatch(ProcessHandle::isAlive);
      parent.destroyForcibly().waitFor();
    }
    await().atMost(30, SECONDS).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
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
