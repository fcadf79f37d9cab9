package dev.tributary.e2e.kill;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;

/** Somebody who does one thing after a kill, and waits until the world has heard of it. */
public record Witness(Person person, Tracking tracking, Inbox inbox) {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  public void awaitNextEvent() throws InterruptedException {
    ObjectNode view = person.view();
    tracking.send(List.of(view));
    String id = view.path("messageId").asText();
    await("an event that is delivered").atMost(PATIENCE).until(() -> hasArrived(id));
  }

  private boolean hasArrived(String message) {
    return inbox.arrivals().stream()
        .anyMatch(a -> a.item().path("data").path("message").asText().equals(message));
  }

  /** Signs in where that is still to be done. */
  public void end() throws InterruptedException {
    tracking.send(person.last());
  }
}
