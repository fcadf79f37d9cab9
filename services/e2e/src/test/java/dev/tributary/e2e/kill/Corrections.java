package dev.tributary.e2e.kill;

import dev.tributary.local.workspace.Api;
import dev.tributary.local.workspace.ApiFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody at a desk who corrects one person after the other over REST, each until it is taken. */
public final class Corrections implements AutoCloseable {
  private static final int NOT_FOUND = 404;
  private static final int PAUSE_MILLIS = 300;

  private final Api api;
  private final String path;
  private final List<Person> people;
  private final Map<String, Integer> notes = new HashMap<>();
  private final ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger taken = new AtomicInteger();
  private volatile boolean ending;

  public Corrections(Api api, String path, List<Person> people) {
    this.api = api;
    this.path = path;
    this.people = List.copyOf(people);
  }

  /** The work, until it is told to end; the notes that were taken last, by user id. */
  public Future<Map<String, Integer>> start(long seed) {
    Random random = new Random(seed);
    return thread.submit(() -> {
      for (int note = 1; !ending; note++) {
        String user = people.get(random.nextInt(people.size())).userId();
        if (correct(user, note)) {
          notes.put(user, note);
          taken.incrementAndGet();
        }
        Thread.sleep(PAUSE_MILLIS);
      }
      return notes;
    });
  }

  /** False if nobody knows the person yet. */
  private boolean correct(String user, int note) {
    return Persistence.insist(() -> {
      try {
        api.put("%s/profiles/user_id:%s/traits/note".formatted(path, user), Map.of("value", note));
        return true;
      } catch (ApiFailure e) {
        if (e.status() == NOT_FOUND) {
          return false;
        }
        throw e;
      }
    });
  }

  public Map<String, Integer> finish(Future<Map<String, Integer>> work)
      throws InterruptedException, ExecutionException {
    ending = true;
    return work.get();
  }

  /** How many corrections were answered 202. */
  public int taken() {
    return taken.get();
  }

  @Override
  public void close() {
    ending = true;
    thread.shutdownNow();
    thread.close();
  }
}
