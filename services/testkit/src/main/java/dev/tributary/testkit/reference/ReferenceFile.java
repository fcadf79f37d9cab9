package dev.tributary.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.infra.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A committed file of docs/reference that is generated from the code. {@code
 * -Dtributary.write-reference=true} writes it again; otherwise it must be up to date.
 */
public record ReferenceFile(String name) {
  private static final String SWITCH = "tributary.write-reference";

  private Path path() {
    return Checkout.locate().root().resolve("docs/reference").resolve(name);
  }

  public String read() {
    try {
      return Files.readString(path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void assertIs(String current) {
    if (Boolean.getBoolean(SWITCH)) {
      write(current);
    }
    assertThat(read())
        .as("docs/reference/%s; write it again with -D%s=true", name, SWITCH)
        .isEqualTo(current);
  }

  /** Checks the text between {@code <!-- section -->} and {@code <!-- /section -->}. */
  public void assertSectionIs(String section, String current) {
    String text = read();
    String begin = "<!-- %s -->\n".formatted(section);
    String end = "<!-- /%s -->\n".formatted(section);
    assertThat(text).as("docs/reference/%s", name).contains(begin, end);
    assertIs(
        text.substring(0, text.indexOf(begin) + begin.length())
            + current
            + text.substring(text.indexOf(end)));
  }

  private void write(String text) {
    try {
      Files.writeString(path(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
