package dev.tributary.e2e.kill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.workspace.Api;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at the CRM's contacts again and again: a contact that goes back to something older was
 * overwritten by a late delivery. Thread-safe.
 */
public final class Contacts implements AutoCloseable {
  private static final long PAUSE_NANOS = 200_000_000;
  private static final int PAGE = 1_000;

  private final Api sandbox;
  private final String mark;
  private final Map<String, Integer> steps = new HashMap<>();
  private final List<String> steppedBack = new ArrayList<>();
  private final Thread watching = Thread.ofVirtual().unstarted(this::watch);
  private volatile boolean ending;

  /**
   * @param mark what the e-mail addresses of the people under test have in common
   */
  public Contacts(String sandboxUrl, String mark) {
    this.sandbox = new Api(sandboxUrl, () -> "none");
    this.mark = mark;
  }

  public void start() {
    watching.start();
  }

  private void watch() {
    while (!ending) {
      look();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** The contacts as they are now, by e-mail address: the number in {@code firstname}. */
  public synchronized Map<String, List<Integer>> look() {
    Map<String, List<Integer>> found = new HashMap<>();
    String after = "0";
    while (!after.isEmpty()) {
      JsonNode page =
          sandbox.get("/sandbox/hubspot/objects/contacts?limit=%d&after=%s".formatted(PAGE, after));
      for (JsonNode contact : page.path("objects")) {
        JsonNode properties = contact.path("properties");
        String email = properties.path("email").asText();
        if (email.contains(mark)) {
          int step =
              Integer.parseInt(properties.path("firstname").asText("0").replace("step ", ""));
          found.computeIfAbsent(email, some -> new ArrayList<>()).add(step);
          Integer before = steps.put(email, step);
          if (before != null && before > step) {
            steppedBack.add("%s from %d to %d".formatted(email, before, step));
          }
        }
      }
      after = page.path("after").asText("");
    }
    return found;
  }

  /** Whose contact was seen to become older, and how. */
  public synchronized List<String> steppedBack() {
    return List.copyOf(steppedBack);
  }

  @Override
  public void close() {
    ending = true;
  }
}
