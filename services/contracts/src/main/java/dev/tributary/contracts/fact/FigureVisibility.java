package dev.tributary.contracts.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether users without the right to personal data may see the figures of an object, such as the
 * size of an audience. The owner of the object answers it to other services.
 *
 * @param from the time of the wall clock from which they may see figures: earlier figures may
 *     depend on other settings of the object. Null if the present settings hide the figures
 */
public record FigureVisibility(@Nullable Instant from) {
  public static final FigureVisibility HIDDEN = new FigureVisibility(null);

  /** The last segment of the path that asks for it. */
  public static final String PART = "visibility";

  /** Whether they may see a figure of this time. */
  public boolean shows(@Nullable Instant at) {
    return from != null && at != null && !at.isBefore(from);
  }
}
