package dev.tributary.collector.tracking;

/** The well-formed byte sequences of the Unicode Standard, table 3-7. */
final class Utf8 {
  private Utf8() {}

  /**
   * The length of the sequence that begins with a byte above 0x7F.
   *
   * @throws MalformedJson if the sequence is invalid
   */
  static int length(byte[] bytes, int start, int end) {
    int lead = bytes[start] & 0xFF;
    int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || start + length > end || !secondFits(lead, bytes[start + 1])) {
      throw new MalformedJson("the body is not UTF-8", start);
    }
    for (int i = 2; i < length; i++) {
      if (!continues(bytes[start + i])) {
        throw new MalformedJson("the body is not UTF-8", start);
      }
    }
    return length;
  }

  /** Refuses overlong forms, surrogates, and values above U+10FFFF. */
  private static boolean secondFits(int lead, byte second) {
    int value = second & 0xFF;
    return continues(second)
        && switch (lead) {
          case 0xE0 -> value >= 0xA0;
          case 0xED -> value <= 0x9F;
          case 0xF0 -> value >= 0x90;
          case 0xF4 -> value <= 0x8F;
          default -> true;
        };
  }

  private static boolean continues(byte value) {
    return (value & 0xC0) == 0x80;
  }
}
