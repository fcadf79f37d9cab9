package dev.tributary.identity.name;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words of a name, in lower case and without accents: {@code zoe} and {@code de vries} for
 * {@code Zoë de-Vries}. A word has letters and digits only.
 */
public final class NameWords {
  private static final int LONGEST = 200;
  private static final int MOST = 6;
  private static final Pattern ACCENT = Pattern.compile("\\p{M}+");
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

  private NameWords() {}

  /** In the order of the text. */
  public static List<String> of(String text) {
    String shortened = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    String decomposed = Normalizer.normalize(shortened, Normalizer.Form.NFKD);
    String plain = ACCENT.matcher(decomposed).replaceAll("");
    return BETWEEN
        .splitAsStream(plain.toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** As the index stores a name: each word follows a blank. Empty for a text without a word. */
  public static String stored(Stream<String> texts) {
    StringBuilder stored = new StringBuilder();
    texts
        .flatMap(text -> of(text).stream())
        .distinct()
        .forEach(word -> stored.append(' ').append(word));
    return stored.toString();
  }

  /** The words of a text that a search uses: at most six words, the longest first. */
  public static List<String> sought(String text) {
    return of(text).stream()
        .distinct()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .limit(MOST)
        .toList();
  }
}
