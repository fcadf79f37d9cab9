package dev.tributary.destinations.connector.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Manifest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A reader of a manifest can see where its facts come from, and how old they are. */
class SourcesOfConnectorsTest {
  private static final Pattern READ =
      Pattern.compile("\\(([^()]*, )?read 20\\d\\d-\\d\\d(-\\d\\d)?");

  /** A fact that no page was read for says so. */
  private static final Pattern UNREAD =
      Pattern.compile(
          "common knowledge|guess|assum|third part|in no source|in the same description|code of a"
              + " CDP|no end is|in January 2026");

  @Test
  void eachSourceSaysWhenItWasReadOrThatNothingWasRead() {
    for (Manifest manifest : InstalledConnectors.load().manifests()) {
      assertThat(manifest.sources())
          .as(manifest.id())
          .isNotEmpty()
          .anyMatch(source -> READ.matcher(source).find())
          .allMatch(source -> READ.matcher(source).find() || isUnread(source));
    }
  }

  private static boolean isUnread(String source) {
    return !source.contains("https://") && UNREAD.matcher(source).find();
  }
}
