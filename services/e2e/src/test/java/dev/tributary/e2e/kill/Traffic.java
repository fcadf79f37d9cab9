package dev.tributary.e2e.kill;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Everybody at once, each person's calls one after the other, until it is told to end. */
public final class Traffic implements AutoCloseable {
  private static final int LONGEST_PAUSE_MILLIS = 2_000;
  private static final int SHORTEST_PAUSE_MILLIS = 100;

  private final Tracking tracking;
  private final List<Person> people;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> lives = new ArrayList<>();
  private volatile boolean ending;

  public Traffic(Tracking tracking, List<Person> people) {
    this.tracking = tracking;
    this.people = List.copyOf(people);
  }

  public void start(long seed) {
    for (int i = 0; i < people.size(); i++) {
      Person person = people.get(i);
      Random random = new Random(seed + i);
      lives.add(
          threads.submit(() -> {
            live(person, random);
            return null;
          }));
    }
  }

  private void live(Person person, Random random) throws InterruptedException {
    while (!ending) {
      tracking.send(person.next());
      Thread.sleep(random.nextInt(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS));
    }
    tracking.send(person.last());
  }

  /** Lets everybody end what they do; returns when all of it is accepted. */
  public void finish() throws InterruptedException, ExecutionException {
    ending = true;
    for (Future<?> life : lives) {
      life.get();
    }
  }

  @Override
  public void close() {
    ending = true;
    threads.shutdownNow();
    threads.close();
  }
}
