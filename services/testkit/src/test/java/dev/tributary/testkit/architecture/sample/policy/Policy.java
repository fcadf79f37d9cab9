package dev.tributary.testkit.architecture.sample.policy;

import dev.tributary.testkit.architecture.sample.http.Answer;
import java.net.URI;
import java.nio.file.Path;

/** A domain class that knows an answer and a file. */
public record Policy(URI place, Answer[] answers) {
  /** A nested class counts as its class. */
  public record Stored(Path file) {}
}
