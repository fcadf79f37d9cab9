package dev.tributary.runtime.tenancy;

import dev.tributary.contracts.KeyHash;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds the same noise to a number of people whenever the same question is asked. So asking again
 * reveals nothing more, and no other question can be chosen to find the boundary of the rounding.
 * The noise cannot be computed without the installation's secret. Thread-safe.
 */
public final class CountNoise {
  private static final int MOST = 10;
  private static final int RANGE = 2 * MOST + 1;

  private final KeyHash keys;

  public CountNoise(KeyHash keys) {
    this.keys = keys;
  }

  /**
   * @param question the parts of the question, its workspace first
   */
  public Approximate of(long people, String... question) {
    return Approximate.of(people + noise(question));
  }

  private int noise(String... question) {
    return Math.floorMod(keys.of(question).hashCode(), RANGE) - MOST;
  }

  /**
   * @param name the parts of the name of the group, its workspace first
   */
  public Group group(String... name) {
    return new Group(keys.of(name));
  }

  /**
   * The numbers of one group of people and of its parts. Many questions about a group have the same
   * exact number: if everyone is delivered, the number of people is the number of deliveries. With
   * a noise for each question, the average of the answers would be close to the exact number. So
   * the noise depends on the group and the number, not on the question: the same number has the
   * same answer.
   */
  public final class Group {
    private final String name;

    private Group(String name) {
      this.name = name;
    }

    public Approximate of(long people) {
      return Approximate.of(people + noise(people));
    }

    /**
     * The numbers of the parts of a whole. The noise of the whole is the sum of their noise, which
     * the largest part balances. Otherwise, the sum of the parts would be a second answer about the
     * whole, with other noise. So the noise of the largest part, of equal parts the first, grows
     * with the number of parts: of {@code n} parts, it is ten times {@code n} at most.
     *
     * @return in the same order
     */
    public List<Approximate> parts(List<Long> people) {
      return noisy(people).stream().map(Approximate::of).toList();
    }

    /** The numbers of the parts before they are rounded. */
    List<Long> noisy(List<Long> people) {
      int largest = 0;
      long whole = 0;
      long others = 0;
      for (int i = 0; i < people.size(); i++) {
        whole += people.get(i);
        others += noise(people.get(i));
        largest = people.get(i) > people.get(largest) ? i : largest;
      }
      List<Long> parts = new ArrayList<>();
      for (int i = 0; i < people.size(); i++) {
        long own = noise(people.get(i));
        parts.add(people.get(i) + (i == largest ? noise(whole) - others + own : own));
      }
      return parts;
    }

    /**
     * Numbers that differ by less than the noise are in one bucket, except at its bounds, which are
     * secret: a number that changes slowly has no new noise each time.
     */
    private int noise(long people) {
      int offset = Math.floorMod(keys.of(name, "offset").hashCode(), RANGE);
      return CountNoise.this.noise(
          name, "bucket", String.valueOf(Math.floorDiv(people + offset, RANGE)));
    }
  }
}
