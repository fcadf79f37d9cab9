package dev.tributary.local.supply;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version that can be compared: by its numbers, and a preview before its release. Other text
 * after the numbers, such as {@code Final}, is ignored.
 */
record Release(List<Long> numbers, boolean preview) implements Comparable<Release> {
  private static final Pattern NUMBERS = Pattern.compile("v?(\\d+(?:\\.\\d+)*)(.*)");
  private static final Pattern PREVIEW =
      Pattern.compile("[.-]?(alpha|beta|milestone|m|rc|cr|pr|snapshot)[.\\d-]*.*");

  static Release of(String version) {
    Matcher matcher = NUMBERS.matcher(version.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("Not a version: " + version);
    }
    List<Long> numbers = new ArrayList<>();
    for (String number : matcher.group(1).split("\\.", -1)) {
      numbers.add(Long.parseLong(number));
    }
    return new Release(numbers, PREVIEW.matcher(matcher.group(2)).matches());
  }

  @Override
  public int compareTo(Release other) {
    for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
      int compared = Long.compare(number(i), other.number(i));
      if (compared != 0) {
        return compared;
      }
    }
    return Boolean.compare(other.preview, preview);
  }

  private long number(int i) {
    return i < numbers.size() ? numbers.get(i) : 0;
  }
}
