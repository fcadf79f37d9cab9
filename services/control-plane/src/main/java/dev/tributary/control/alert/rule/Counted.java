package dev.tributary.control.alert.rule;

/** A number of things in words, such as "1 person" and "1,200 people". */
public final class Counted {
  private Counted() {}

  /**
   * @param one the words for a single thing
   * @param several the words for any other number
   */
  public static String of(long amount, String one, String several) {
    return "%,d %s".formatted(amount, amount == 1 ? one : several);
  }
}
