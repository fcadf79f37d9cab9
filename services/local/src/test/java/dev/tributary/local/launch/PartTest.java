package dev.tributary.local.launch;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.local.infra.ChildProcess;
import dev.tributary.local.infra.StartFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartTest {

  @TempDir Path directory;

  private final Heard heard = new Heard();
  private final AtomicInteger starts = new AtomicInteger();
  private Part part = part(this::sleeping);

  @AfterEach
  void stop() {
    part.stop();
  }

  @Test
  void aProcessThatEndsByItselfIsStartedAgain() throws Exception {
    part.start();
    ChildProcess first = part.process();
    first.signal("KILL");
    await()
        .atMost(30, SECONDS)
        .until(() -> part.process() != null && part.process().pid() != first.pid());
    assertThat(part.state()).isEqualTo(Part.State.READY);
    assertThat(heard.events).containsExactly("ended 137");
  }

  @Test
  void aRestartIsTriedUntilItSucceeds() throws Exception {
    part = part(() -> starts.incrementAndGet() == 2 ? refused() : sleeping());
    part.start();
    part.process().signal("KILL");
    await().atMost(30, SECONDS).until(() -> starts.get() == 3 && part.process() != null);
    assertThat(heard.events).containsExactly("ended 137", "failed not now");
  }

  @Test
  void aStoppedPartStaysStopped() {
    part.start();
    ChildProcess process = part.process();
    part.stop();
    assertThat(process.isAlive()).isFalse();
    assertThat(part.state()).isEqualTo(Part.State.STOPPED);
    assertThat(heard.events).isEmpty();
  }

  private Part part(Supplier<ChildProcess> start) {
    return new Part("sleeper", 1, start, heard);
  }

  private ChildProcess sleeping() {
    return ChildProcess.start(
        new ChildProcess.Command("sleeper", List.of("sleep", "600"), directory.resolve("log")));
  }

  private static ChildProcess refused() {
    throw new StartFailure("not now");
  }

  private static final class Heard implements Part.Listener {

    private final List<String> events = new CopyOnWriteArrayList<>();

    @Override
    public void changed(Part part) {}

    @Override
    public void ended(Part part, int exitCode) {
      events.add("ended " + exitCode);
    }

    @Override
    public void failed(Part part, StartFailure failure) {
      events.add("failed " + failure.getMessage());
    }
  }
}
