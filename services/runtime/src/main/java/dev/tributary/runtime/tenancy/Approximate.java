package dev.tributary.runtime.tenancy;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A number of people for a caller who may not see what it rests on. Small numbers are not told
 * apart, and larger ones have two significant figures, tens at the finest.
 *
 * @param about the rounded number; absent where there are fewer
 * @param fewerThan the bound below which nothing more is told; absent where there are more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ApproximateNumber")
public record Approximate(@Nullable Long about, @Nullable Long fewerThan) {
  /** Fewer people than this are not told apart. */
  public static final long LEAST = 50;

  private static final long FINEST = 10;
  private static final long TWO_FIGURES = 100;

  public static Approximate of(long people) {
    return people < LEAST ? new Approximate(null, LEAST) : new Approximate(rounded(people), null);
  }

  /** The rounded number, 0 where nothing is told: for fields that must hold a number. */
  public long number() {
    return about == null ? 0 : about;
  }

  /** To two significant figures, half up. */
  private static long rounded(long people) {
    long step = FINEST;
    while (people / step >= TWO_FIGURES) {
      step *= FINEST;
    }
    return (people + step / 2) / step * step;
  }
}
