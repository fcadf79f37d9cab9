package dev.tributary.e2e;

import dev.tributary.contracts.Topic;
import dev.tributary.e2e.kill.Parts;
import dev.tributary.local.launch.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** A stage of the pipeline, with a way to delay it by any time at once. */
enum DelayedStage {
  IDENTITY("Identity", Service.IDENTITY, Topic.EVENTS),
  AUDIENCES("Audiences", Service.AUDIENCE, Topic.PROFILES),
  DESTINATIONS("Syncs", Service.DESTINATIONS, Topic.PROFILES);

  private final String label;
  private final Service service;
  private final Topic input;

  DelayedStage(String label, Service service, Topic input) {
    this.label = label;
    this.service = service;
    this.input = input;
  }

  /** The stage of a name of the API. */
  static DelayedStage of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }

  /** Its name on pages. */
  String label() {
    return label;
  }

  /** The part that runs it. */
  String part() {
    return service.name();
  }

  /** The topic whose messages it reads late. */
  Topic input() {
    return input;
  }

  /** The stage processes messages of that age, and too slowly, until the result is closed. */
  SlowStage slowedBy(Duration age, Stack stack, Parts parts) {
    return new SlowStage(this, Instant.now().minus(age), stack, parts);
  }
}
