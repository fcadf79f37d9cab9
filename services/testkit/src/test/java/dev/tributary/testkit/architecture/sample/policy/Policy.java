package dev.tributary.testkit.architecture.sample.policy;

import dev.tributary.testkit.architecture.sample.http.Resource;
import java.net.URI;
import java.nio.file.Path;

/** A domain class that knows a resource and a file. */
public record Policy(URI place, Resource resource) {
  /** A nested class counts as its class. */
  public record Stored(Path file) {}
}
