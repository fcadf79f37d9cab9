package dev.tributary.destinations.protocol;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A job as the engine has recorded it.
 *
 * @param id our name of the job
 * @param step the one that was last begun
 * @param vendorJob the vendor's name; null until it is known
 * @param begunAt when the job was recorded
 * @param deadlineAt from then on, a job without a result counts as one without an answer
 * @param unreadable how often its results could not be read
 * @param abandoned whether the worker before has stopped without a word: its lease has ended
 * @param notBefore the earliest next question
 * @param words the vendor's text about the progress
 * @param fence a change must name it; a later lease raises it
 */
@RecordBuilder
public record RecordedJob(
    String id,
    Step step,
    @Nullable String vendorJob,
    Instant begunAt,
    Instant deadlineAt,
    int unreadable,
    boolean abandoned,
    Instant notBefore,
    @Nullable String words,
    long fence) {

  /** A step of a job. It is recorded before its request is sent. */
  public enum Step {
    SUBMITTING,
    UPLOADING,
    CLOSING,
    /** The vendor has started to process the job. */
    WORKING;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException for an unknown name
     */
    public static Step named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  RecordedJob at(Step next) {
    return RecordedJobBuilder.builder(this).step(next).build();
  }

  RecordedJob named(String vendorsName) {
    return RecordedJobBuilder.builder(this).vendorJob(vendorsName).build();
  }
}
