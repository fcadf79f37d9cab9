package dev.tributary.runtime.tenancy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A rounded number of people for a caller who may not see the underlying values. Small numbers are
 * not distinguished. Larger ones have two significant figures and are rounded to tens at least.
 *
 * @param about the rounded number; absent for small numbers
 * @param fewerThan the bound below which numbers are not distinguished; absent for larger numbers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ApproximateNumber")
public record Approximate(@Nullable Long about, @Nullable Long fewerThan) {
  /** Numbers below this are not distinguished. */
  public static final long LEAST = 50;

  /** Reveals nothing about the number: both fields are absent. */
  public static final Approximate NOTHING = new Approximate(null, null);

  private static final long FINEST = 10;
  private static final long TWO_FIGURES = 100;

  public static Approximate of(long people) {
    return people < LEAST ? new Approximate(null, LEAST) : new Approximate(rounded(people), null);
  }

  /**
   * The sum of numbers as they were answered. It reveals nothing that the numbers do not reveal.
   *
   * @param exact the part of the sum that the caller may see
   */
  public static Approximate sum(long exact, List<Approximate> numbers) {
    long about = exact + numbers.stream().mapToLong(Approximate::number).sum();
    long few = numbers.stream().filter(each -> each.about == null).count();
    return about > 0
        ? new Approximate(about, null)
        : new Approximate(null, LEAST * Math.max(1, few));
  }

  /** The rounded number, or 0 if there is none: for fields that must contain a number. */
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
